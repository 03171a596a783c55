"""The neutral letters about a notice, to its collège and to the family: nothing of any other pupil, no motive."""

from collections.abc import Mapping
from datetime import date
from typing import Final, NamedTuple

from api.notices.reasons import REASONS, ReasonCode, for_college
from api.notices.schemas import NoticeWithHistory
from api.notices.states import NoticeState
from solver.french import full_date, plural, the_college, the_week


class Letters(NamedTuple):
    """A letter to each, ready to be copied; the pupil goes by first name and initial."""

    college: str
    family: str


class _About(NamedTuple):
    """What a letter says: the notice, and how the reader knows the pupil; `{about.week}` in a sentence."""

    notice: NoticeWithHistory
    pupil: str

    @property
    def length(self) -> str:
        """Write how long the exclusion is."""
        return plural(self.notice.days, "jour")

    @property
    def weeks(self) -> str:
        """Write the weeks in which the head of school agrees."""
        notice = self.notice
        if notice.earliest == notice.latest:
            return f"pour {the_week(notice.earliest)}"
        return f"entre {the_week(notice.earliest)} et {the_week(notice.latest)}"

    @property
    def week(self) -> str:
        """Write the week of the stay."""
        assert self.notice.week is not None  # noqa: S101 - these states have a week
        return the_week(self.notice.week)

    @property
    def dates(self) -> str:
        """Write the days of the stay, or its week where they are not known."""
        first, last = self.notice.first_day, self.notice.last_day
        if first is None or last is None:
            return f"pendant {self.week}"
        days = [full_date(date.fromisoformat(day)) for day in (first, last)]
        return f"le {days[0]}" if first == last else f"du {days[0]} au {days[1]}"


_ABOUT_GROUP: Final[ReasonCode] = "group-balance"
_OF_OTHERS: Final = frozenset[ReasonCode]({"same-college", "kept-apart"})
"""These speak of another pupil; outside, it is the group that was balanced."""
_TO_FAMILY: Final[dict[ReasonCode, str]] = {
    "family-not-met": "nous n'avons pas encore pu vous rencontrer",
    "family-declines": "vous ne souhaitez pas cet accueil",
    "pupil-absent": "votre enfant ne peut pas venir cette semaine-là",
}
_COLLEGE: Final[dict[NoticeState, str]] = {
    "received": "J'ai bien reçu votre avis au sujet de {about.pupil} (exclusion de {about.length}). "
    "Je vais rencontrer la famille, puis je vous tiendrai au courant.",
    "family-met": "J'ai rencontré la famille de {about.pupil}. Je cherche une place {about.weeks}, "
    "comme vous en avez donné l'accord.",
    "waiting": "{about.pupil} n'a pas encore de place. Je continue d'en chercher une {about.weeks}.",
    "planned": "L'accueil de {about.pupil} est prévu pour {about.week}. Merci de confirmer, dans « Mes élèves », "
    "les dates que vous notifiez à la famille.",
    "confirmed": "L'accueil de {about.pupil} est confirmé {about.dates}.",
    "hosted": "{about.pupil} est accueilli·e {about.dates}.",
    "no-show": "{about.pupil} ne s'est pas présenté·e à l'accueil pendant {about.week}.",
    "withdrawn": "L'avis au sujet de {about.pupil} est retiré.",
    "declined": "L'accueil de {about.pupil} n'est pas possible.",
    "expired": "{about.pupil} n'a pas pu être accueilli·e {about.weeks}, comme vous l'aviez proposé.",
}
_FAMILY: Final[dict[NoticeState, str]] = {
    "received": "Le collège m'a demandé d'accueillir {about.pupil} pendant son exclusion. J'aimerais vous rencontrer "
    "pour vous présenter cet accueil : il dure cinq jours, en petit groupe, et il n'a lieu que si vous le souhaitez.",
    "family-met": "Merci d'être venus me rencontrer. Je cherche une place pour {about.pupil} {about.weeks}, "
    "et je vous préviendrai.",
    "waiting": "Je n'ai pas encore de place pour {about.pupil}. Je continue d'en chercher une {about.weeks}.",
    "planned": "Je pourrai accueillir {about.pupil} pendant {about.week}. "
    "Le collège vous notifiera les dates exactes.",
    "confirmed": "J'accueillerai {about.pupil} {about.dates}.",
    "hosted": "{about.pupil} est accueilli·e {about.dates}.",
    "no-show": "{about.pupil} n'est pas venu·e pendant {about.week}. "
    "Appelez-moi, pour que nous voyions ensemble ce qui est possible.",
    "withdrawn": "L'accueil de {about.pupil} n'aura pas lieu : la demande est retirée.",
    "declined": "Je ne pourrai pas accueillir {about.pupil}.",
    "expired": "Je n'ai pas pu accueillir {about.pupil} {about.weeks}.",
}


def letters(notice: NoticeWithHistory, college: str, today: date) -> Letters:
    """Write both letters for a notice as it stands; `college` is the name of its collège."""
    pupil = f"{notice.pupil.first_name} {notice.pupil.initial}."
    return Letters(
        _letter(
            f"Lille, le {full_date(today)}",
            f"Objet : accueil de {pupil}, élève de {notice.pupil.level}",
            f"À l'attention du chef d'établissement, {the_college(college)}",
            "Madame, Monsieur,",
            _COLLEGE[notice.state].format(about=_About(notice, pupil)),
            _reason(notice, {}),
            "Je reste à votre disposition.",
            "La référente de l'accueil",
        ),
        _letter(
            f"Lille, le {full_date(today)}",
            "Objet : accueil de votre enfant pendant son exclusion temporaire",
            "Madame, Monsieur,",
            _FAMILY[notice.state].format(about=_About(notice, notice.pupil.first_name)),
            _reason(notice, _TO_FAMILY),
            "Vous pouvez m'appeler pour toute question.",
            "La référente de l'accueil",
        ),
    )


def _letter(*paragraphs: str) -> str:
    return "\n\n".join(each for each in paragraphs if each)


def _reason(notice: NoticeWithHistory, words: Mapping[ReasonCode, str]) -> str:
    """Say why, in words fit for whoever reads the letter; nothing where the last move had no reason."""
    code = notice.history[-1].reason
    if code is None:
        return ""
    outside = _ABOUT_GROUP if code in _OF_OTHERS else for_college(code)
    return f"Motif : {words.get(outside, REASONS[outside].label)}."
