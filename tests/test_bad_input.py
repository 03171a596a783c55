"""Bad input: one line per problem, with its path and a French sentence, and never a traceback."""

import json
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from solver.files import MAX_BYTES, parse_instance, parse_plan
from solver.french_errors import SENTENCES, UNKNOWN_ERROR, french_sentence
from solver.instance import Instance
from solver.plan import Plan
from solver.problems import InputError
from tests.example import Location, example, example_without, places


def lines_for(document: object) -> list[str]:
    """Give the lines said about a document that must be refused."""
    data = document if isinstance(document, bytes) else json.dumps(document).encode()
    with pytest.raises(InputError) as refusal:
        parse_instance(data)
    return str(refusal.value).splitlines()


def line_for(document: object) -> str:
    """Give the one line said about a document that must be refused."""
    lines = lines_for(document)
    assert len(lines) == 1, lines
    return lines[0]


def test_the_contracts_example_is_accepted() -> None:
    assert parse_instance(json.dumps(example()).encode()).capacity == 5


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "le contenu est vide."),
        (b" \n\t ", "le contenu est vide."),
        (b"\xef\xbb\xbf", "le contenu est vide."),
        (b"\n\xff\xfe{", "le contenu n'est pas en UTF-8 (ligne 2)."),
        ('{"format": 1}'.encode("utf-16"), "n'est pas en UTF-8"),
        (b"bonjour", "n'est pas du JSON : ligne 1, colonne 1, il manque une valeur."),
        (b'{\n  "a": 1\n  "b": 2}', "ligne 3, colonne 3, il manque une virgule."),
        (b'{"a": 1} x', "ligne 1, colonne 10, il y a du texte en trop après la fin."),
        (b'{"a": "x', "n'est pas refermé"),
        (b'{"a": "\x01"}', "caractère interdit"),
        (b"{'a': 1}", "il manque une clé entre guillemets"),
        (b"[1, 2", "il manque une virgule"),
        (b"[" * 100_000, "le contenu a trop de niveaux imbriqués."),
        (b"[" * 100_000 + b"]" * 100_000, "le contenu a trop de niveaux imbriqués."),
        (b'{"a":' * 300 + b"1" + b"}" * 300, "trop imbriqué"),
        (b"[]", "il faut un objet entre accolades ; reçu : une liste."),
        (b"3", "il faut un objet entre accolades ; reçu : 3."),
        (b"null", "il faut un objet entre accolades ; reçu : null."),
    ],
)
def test_what_is_not_a_document(data: bytes, said: str) -> None:
    assert said in line_for(data)


def test_a_file_over_32_megabytes() -> None:
    padding = b" " * (MAX_BYTES + 1 - len(json.dumps(example()).encode()))
    assert line_for(json.dumps(example()).encode() + padding) == "le contenu dépasse 32 Mo."


def test_a_file_with_absurdly_many_mistakes() -> None:
    line = line_for(b'{"pupils":[' + b",".join([b"3"] * 200_000) + b"]}")
    assert line == "le contenu compte 200004 erreurs : est-ce le bon fichier ?"


_TO_THE_FIRST_ERROR = (
    "chaque liste d'un aussi grand fichier n'est lue que jusqu'à sa première erreur."
)


@pytest.mark.parametrize(
    ("at", "wrong", "path"),
    [
        (["conflicts"], [3], "conflicts[0]"),
        (["pins"], [{}], "pins[0].pupil"),
        (["pupils", 0, "motives"], [3], "pupils[0].motives[0]"),
        (["timetable", "break_after"], ["2"], "timetable.break_after[0]"),
        (["teachers", 0, "slots"], ["lun-1"], "teachers[0].slots[0]"),
    ],
)
def test_of_a_list_in_a_huge_file_only_the_first_mistake_is_said(
    at: Location, wrong: list[object], path: str
) -> None:
    """Every one of them would take gigabytes, wherever the list stands."""
    document = example(at, wrong * 300_001)
    document["capacity"] = 0
    lines = lines_for(document)
    assert [line.partition(" : ")[0] for line in lines[:2]] == ["capacity", path]
    assert lines[-1] == _TO_THE_FIRST_ERROR
    assert len(lines) <= 4


