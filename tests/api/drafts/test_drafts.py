"""Drafts: one of each account about each pupil, gone once sent, too old, or once nobody can open them."""

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import func, select

from api.accounts import upkeep as accounts
from api.drafts import service as drafts
from api.drafts.refusals import DraftTooLong
from api.forgetting import erasing, upkeep
from api.storage import tables
from api.storage.work import Storage
from tests.api.conftest import Held
from tests.api.forgetting.files import add_file

TYPED = {"pupil.first_name": "Camille", "motives": ["vol"]}


@pytest.fixture
def account(storage: Storage) -> str:
    with storage.write("tests") as work:
        return accounts.add(work, "quelqu-un", "referent", hashed="x", college=None, teacher=None)


def count(storage: Storage) -> int:
    with storage.read() as work:
        return work.session.execute(select(func.count()).select_from(tables.Draft)).scalar_one()


def test_what_was_typed_last_is_kept_with_its_moment(
    storage: Storage, account: str, clock: Held
) -> None:
    with storage.write(account) as work:
        drafts.keep(work, {"note": "avant"})
    clock.advance(minutes=5)
    with storage.write(account) as work:
        drafts.keep(work, TYPED)
    with storage.read() as reading:
        assert drafts.draft(reading, account) == (TYPED, clock.now)
        assert drafts.draft(reading, "0" * 24) is None
        assert drafts.draft(reading, account, "0" * 24) is None
    assert count(storage) == 1


def test_one_that_is_too_long_is_refused_and_leaves_the_one_before(
    storage: Storage, account: str
) -> None:
    with storage.write(account) as work:
        drafts.keep(work, TYPED)
    with pytest.raises(DraftTooLong), storage.write(account) as work:
        drafts.keep(work, {"note": "é" * drafts.MOST_CHARACTERS})
    with storage.read() as reading:
        kept = drafts.draft(reading, account)
    assert kept is not None
    assert kept.content == TYPED


def test_one_that_nobody_changes_goes_after_thirty_days(
    storage: Storage, settings: Any, account: str, clock: Held
) -> None:
    with storage.write(account) as work:
        drafts.keep(work, TYPED)
    clock.advance(days=30, seconds=-1)
    assert _removed(storage, settings) == 0
    clock.advance(seconds=1)
    assert _removed(storage, settings) == 1
    assert count(storage) == 0
    assert timedelta(days=30) == drafts.KEPT


def _removed(storage: Storage, settings: Any) -> int:
    return next(each.number for each in upkeep.run(storage, settings, "x") if each.name == "drafts")


def test_they_go_with_an_account_that_is_closed(storage: Storage, account: str) -> None:
    with storage.write(account) as work:
        drafts.keep(work, TYPED)
    with storage.write("x") as work:
        accounts.disable(work, "quelqu-un")
    assert count(storage) == 0


def test_those_about_a_pupil_go_with_the_file(storage: Storage, account: str) -> None:
    with storage.write(account) as work:
        pupil = add_file(work).id
        drafts.keep(work, TYPED)
        drafts.keep(work, TYPED, pupil)
    assert count(storage) == 2
    with storage.write("x") as work:
        erasing.erase(work, work.session.get_one(tables.Pupil, pupil), "asked-by-family")
    assert count(storage) == 1


def test_those_that_name_the_pupil_s_code_go_too(storage: Storage, account: str) -> None:
    with storage.write(account) as work:
        pupil = add_file(work)
        drafts.keep(work, {**TYPED, "note": f"À séparer de {pupil.code}."})
        drafts.keep(work, {**TYPED, "note": "À séparer de P-00000000."}, "1" * 24)
        erased = pupil.id
    with storage.write("x") as work:
        erasing.erase(work, work.session.get_one(tables.Pupil, erased), "asked-by-family")
    with storage.read() as reading:
        assert drafts.draft(reading, account) is None
        assert drafts.draft(reading, account, "1" * 24) is not None
