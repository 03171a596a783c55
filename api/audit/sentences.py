"""What each act of the audit trail is called in French, and what its subject is; every code that is recorded stands here."""

from typing import Final, Literal, NamedTuple

from api.jobs.states import JobKind
from api.notices.states import NoticeState

SubjectKind = Literal[
    "pupil", "week", "period", "teacher", "workshop", "college", "account", "export", "none"
]


class Act(NamedTuple):
    """An act in the past tense; « {} » is where its subject stands, and `several` says it of many pupils at once."""

    said: str
    about: SubjectKind = "none"
    several: str | None = None


_NOTICE_MOVES: Final[dict[NoticeState, Act]] = {
    "received": Act("a remis à l'état « reçu » l'avis de {}", "pupil"),
    "family-met": Act("a noté avoir rencontré la famille de {}", "pupil"),
    "waiting": Act("a mis ou remis {} en attente d'une place", "pupil"),
    "planned": Act("a prévu l'accueil de {}", "pupil", "a prévu l'accueil de {}"),
    "confirmed": Act("a confirmé les dates de {}", "pupil"),
    "hosted": Act("a noté que {} est venu·e", "pupil"),
    "no-show": Act("a noté que {} n'est pas venu·e", "pupil"),
    "withdrawn": Act("a retiré l'avis de {}", "pupil"),
    "declined": Act("a refusé l'accueil de {}", "pupil"),
    "expired": Act("a déclaré échu l'avis de {}", "pupil"),
}
_QUESTIONS: Final[dict[JobKind, Act]] = {
    "propose": Act("a demandé des propositions pour {}", "week"),
    "explain": Act("a demandé pourquoi des élèves attendent, pour {}", "week"),
    "try": Act("a essayé un déplacement dans {}", "week"),
    "replan": Act("a demandé de réparer {}", "week"),
    "value": Act("a demandé ce que des places de plus apporteraient à {}", "week"),
}

ACTS: Final[dict[str, Act]] = {
    "notice.submitted": Act("a envoyé un avis pour {}", "pupil"),
    "notice.read": Act("a lu l'avis de {}", "pupil", "a lu les avis de {}"),
    "notice.amended": Act("a corrigé l'avis de {}", "pupil"),
    **{f"notice.{state}": act for state, act in _NOTICE_MOVES.items()},
    "name.read": Act("a lu le nom de {}", "pupil", "a lu les noms de {}"),
    "published-week.read": Act("a lu la semaine de {}", "pupil", "a lu les semaines de {}"),
    "session.read": Act(
        "a lu le prénom de {} dans une séance", "pupil", "a lu les prénoms de {} dans ses séances"
    ),
    "wish.changed": Act("a changé ce qui est souhaité pour {}", "pupil"),
    "conflict.read": Act(
        "a lu une incompatibilité de {}", "pupil", "a lu les incompatibilités de {}"
    ),
    "conflict.added": Act(
        "a noté une incompatibilité de {}", "pupil", "a noté une incompatibilité entre {}"
    ),
    "conflict.removed": Act(
        "a retiré une incompatibilité de {}", "pupil", "a retiré une incompatibilité entre {}"
    ),
    "teacher-conflict.read": Act(
        "a lu une incompatibilité de {} avec un·e intervenant·e",
        "pupil",
        "a lu les incompatibilités de {} avec des intervenant·es",
    ),
    "teacher-conflict.added": Act(
        "a noté une incompatibilité de {} avec un·e intervenant·e", "pupil"
    ),
    "teacher-conflict.removed": Act(
        "a retiré une incompatibilité de {} avec un·e intervenant·e", "pupil"
    ),
    "pupil.erased.asked-by-family": Act("a effacé un dossier à la demande de la famille"),
    "pupil.erased.asked-by-college": Act("a effacé un dossier à la demande du collège"),
    "pupil.erased.sent-by-mistake": Act("a effacé un dossier envoyé par erreur"),
    "pupil.erased.retention": Act("a effacé un dossier dont la durée de garde est passée"),
    "pupil.erased.again": Act("a effacé de nouveau un dossier revenu avec une copie"),
    "week.published": Act("a publié {}", "week"),
    **{f"planning.{kind}": act for kind, act in _QUESTIONS.items()},
    "planning.fixes": Act("a demandé ce qui permettrait les ateliers manquants de {}", "week"),
    "job.queued": Act("a lancé une recherche"),
    "job.cancelled": Act("a arrêté une recherche"),
    "teacher.changed": Act("a changé la fiche « {} »", "teacher"),
    "teacher.removed": Act("a retiré la fiche « {} »", "teacher"),
    "workshop.changed": Act("a changé l'atelier « {} »", "workshop"),
    "workshop.removed": Act("a retiré l'atelier « {} »", "workshop"),
    "timetable.changed": Act("a changé l'emploi du temps"),
    "policy.changed": Act("a changé les règles et les priorités"),
    "closure.changed": Act("a noté une exception au calendrier : {}", "period"),
    "closure.removed": Act("a retiré une exception au calendrier : {}", "period"),
    "college.added": Act("a ajouté le collège « {} »", "college"),
    "college.changed": Act("a changé le collège « {} »", "college"),
    "calendar.issued": Act("a fait une adresse de calendrier"),
    "calendar.revoked": Act("a arrêté une adresse de calendrier"),
    "export.read": Act("a exporté {}", "export", "a exporté des données de {}"),
    "session.issued": Act("s'est connecté·e"),
    "session.revoked": Act("a fermé une connexion"),
    "token.issued": Act("a fait un jeton pour un programme"),
    "token.revoked": Act("a révoqué un jeton"),
    "password.changed": Act("a changé son mot de passe"),
    "account.added": Act("a ouvert le compte « {} »", "account"),
    "account.disabled": Act("a fermé le compte « {} »", "account"),
    "account.enabled": Act("a rouvert le compte « {} »", "account"),
    "account.reset": Act("a donné un nouveau mot de passe au compte « {} »", "account"),
    "audit.read": Act("a lu le journal"),
    "clock.confirmed": Act("a confirmé que l'horloge du service est juste"),
    "backup.made": Act("a fait une copie de sauvegarde"),
    "backup.restored": Act("a remis en place une copie de sauvegarde"),
}
EXPORTS: Final[dict[str, str]] = {
    "indicators": "les chiffres du bilan",
    "notices.csv": "la liste des avis",
    "weeks.csv": "la liste des semaines",
}
UNKNOWN: Final = Act("a fait quelque chose que cette version du programme ne sait pas nommer")
"""An act of a version that is gone: a trail outlives the program that wrote it."""


def act_of(action: str) -> Act:
    """Say what an act is called."""
    return ACTS.get(action, UNKNOWN)
