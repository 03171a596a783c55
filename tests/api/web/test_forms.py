"""What a form may send: nothing that it carries makes the program fail, whoever sends it."""

from typing import Final

import pytest

from tests.api.logged import Lines
from tests.api.people import Client

KEEP: Final = "/avis/brouillon"
SAME_SITE: Final = {"Sec-Fetch-Site": "same-origin"}
FORM_TYPE: Final = "application/x-www-form-urlencoded"


def faults(lines: Lines) -> list[object]:
    return [line for line in lines.all if line["event"] == "fault"]


@pytest.mark.parametrize("database", ["sqlite"])
@pytest.mark.parametrize("typed", ["--5", "-", "5-", "²", "1e3"])
def test_what_is_no_number_is_refused_at_its_field(college: Client, typed: str) -> None:
    answer = college.post("/avis/nouveau", data={"days": typed})
    assert answer.status_code == 422
    assert 'id="e-days"' in answer.text


@pytest.mark.parametrize("field", ["note", "eleve", "note\x00"])
def test_what_cannot_be_stored_is_refused_as_unreadable(
    college: Client, lines: Lines, field: str
) -> None:
    for path in (KEEP, "/avis/brouillon/effacement", "/avis/nouveau"):
        assert college.post(path, data={field: "a\x00"}).status_code == 400
    assert faults(lines) == []


@pytest.mark.parametrize("database", ["sqlite"])
def test_half_a_character_does_not_lock_its_author_out_of_the_draft(college: Client) -> None:
    body = b'--b\r\nContent-Disposition: form-data; name="note"\r\n\r\n\\ud800\r\n--b--\r\n'
    kind = "multipart/form-data; boundary=b; charset=unicode_escape"
    assert college.post(KEEP, content=body, headers={"Content-Type": kind}).status_code == 400
    assert college.get("/avis/nouveau").status_code == 200


@pytest.mark.parametrize("database", ["sqlite"])
@pytest.mark.parametrize("body", ["&".join(f"a{n}=1" for n in range(1001)), "a=%00"])
def test_a_stranger_s_form_that_cannot_be_read_is_no_fault_of_the_program(
    anonymous: Client, lines: Lines, body: str
) -> None:
    headers = {**SAME_SITE, "Content-Type": FORM_TYPE}
    answer = anonymous.post(KEEP, content=body, headers=headers)
    assert answer.status_code == 400
    assert answer.headers["content-type"].startswith("text/html")
    assert faults(lines) == []


@pytest.mark.parametrize(
    "path",
    ["/journal?personne=%00", "/demandes?college=%00", "/demandes?semaine=%00"],
)
def test_what_no_database_can_compare_is_not_looked_for(referent: Client, path: str) -> None:
    assert referent.get(path).status_code == 422


@pytest.mark.parametrize("database", ["sqlite"])
def test_what_a_page_carries_may_be_as_long_as_a_whole_body(college: Client) -> None:
    """The notices of a long file go from the trial to the sending in one field of more than a megabyte."""
    field = b'--b\r\nContent-Disposition: form-data; name="notices"\r\n\r\n' + b"a" * 1_500_000
    kind = "multipart/form-data; boundary=b"
    answer = college.post(
        "/avis/import", content=field + b"\r\n--b--\r\n", headers={"Content-Type": kind}
    )
    assert answer.status_code == 422
    assert "n&#39;est pas arrivée entière" in answer.text