def test_no_number_of_values_is_too_large() -> None:
    """Two thousand pupils of whom no two may meet are four million values in one list of pairs."""
    data = json.dumps(example(["pupils", 0, "motives"], ["@"])).encode()
    data = data.replace(b'"@"', b",".join([b'"vol"'] * 3_200_000))
    assert data.count(b",") > 3_000_000
    assert len(data) < MAX_BYTES
    assert parse_instance(data).capacity == 5


def test_a_huge_file_with_a_mistake_that_only_the_whole_shows() -> None:
    many = [["P01", "P02"]] * 300_000 + [["P01", "P9"]]
    line = line_for(example(["conflicts"], many))
    assert line == "conflicts[300000][1] : aucun élève n'a l'identifiant « P9 »."


def test_a_huge_unsound_file_has_its_mistakes_counted() -> None:
    lines = lines_for(b'{"pupils":[' + b",".join([b"[NaN]"] * 300_001) + b"]}")
    assert lines[0] == "pupils[0][0] : NaN n'est pas un nombre accepté."
    assert lines[-1] == "… et 299951 autres problèmes."


def test_a_byte_order_mark_is_no_mistake() -> None:
    data = b"\xef\xbb\xbf" + json.dumps(example()).encode()
    assert parse_instance(data) == parse_instance(json.dumps(example()).encode())


@pytest.mark.parametrize(
    ("inside", "said"),
    [
        ('"capacity": NaN', "capacity : NaN n'est pas un nombre accepté."),
        ('"capacity": Infinity', "capacity : Infinity n'est pas un nombre accepté."),
        ('"capacity": [-Infinity]', "capacity[0] : -Infinity n'est pas un nombre accepté."),
        (f'"capacity": {"9" * 5000}', "capacity : ce nombre a 5000 chiffres"),
        (f'"capacity": {"9" * 19}', "capacity : ce nombre a 19 chiffres"),
        (f'"capacity": -{"9" * 19}', "capacity : ce nombre a 19 chiffres"),
        ('"capacity": 5, "capacity": 6', "capacity : la clé « capacity » figure plusieurs fois."),
        (
            '"pupils": [{"id": "P01", "id": "P02"}]',
            "pupils[0].id : la clé « id » figure plusieurs fois.",
        ),
        ('"format": "\\ud800"', "format : ce texte contient un demi-caractère"),
        ('"\\udc00": 1', "\\udc00 : cette clé contient un demi-caractère"),
    ],
)
def test_what_the_json_parser_would_let_through(inside: str, said: str) -> None:
    line = line_for(b"{" + inside.encode() + b"}")
    assert line.startswith(said)
    assert line.isprintable()


