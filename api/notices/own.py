"""A collège's own notices in one go, each with the message that is fit for its eyes."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any, NamedTuple, cast

from sqlalchemy import and_, func, select
from sqlalchemy.orm import joinedload

from api.access.caller import Caller
from api.drafts import service as drafts
from api.errors import NotFound
from api.notices import shown
from api.notices.reasons import ReasonCode
from api.notices.schemas import Notice, Pupil
from api.notices.states import FINAL, OPEN
from api.paging import LONGEST_PAGE
from api.storage import tables
from api.storage.work import Consulting, Reading
from api.web.french import who


class Own(NamedTuple):
    """What a collège has under way, what is over (the newest first), and who may be announced anew."""

    open: Sequence[Notice]
    closed: Sequence[Notice]
    again: frozenset[str]


def own(work: Consulting, caller: Caller) -> Own:
    """Read the notices of the caller's collège; each file shown goes to the audit trail."""
    mine = select(tables.Notice).where(tables.Notice.college == caller.college)
    mine = mine.options(joinedload(tables.Notice.pupil, innerjoin=True))
    newest = mine.order_by(tables.Notice.id.desc()).limit(LONGEST_PAGE)
    under_way = work.session.scalars(newest.where(tables.Notice.state.in_(sorted(OPEN)))).all()
    over = work.session.scalars(newest.where(tables.Notice.state.in_(sorted(FINAL)))).all()
    reasons = _last_reasons(work, [row.id for row in (*under_way, *over)])
    for row in (*under_way, *over):
        work.record("notice.read", row.pupil_id)
    busy = {row.pupil_id for row in under_way}
    return Own(
        [shown.in_words(work, row, reasons.get(row.id)) for row in reversed(under_way)],
        [shown.in_words(work, row, reasons.get(row.id)) for row in over],
        frozenset(row.pupil_id for row in over) - busy,
    )


class Begun(NamedTuple):
    """A notice begun and not sent: the id of the pupil it is about if known, the name as far as typed, when last."""

    about: str
    name: str | None
    at: datetime


def begun(work: Consulting, caller: Caller) -> list[Begun]:
    """List what the caller's account has begun and not sent; each file named goes to the audit trail."""
    kept = drafts.notices_begun(work, caller.account)
    files = select(tables.Pupil).where(
        tables.Pupil.id.in_(kept.keys()), tables.Pupil.college == caller.college
    )
    known = {row.id: row for row in work.session.scalars(files)}
    for row in known.values():
        work.record("name.read", row.id)
    return [
        Begun(about, who(known[about]) if about else _typed_name(draft.content), draft.at)
        for about, draft in kept.items()
        if not about or about in known
    ]


def _typed_name(content: Mapping[str, Any]) -> str | None:
    """Give the name of a new pupil as far as it was typed."""
    first, initial = content.get("pupil.first_name"), content.get("pupil.initial")
    return f"{first}\u00a0{initial.upper()}." if first and initial else first or None


def may_come_again(work: Reading, pupil: str) -> bool:
    """Tell whether none of a pupil's notices is open, so that another one can be sent."""
    still = select(tables.Notice.id).where(
        tables.Notice.pupil_id == pupil, tables.Notice.state.in_(sorted(OPEN))
    )
    return work.session.scalar(still.limit(1)) is None


def known_pupil(work: Consulting, caller: Caller, wanted: str) -> Pupil:
    """Show a pupil of the caller's collège; raises NotFound, also for another's."""
    row = work.session.get(tables.Pupil, wanted)
    if row is None or row.college != caller.college:
        raise NotFound
    work.record("notice.read", row.id)
    return shown.pupil(row)


def last_contact(work: Reading, caller: Caller) -> str:
    """Give whom the account named last as the person to be reached, which it need not type again."""
    mine = select(tables.Notice.contact).where(tables.Notice.account_id == caller.account)
    return work.session.scalar(mine.order_by(tables.Notice.id.desc()).limit(1)) or ""


def _last_reasons(work: Reading, notices: Iterable[str]) -> Mapping[str, ReasonCode | None]:
    """Give the reason of the last move of each notice."""
    last = (
        select(tables.NoticeMove.notice_id, func.max(tables.NoticeMove.number).label("number"))
        .where(tables.NoticeMove.notice_id.in_(list(notices)))
        .group_by(tables.NoticeMove.notice_id)
        .subquery()
    )
    rows = select(tables.NoticeMove.notice_id, tables.NoticeMove.reason).join(
        last,
        and_(
            tables.NoticeMove.notice_id == last.c.notice_id,
            tables.NoticeMove.number == last.c.number,
        ),
    )
    return {notice: cast("ReasonCode | None", code) for notice, code in work.session.execute(rows)}
