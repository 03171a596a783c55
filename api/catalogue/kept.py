"""How everything in the catalogue is kept: the same few moves on versions, whatever the kind."""

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Generic, NamedTuple, TypeVar, cast

from sqlalchemy import select

from api.access.roles import Role
from api.catalogue.schemas.changes import Change, Noted
from api.errors import NotFound
from api.paging import Page, Wanted
from api.preconditions import NO_VERSION
from api.storage import versions
from api.storage.tables import Account, Version
from api.storage.versions import Kind
from api.storage.work import Reading, Writing
from solver.instance import Record

Sheet = TypeVar("Sheet", bound=Record)
Entry = TypeVar("Entry", bound=Record)


class Numbered(NamedTuple, Generic[Entry]):
    """What an answer shows, and the number of its version."""

    entry: Entry
    number: int


@dataclass(frozen=True)
class Kept(Generic[Sheet]):
    """The things of one kind, each stored as a sheet under its key."""

    kind: Kind
    sheet: type[Sheet]
    change: type[Change[Sheet]]

    def rows(self, work: Reading, moment: datetime | None = None) -> list[Version]:
        """List what there is, now or at a moment; sorted here, as databases sort each in their way."""
        return sorted(versions.everything(work, self.kind, moment), key=lambda row: row.key)

    def number(self, work: Reading, key: str) -> int:
        """Give the number of the present version; NO_VERSION where it is absent or removed."""
        row = versions.present(work, self.kind, key)
        return NO_VERSION if row is None or row.content is None else row.number

    def found(self, work: Reading, key: str) -> Version:
        """Give the present version; raises NotFound where it is absent or removed."""
        row = versions.present(work, self.kind, key)
        if row is None or row.content is None:
            raise NotFound
        return row

    def read(self, row: Version) -> Sheet:
        """Read what a version says; JSON knows lists where a sheet has tuples."""
        return self.sheet.model_validate(row.content, strict=False)

    def put(self, work: Writing, key: str, sheet: Sheet) -> Version:
        """Store what a thing says from now on."""
        return versions.put(work, self.kind, key, sheet.model_dump(mode="json"))

    def remove(self, work: Writing, key: str) -> None:
        """Remove a thing, its history stays; raises NotFound."""
        self.found(work, key)
        versions.put(work, self.kind, key, None)

    def history(self, work: Reading, key: str) -> tuple[Change[Sheet], ...]:
        """List every version, the newest first; raises NotFound where there never was any."""
        rows = versions.history(work, self.kind, key)
        if not rows:
            raise NotFound
        roles = roles_of(work, rows)
        return tuple(
            self.change(
                number=row.number,
                content=None if row.content is None else self.read(row),
                **dict(noted(row, roles)),
            )
            for row in rows
        )


def roles_of(work: Reading, rows: Collection[Version]) -> dict[str, Role]:
    """Look up the roles of the accounts that wrote some versions."""
    writers = {row.by for row in rows}
    found = select(Account.id, Account.role).where(Account.id.in_(writers))
    return {account: cast("Role", role) for account, role in work.session.execute(found)}


def noted(row: Version, roles: dict[str, Role]) -> Noted:
    """Say who wrote a version and when."""
    return Noted(at=row.at, by=row.by, role=roles.get(row.by))


def page_of(
    rows: Iterable[Version],
    wanted: Wanted,
    cursor: Callable[[Version], str],
    show: Callable[[Sequence[Version]], Iterable[Entry]],
) -> Page[Entry]:
    """Give one page of some versions, in the order of their cursors."""
    after = wanted.after or ""
    following = sorted((row for row in rows if cursor(row) > after), key=cursor)
    shown = following[: wanted.limit]
    more = len(following) > wanted.limit
    return Page(items=tuple(show(shown)), next=cursor(shown[-1]) if more else None)