@pytest.mark.parametrize(
    ("at", "value", "said"),
    [
        # Nothing is converted.
        (["capacity"], "5", "capacity : il faut un nombre entier ; reçu : le texte « 5 »."),
        (["capacity"], True, "capacity : il faut un nombre entier ; reçu : true."),
        (["capacity"], 5.0, "capacity : il faut un nombre entier ; reçu : 5.0."),
        (["capacity"], None, "capacity : il faut un nombre entier ; reçu : null."),
        (["workshops", 0, "core"], 1, "workshops[0].core : il faut true ou false ; reçu : 1."),
        (["pupils", 1, "id"], 2, "pupils[1].id : il faut un texte entre guillemets ; reçu : 2."),
        (["pupils"], {}, "pupils : il faut une liste entre crochets ; reçu : un objet."),
        (["pupils", 0], "P01", "pupils[0] : il faut un objet entre accolades"),
        (["policy"], None, "policy : il faut un objet entre accolades ; reçu : null."),
        (["policy", "motive_weights"], [], "policy.motive_weights : il faut un objet"),
        (["conflicts", 0], "P1", "conflicts[0] : il faut une liste entre crochets"),
        (["format"], "daeet-plan/1", "format : valeur attendue : daeet-instance/1 ; reçu"),
        (["pupils", 0, "level"], "2e", "pupils[0].level : valeur attendue : 6e, 5e, 4e, 3e"),
        (["pupils", 0, "gender"], "f", "pupils[0].gender : valeur attendue : F, M"),
        # Bounds.
        (["capacity"], 0, "capacity : il faut au moins 1 ; reçu : 0."),
        (["capacity"], 1001, "capacity : il faut au plus 1000 ; reçu : 1001."),
        (["groups_per_week"], 101, "groups_per_week : il faut au plus 100"),
        (["pupils", 0, "priority"], 4, "pupils[0].priority : il faut au plus 3"),
        (["workshops", 0, "length"], 11, "workshops[0].length : il faut au plus 10"),
        (["capacity"], -(10**17), f"capacity : il faut au moins 1 ; reçu : -{10**17}."),  # 18 digits
        (["policy", "lone_gender"], -1, "policy.lone_gender : il faut au moins 0"),
        (["policy", "motive_limits", "a"], 1001, "policy.motive_limits.a : il faut au plus 1000"),
        (["timetable", "days"], [], "timetable.days : la liste est trop courte"),
        (["conflicts", 0], ["P01"], "conflicts[0][1] : cette valeur est obligatoire"),
        (["conflicts", 0], ["P01", "P02", "P03"], "conflicts[0] : la liste est trop longue"),
        # Texts.
        (["pupils", 0, "motives"], [""], "pupils[0].motives[0] : le texte est vide"),
        (["colleges", 0, "name"], "a\tb", "colleges[0].name : le texte est vide ou contient"),
        (["colleges", 0, "name"], "x" * 201, "colleges[0].name : le texte est trop long"),
        (["policy", "motive_limits", ""], 1, "policy.motive_limits : clé «  » : le texte est vide"),
        # Weeks, days and slots.
        (["first_week"], "2025-W53", "first_week : il faut une semaine qui existe"),
        (["first_week"], "2026-48", "first_week : il faut une semaine qui existe"),
        (["first_week"], "2026-W00", "first_week : il faut une semaine qui existe"),
        (["closed_days", 0], "2027-02-29", "closed_days[0] : il faut une date qui existe"),
        (["closed_days", 0], "20270106", "closed_days[0] : il faut une date qui existe"),
        (["timetable", "fixed", 0, "start"], "lun-1", "timetable.fixed[0].start : il faut un créneau"),
        (["teachers", 0, "slots", 0], "tue-0", "teachers[0].slots[0] : il faut un créneau"),
        # Unknown keys.
        (["pupils", 0, "levle"], "4e", "pupils[0].levle : cette clé n'est pas prévue ici."),
        (["\u202enoitpo"], 1, "\\u202enoitpo : cette clé n'est pas prévue ici."),
        # What only the whole instance can tell.
        (["last_week"], "2026-W47", "last_week : la période finit (2026-W47) avant de commencer"),
        (["last_week"], "2029-W11", "last_week : la période compte 121 semaines ; le maximum est 120."),
        (["pupils", 0, "college"], "x", "pupils[0].college : aucun collège n'a l'identifiant « x »."),
        (["pupils", 0, "latest"], "2026-W47", "pupils[0].latest : la dernière semaine possible"),
        (["conflicts", 0], ["P01", "P01"], "conflicts[0] : l'élève « P01 » est déclaré incompatible"),
        (["conflicts", 0], ["P01", "P9"], "conflicts[0][1] : aucun élève n'a l'identifiant « P9 »."),
        (["pins", 0, "pupil"], "P9", "pins[0].pupil : aucun élève n'a l'identifiant « P9 »."),
        (["bans", 0, "pupil"], "P9", "bans[0].pupil : aucun élève"),
        (["announced", 0, "pupil"], "P9", "announced[0].pupil : aucun élève"),
        (["teachers", 0, "college"], "x", "teachers[0].college : aucun collège"),
        (["teachers", 0, "workshops"], ["x"], "teachers[0].workshops[0] : aucun atelier"),
        (["teachers", 0, "slots"], ["tue-5"], "teachers[0].slots[0] : l'emploi du temps n'a pas"),
        (["teacher_conflicts", 0], ["P01", "t-x"], "teacher_conflicts[0][1] : personne n'a"),
        (["timetable", "break_after"], [5], "timetable.break_after[0] : la journée n'a que 4"),
        (["timetable", "fixed", 0, "length"], 5, "timetable.fixed[0].length : « Groupe de parole »"),
        (["policy", "order"], ["unplaced"], "policy.order : l'ordre doit nommer une fois chacun"),
    ],
)  # fmt: skip
def test_one_thing_wrong(at: Location, value: object, said: str) -> None:
    line = line_for(example(at, value))
    assert line.startswith(said)
    assert line.isprintable()


