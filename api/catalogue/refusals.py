"""What is refused about the catalogue."""

from http import HTTPStatus

from api.errors import Refusal


class WorkshopInUse(Refusal):
    """Somebody still gives the workshop."""

    status, code, title = HTTPStatus.CONFLICT, "workshop-in-use", "Atelier encore proposé"
    detail = "Quelqu'un anime encore cet atelier. Retirez-le d'abord des fiches concernées."


class TeacherInUse(Refusal):
    """A conflict with a pupil still names somebody."""

    status, code, title = HTTPStatus.CONFLICT, "teacher-in-use", "Fiche encore citée"
    detail = "Une incompatibilité cite encore cette fiche. Retirez-la d'abord."


class SlotsInUse(Refusal):
    """Somebody is available in slots that a new timetable would not have."""

    status, code, title = HTTPStatus.CONFLICT, "slots-in-use", "Créneaux encore cités"
    detail = "Des disponibilités citent des créneaux que ce nouvel emploi du temps n'a plus."
