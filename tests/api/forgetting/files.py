"""Invented files (données inventées) of pupils for the tests of forgetting."""

from datetime import datetime
from typing import Any

from fastapi import FastAPI
from sqlalchemy import select

from api.notices.states import NoticeState
from api.running import running
from api.storage import tables, versions
from api.storage.tables import Base, new_id
from api.storage.work import Reading, Writing
from api.weeks import published
from api.weeks.published import Place, PublishedWeek, Shift
from tests.api.people import add_college

CANARY = "Canarine"


def add_file(
    work: Writing, state: NoticeState = "hosted", at: datetime | None = None, **traits: Any
) -> tables.Pupil:
    """Add a pupil with a notice in some state, its history and its versions, as of a moment."""
    moment = at or work.now
    add_college(work, "tilleuls")
    pupil = tables.Pupil(
        code=f"P-{new_id()[-8:].upper()}",
        college="tilleuls",
        first_name=f"{CANARY} é",
        initial="É",
        level=traits.pop("level", "4e"),
        gender=traits.pop("gender", "F"),
        quartier=traits.pop("quartier", "Fives"),
        birth_year=traits.pop("birth_year", 2013),
    )
    work.session.add(pupil)
    work.session.flush()
    notice = add_notice(work, pupil, state, moment, **traits)
    versions.put(work, "stay", pupil.code, {"notice": notice.id, "pupil": pupil.code})
    versions.put(work, "conflict", f"P-00000000 {pupil.code}", {"pupils": [pupil.code]})
    versions.put(work, "teacher-conflict", f"{pupil.code} t-sport", {"pupil": pupil.code})
    place = Place(pupil=pupil.code, group=1)
    change = Shift(pupil=pupil.code, before=None, after="2026-W48")
    _, week = published.present(work, "2026-W48")
    parts = {"admissions": (*week.admissions, place), "changes": (*week.changes, change)}
    published.publish(work, "2026-W48", PublishedWeek(**{**dict(week), **parts}))
    return pupil


def add_notice(
    work: Writing, pupil: tables.Pupil, state: NoticeState, at: datetime, **traits: Any
) -> tables.Notice:
    account = work.session.scalar(select(tables.Account.id).limit(1)) or _account(work)
    notice = tables.Notice(
        pupil_id=pupil.id,
        college=pupil.college,
        account_id=account,
        request_key=new_id(),
        request_digest="0" * 64,
        days=5,
        earliest="2026-W36",
        latest="2026-W52",
        motives=traits.pop("motives", ["insultes", "vol"]),
        note=f"{CANARY} note",
        contact=f"{CANARY} contact",
        state=state,
        week=traits.pop("week", "2026-W48" if state in {"hosted", "planned"} else None),
        submitted_at=at,
        changed_at=at,
    )
    work.session.add(notice)
    work.session.flush()
    move = tables.NoticeMove(
        notice_id=notice.id, number=1, at=at, account_id=account, to_state=state
    )
    work.session.add(move)
    work.session.flush()
    work.record("notice.submitted", pupil.id)
    return notice


def _account(work: Writing) -> str:
    account = tables.Account(
        login="referente", role="referent", password_hash="", created_at=work.now
    )
    work.session.add(account)
    work.session.flush()
    return account.id


def new_file(app: FastAPI, state: NoticeState = "hosted", **traits: Any) -> tuple[str, str]:
    """Add a file to a running application, and give the pupil's id and code."""
    with running(app).storage.write("tests") as work:
        pupil = add_file(work, state, **traits)
        return pupil.id, pupil.code


def traces(work: Reading, text: str) -> set[str]:
    """Name every table and column of the whole database in which a text occurs."""
    return {
        f"{table.name}.{column.name}"
        for table in Base.metadata.sorted_tables
        for row in work.session.execute(select(table)).mappings()
        for column in table.columns
        if text in str(row[column.name])
    }
