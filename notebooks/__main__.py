"""Make a page of every notebook: `python -m notebooks [FOLDER]`, `make notebooks`."""

import sys
from pathlib import Path

from notebooks.pages import NOTEBOOKS, executed, page

_FOLDER = NOTEBOOKS / "pages"


def main() -> None:
    """Execute every notebook from a clean kernel and write its page into a folder."""
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else _FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    for path in sorted(NOTEBOOKS.glob("*.ipynb")):
        written = folder / f"{path.stem}.html"
        written.write_text(page(executed(path)), encoding="utf-8")
        print(f"Page écrite : {written}")


if __name__ == "__main__":
    main()