@pytest.mark.parametrize("field", ["colleges", "pupils", "workshops", "teachers"])
def test_an_identifier_twice(field: str) -> None:
    document = example()
    document[field].append(document[field][0])
    name, again = document[field][0]["id"], len(document[field]) - 1
    said = f"{field}[{again}].id : l'identifiant « {name} » figure déjà en {field}[0]."
    assert line_for(document) == said


@pytest.mark.parametrize(
    "at",
    [
        ["format"],
        ["first_week"],
        ["last_week"],
        ["colleges"],
        ["pupils"],
        ["pupils", 1, "college"],
        ["colleges", 0, "name"],
        ["workshops", 0, "id"],
        ["teachers", 0, "workshops"],
    ],
)
def test_a_missing_key(at: Location) -> None:
    said = [line for line in lines_for(example_without(at)) if "obligatoire" in line]
    assert said == [line_of(at)]


def line_of(at: Location) -> str:
    path = "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in at)
    return f"{path.removeprefix('.')} : cette valeur est obligatoire et elle manque."


@pytest.mark.parametrize(
    ("at", "value"),
    [
        (["last_week"], "2029-W10"),  # 120 weeks exactly
        (["last_week"], "2026-W48"),  # a single week
        (["pupils", 0, "latest"], "2026-W48"),  # a window of a single week
        (["pupils", 0, "earliest"], "2020-W53"),  # a week 53 that exists, long before
        (["announced", 0, "week"], "2026-W52"),  # an impossible announced week costs 1
        (["pins"], [{"pupil": "P01", "week": w} for w in ("2026-W48", "2026-W49")]),
        (["pupils"], []),
        (["pupils", 0, "motives"], [" ", "a\x1b[31m\r\n\0", "\u202e", "x" * 10_000]),
        (["policy", "motive_weights", "a\x1b[31m"], 1),
        (["policy", "motive_limits", "\n"], 1),
        (["colleges", 0, "name"], "Collège\u00a0: «\u202fLes\u00a0Tilleuls\u202f»"),
        (["teachers", 0, "max_sessions"], 10**18 - 1),
        (["timetable"], {"slots_per_day": 1, "break_after": [2]}),  # the default, written down
    ],
)
def test_at_the_edge_of_what_is_accepted(at: Location, value: object) -> None:
    document = example(at, value)
    if at[0] in {"pupils", "timetable"} and len(at) == 1:
        about_them = ("conflicts", "pins", "bans", "announced", "teachers", "teacher_conflicts")
        document.update({key: [] for key in about_them})
    parse_instance(json.dumps(document).encode())


def test_every_problem_of_a_level_is_said() -> None:
    document = example(["capacity"], 0)
    document["groups_per_week"] = "1"
    document["pupils"][2]["latest"] = "2026-W54"
    document["pupils"][0]["college"] = "nowhere"  # said once the fields are right
    assert [line.partition(" : ")[0] for line in lines_for(document)] == [
        "groups_per_week",
        "capacity",
        "pupils[2].latest",
    ]


@pytest.mark.parametrize(
    ("count", "last_line"),
    [
        (50, "pupils[49].priority : il faut au plus 3 ; reçu : 9."),
        (51, "… et un autre problème."),
        (20_000, "… et 19950 autres problèmes."),
    ],
)
def test_beyond_fifty_problems_only_their_number(count: int, last_line: str) -> None:
    pupil = {"id": "P", "college": "tilleuls", "earliest": "2026-W48", "latest": "2026-W48"}
    pupils = [{**pupil, "id": f"P{n}", "priority": 9} for n in range(count)]
    lines = lines_for(example(["pupils"], pupils))
    assert len(lines) == min(count, 51)
    assert lines[-1] == last_line


