"""Versions: the present is the last one, and any moment can be read again."""

from typing import Any

from api.storage import versions
from api.storage.work import Storage
from tests.api.conftest import Held


def put(storage: Storage, key: str, content: Any) -> int:
    with storage.write("somebody") as work:
        return versions.put(work, "workshop", key, content).number


def there_is(storage: Storage, moment: Any = None) -> dict[str, Any]:
    with storage.read() as work:
        return {row.key: row.content for row in versions.everything(work, "workshop", moment)}


def test_each_change_is_a_version_with_who_and_when(storage: Storage, clock: Held) -> None:
    first = clock.now
    assert put(storage, "sport", {"length": 1}) == 1
    clock.advance(days=1)
    assert put(storage, "sport", {"length": 2}) == 2
    with storage.read() as work:
        history = versions.history(work, "workshop", "sport")
        assert [(row.number, row.at, row.by) for row in history] == [
            (2, clock.now, "somebody"),
            (1, first, "somebody"),
        ]


def test_the_same_again_is_no_new_version(storage: Storage) -> None:
    assert put(storage, "sport", {"length": 1}) == put(storage, "sport", {"length": 1}) == 1


def test_any_moment_can_be_read_again(storage: Storage, clock: Held) -> None:
    before = clock.now
    clock.advance(hours=1)
    put(storage, "sport", 1)
    put(storage, "cuisine", 1)
    between = clock.now
    clock.advance(hours=1)
    put(storage, "sport", None)
    put(storage, "cuisine", 2)
    assert there_is(storage) == {"cuisine": 2}
    assert there_is(storage, between) == {"cuisine": 1, "sport": 1}
    assert there_is(storage, before) == {}


def test_what_was_removed_comes_back_as_a_further_version(storage: Storage) -> None:
    put(storage, "sport", 1)
    assert put(storage, "sport", None) == 2
    assert put(storage, "sport", 1) == 3
    assert there_is(storage) == {"sport": 1}


def test_kinds_do_not_mix(storage: Storage) -> None:
    put(storage, "sport", 1)
    with storage.read() as work:
        assert versions.present(work, "teacher", "sport") is None
        assert not versions.everything(work, "teacher")


def test_what_is_forgotten_leaves_no_version(storage: Storage) -> None:
    put(storage, "sport", 1)
    put(storage, "cuisine", 1)
    with storage.write("somebody") as work:
        versions.forget(work, "workshop", "sport")
    with storage.read() as work:
        assert not versions.history(work, "workshop", "sport")
    assert there_is(storage) == {"cuisine": 1}


def test_a_clock_that_was_set_back_mixes_no_two_states(storage: Storage, clock: Held) -> None:
    """What is written together is read together: a week with its guests, never the one without the others."""
    start = clock.now
    clock.advance(hours=2)
    with storage.write("somebody") as work:
        for key in ("one", "other"):
            versions.put(work, "workshop", key, 1)
    clock.advance(hours=-1)
    put(storage, "one", 2)
    assert there_is(storage, start) == {}
    assert there_is(storage, clock.now) == there_is(storage) == {"one": 2, "other": 1}
    clock.advance(minutes=30)
    assert there_is(storage, clock.now) == {"one": 2, "other": 1}
