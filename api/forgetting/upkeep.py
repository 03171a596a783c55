"""What the service does by itself once a day: a subject that has something of the kind adds a step."""

from collections.abc import Callable
from contextlib import suppress
from typing import Final, NamedTuple

from sqlalchemy import delete

from api.access import credentials
from api.clock import months_after
from api.drafts import service as drafts
from api.forgetting import erasing, retention
from api.forgetting.ledger import complete_ledger, read_ledger
from api.notices.expiry import expire
from api.settings import Settings
from api.storage import audit
from api.storage.tables import Credential
from api.storage.work import Storage, Writing

_MOST_ROUNDS: Final = 1000


class Step(NamedTuple):
    """Something to be done: `run` does a part of it and says how many, 0 once nothing is left to do."""

    name: str
    label: str
    run: Callable[[Writing, Settings], int]


class Done(NamedTuple):
    """How many things a step did, or would do."""

    name: str
    label: str
    number: int


def _erase_again(work: Writing, settings: Settings) -> int:
    return erasing.erase_again(work, read_ledger(settings.data_dir).erasures)


def _expire_notices(work: Writing, settings: Settings) -> int:  # noqa: ARG001
    return expire(work)


def _forget_files(work: Writing, settings: Settings) -> int:
    return retention.forget_due(work, settings.retention_months)


def _prune_trail(work: Writing, settings: Settings) -> int:
    before = months_after(work.now, -settings.audit_months)
    return audit.prune(work.session, work.key, before=before, at=work.now)


def _remove_credentials(work: Writing, settings: Settings) -> int:  # noqa: ARG001
    ended = delete(Credential).where(*credentials.ended_long_ago(work))
    return len(work.session.scalars(ended.returning(Credential.id)).all())


def _remove_drafts(work: Writing, settings: Settings) -> int:  # noqa: ARG001
    return drafts.remove_old(work)


STEPS: Final[tuple[Step, ...]] = (
    Step("erased_again", "Dossiers effacés qui étaient revenus", _erase_again),
    Step("notices", "Avis dont les semaines sont passées", _expire_notices),
    Step("files", "Dossiers d'élèves arrivés à leur terme", _forget_files),
    Step("audit", "Lignes du journal trop anciennes", _prune_trail),
    Step("credentials", "Sessions et jetons échus", _remove_credentials),
    Step("drafts", "Brouillons laissés de côté", _remove_drafts),
)


class _OnlyTriedError(Exception):
    """Takes a dry run back."""


def run(storage: Storage, settings: Settings, by: str) -> list[Done]:
    """Do every step, each round of it in a transaction of its own."""

    def one_round(step: Step) -> int:
        with storage.write(by) as work:
            return step.run(work, settings)

    done = [_to_the_end(step, one_round) for step in STEPS]
    complete_ledger(storage, settings.data_dir)
    return done


def dry_run(storage: Storage, settings: Settings, by: str) -> list[Done]:
    """Say what `run` would do now: everything is done in one transaction, which is then taken back."""
    done: list[Done] = []
    with suppress(_OnlyTriedError), storage.write(by) as work:
        done += [_to_the_end(step, lambda step: step.run(work, settings)) for step in STEPS]
        raise _OnlyTriedError
    return done


def _to_the_end(step: Step, one_round: Callable[[Step], int]) -> Done:
    number = 0
    for _ in range(_MOST_ROUNDS):
        more = one_round(step)
        if not more:
            break
        number += more
    return Done(step.name, step.label, number)
