"""A clock set far forward: nothing is forgotten until a person has said that it is right."""

from datetime import timedelta

import pytest
from fastapi import FastAPI

from api.forgetting import clock as believed
from api.forgetting.clock import LONGEST_SILENCE
from api.running import running
from api.storage.work import Storage
from tests.api.conftest import Held
from tests.api.forgetting.files import add_file
from tests.api.forgetting.test_retention import pupils
from tests.api.logged import Lines

A_DAY = timedelta(days=1)


@pytest.fixture
def database() -> str:
    """One database is enough: nothing here is asked in a way of its own."""
    return "sqlite"


def use(storage: Storage) -> None:
    with storage.write("x") as work:
        work.record("something.done")


def leapt(storage: Storage) -> bool:
    with storage.read() as work:
        return believed.leapt_from(work) is not None


def test_a_new_installation_is_believed(storage: Storage) -> None:
    assert not leapt(storage)
    use(storage)
    assert not leapt(storage)


def test_holidays_are_no_leap(storage: Storage, clock: Held) -> None:
    use(storage)
    clock.now += LONGEST_SILENCE
    assert not leapt(storage)
    use(storage)
    assert not leapt(storage)


def test_a_leap_is_not_made_good_by_working_on(storage: Storage, clock: Held) -> None:
    use(storage)
    clock.now += LONGEST_SILENCE + A_DAY
    assert leapt(storage)
    for _ in range(3):
        use(storage)
        clock.now += A_DAY
        assert leapt(storage)


def test_a_person_can_say_that_the_clock_is_right(storage: Storage, clock: Held) -> None:
    use(storage)
    clock.now += timedelta(days=800)
    with storage.write("x") as work:
        believed.confirm(work)
    assert not leapt(storage)
    clock.now += timedelta(days=800)
    assert leapt(storage)


def test_a_clock_set_right_again_is_believed_again(storage: Storage, clock: Held) -> None:
    use(storage)
    clock.now += timedelta(days=4000)
    use(storage)
    clock.now -= timedelta(days=3999)
    use(storage)
    assert not leapt(storage)


def test_the_service_forgets_nothing_after_a_leap(app: FastAPI, clock: Held, lines: Lines) -> None:
    here = running(app)
    with here.storage.write("x") as work:
        add_file(work, "hosted")
    clock.now += timedelta(days=4000)
    here.upkeep._task()
    assert pupils(here.storage) == 1
    assert "upkeep-clock-leapt" in {line["event"] for line in lines.all}
