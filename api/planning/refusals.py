"""What is refused about proposals and published weeks."""

from http import HTTPStatus

from api.errors import Refusal


class PublishedMeanwhile(Refusal):
    """The week was published since the proposal was asked for."""

    status, code = HTTPStatus.CONFLICT, "published-meanwhile"
    title = "Semaine publiée entre-temps"
    detail = "Cette semaine a été publiée entre-temps. Voici ce qui a changé."


class StaleProposal(Refusal):
    """Notices or the catalogue changed since the proposal was asked for."""

    status, code = HTTPStatus.PRECONDITION_FAILED, "stale-proposal"
    title = "Proposition dépassée"
    detail = "La situation a changé depuis cette proposition. Demandez-en de nouvelles."


class OnlyWhatIf(Refusal):
    """The proposal answers a what-if: its suppositions are not true."""

    status, code, title = HTTPStatus.CONFLICT, "only-what-if", "Simple hypothèse"
    detail = "Cette proposition répond à une hypothèse : elle ne peut pas être publiée."


class WeekOver(Refusal):
    """The week has passed."""

    status, code, title = HTTPStatus.CONFLICT, "week-over", "Semaine passée"
    detail = "Cette semaine est passée : elle ne se publie plus."


class BreaksRules(Refusal):
    """The checker finds that the plan does not hold against what is true now."""

    status, code, title = HTTPStatus.CONFLICT, "breaks-rules", "Plan qui ne tient pas"
    detail = "Cette proposition ne respecte plus les règles. Demandez-en de nouvelles."


class NotPublished(Refusal):
    """Something is asked of a published week, and there is none."""

    status, code, title = HTTPStatus.CONFLICT, "not-published", "Semaine non publiée"
    detail = "Cette semaine n'est pas encore publiée."
