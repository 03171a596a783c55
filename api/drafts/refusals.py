"""What is refused about drafts."""

from http import HTTPStatus

from api.errors import Refusal


class DraftTooLong(Refusal):
    """More was typed than a draft keeps."""

    status, code, title = HTTPStatus.UNPROCESSABLE_ENTITY, "draft-too-long", "Brouillon trop long"
    detail = "Ce brouillon est trop long pour être gardé. Raccourcissez la note."