def test_one_pupil_too_many() -> None:
    pupil = {"id": "P", "college": "tilleuls", "earliest": "2026-W48", "latest": "2026-W48"}
    pupils = [{**pupil, "id": f"P{n}"} for n in range(20_001)]
    line = line_for(example(["pupils"], pupils))
    assert line == "pupils : la liste est trop longue ; il faut au plus 20000 éléments."


def test_a_long_text_is_cut_where_it_is_repeated() -> None:
    line = line_for(example(["capacity"], "x" * 10_000))
    assert len(line) < 200
    assert "…" in line


def test_a_bad_plan() -> None:
    with pytest.raises(InputError) as refusal:
        parse_plan(b'{"format": "daeet-plan/1", "admissions": [{"pupil": "P01", "group": 0}]}')
    assert str(refusal.value).splitlines() == [
        "status : cette valeur est obligatoire et elle manque.",
        "admissions[0].week : cette valeur est obligatoire et elle manque.",
        "admissions[0].group : il faut au moins 1 ; reçu : 0.",
    ]


# What each kind of node of a pydantic schema can raise when it reads JSON strictly. `None` in the
# second column: only with that constraint.
_RAISED_BY: dict[str, list[tuple[str, str | None]]] = {
    "model": [("model_type", None)],
    "model-fields": [("missing", None), ("extra_forbidden", None)],
    "tuple": [
        ("tuple_type", None),
        ("missing", None),
        ("too_short", "min_length"),
        ("too_long", None),
    ],
    "dict": [("dict_type", None)],
    "str": [("string_type", None), ("string_too_long", "max_length")],
    "int": [
        ("int_type", None),
        ("greater_than_equal", "ge"),
        ("less_than_equal", "le"),
        ("greater_than", "gt"),
        ("less_than", "lt"),
        ("multiple_of", "multiple_of"),
    ],
    "bool": [("bool_type", None)],
    "literal": [("literal_error", None)],
    "function-after": [],  # our own errors, found in the test below
    "nullable": [],
    "default": [],
    "definitions": [],
    "definition-ref": [],
}


@pytest.mark.parametrize("model", [Instance, Plan])
def test_every_error_the_models_can_raise_has_its_french_sentence(
    model: type[Instance] | type[Plan],
) -> None:
    for node in _nodes(model.__pydantic_core_schema__):
        for error_type, constraint in _RAISED_BY[node["type"]]:
            if constraint is None or node.get(constraint) is not None:
                assert error_type in SENTENCES, error_type


def _nodes(schema: Any) -> Iterator[dict[str, Any]]:
    """Walk a core schema: every dictionary that has a type pydantic validates."""
    if isinstance(schema, dict):
        if schema.get("type") in {"model-field", "computed-field"}:
            yield from _nodes(schema["schema"])
            return
        if "type" in schema:
            yield schema
        for key in ("schema", "items_schema", "keys_schema", "values_schema", "definitions"):
            yield from _nodes(schema.get(key))
        for field in schema.get("fields", {}).values():
            yield from _nodes(field)
    elif isinstance(schema, list):
        for each in schema:
            yield from _nodes(each)


def test_an_error_without_its_sentence_is_still_french() -> None:
    sentence = french_sentence(
        {"type": "brand_new_error", "loc": ("x",), "msg": "Something in English", "input": 3}
    )
    assert sentence == UNKNOWN_ERROR.format(received="3")


_ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3)
    ),
    max_leaves=5,
)
_UNKNOWN = UNKNOWN_ERROR.partition(" ; ")[0]


@given(at=st.sampled_from(places(example())), value=_ANYTHING)
def test_whatever_stands_in_a_place_is_read_or_refused_in_french(
    at: tuple[str | int, ...], value: object
) -> None:
    document = example(at, value) if at else value
    try:
        parse_instance(json.dumps(document).encode())
    except InputError as refusal:
        for line in str(refusal).split("\n"):
            assert line.isprintable()
            assert line.endswith((".", ")"))
            assert _UNKNOWN not in line
            assert "hould" not in line  # pydantic's « Input should be… »


@given(st.binary(max_size=60))
def test_whatever_bytes_are_read_or_refused(data: bytes) -> None:
    with pytest.raises(InputError):
        parse_instance(data)
