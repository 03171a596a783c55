"""Why a pupil is deferred, refused or withdrawn: typed, with words fit for whoever reads them."""

from typing import Final, Literal, NamedTuple

Kind = Literal["deferral", "refusal", "withdrawal"]
ReasonCode = Literal[
    "group-full",
    "same-college",
    "group-balance",
    "kept-apart",
    "family-not-met",
    "week-closed",
    "pupil-absent",
    "head-asks",
    "family-declines",
    "outside-scheme",
    "other-help",
    "weeks-too-short",
    "exclusion-lifted",
    "pupil-left",
    "sent-by-mistake",
]


class Reason(NamedTuple):
    """What a reason is good for, its words, and the reason that a collège reads instead."""

    kinds: frozenset[Kind]
    label: str
    seen_as: ReasonCode | None = None


_DEFERRAL: Final = frozenset[Kind]({"deferral"})
_REFUSAL: Final = frozenset[Kind]({"refusal"})
_WITHDRAWAL: Final = frozenset[Kind]({"withdrawal"})

REASONS: Final[dict[ReasonCode, Reason]] = {
    "group-full": Reason(_DEFERRAL, "le groupe de la semaine est complet"),
    "same-college": Reason(_DEFERRAL, "un autre élève du collège est déjà dans le groupe"),
    "group-balance": Reason(_DEFERRAL, "l'équilibre du groupe"),
    # That two pupils must not meet concerns both: a collège only reads about the group.
    "kept-apart": Reason(_DEFERRAL, "des élèves à ne pas réunir", "group-balance"),
    "family-not-met": Reason(_DEFERRAL, "la famille n'a pas encore été rencontrée"),
    "week-closed": Reason(_DEFERRAL, "l'accueil est fermé cette semaine-là"),
    "pupil-absent": Reason(_DEFERRAL, "l'élève ne peut pas venir cette semaine-là"),
    "head-asks": Reason(_DEFERRAL, "le collège demande une autre semaine"),
    "family-declines": Reason(_REFUSAL | _WITHDRAWAL, "la famille ne souhaite pas l'accueil"),
    "outside-scheme": Reason(_REFUSAL, "la situation ne relève pas de cet accueil"),
    "other-help": Reason(_REFUSAL | _WITHDRAWAL, "une autre aide a été trouvée"),
    "weeks-too-short": Reason(_REFUSAL, "aucune place dans les semaines proposées"),
    "exclusion-lifted": Reason(_WITHDRAWAL, "l'exclusion est levée"),
    "pupil-left": Reason(_WITHDRAWAL, "l'élève a quitté le collège"),
    "sent-by-mistake": Reason(_WITHDRAWAL, "l'avis a été envoyé par erreur"),
}


def deferral_reasons() -> tuple[tuple[ReasonCode, str], ...]:
    """List why a pupil may be deferred, with the words for the référente."""
    return tuple((code, each.label) for code, each in REASONS.items() if "deferral" in each.kinds)


def for_college(code: ReasonCode) -> ReasonCode:
    """Give the reason in the form that a collège may read."""
    return REASONS[code].seen_as or code
