"""Every page in every state that a person may see: what is looked at by axe, and by eye (`make screenshots`)."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib import import_module
from pkgutil import iter_modules

from tests.pages import scenes as subjects
from tests.pages.browsing import Reader


@dataclass(frozen=True)
class Scene:
    """A page in a state: who reads it, where it is, and what has to be done to see it so.

    `act` may open further pages: it is given the reader once `path` is open.
    """

    name: str
    login: str | None
    path: str
    act: Callable[[Reader], None] | None = None

    def show(self, reader: Reader) -> None:
        """Bring a reader to it."""
        reader.open(self.path)
        if self.act:
            self.act(reader)


def scenes() -> Iterator[Scene]:
    """List every page and state, subject by subject."""
    for module in iter_modules(subjects.__path__, f"{subjects.__name__}."):
        yield from import_module(module.name).SCENES
