"""From a notebook to a page: executed from a clean kernel, its code left out, nothing fetched.

The usual templates of nbconvert load scripts from elsewhere; here only what it makes of the cells is
taken, and put into a page of our own that opens without a network.
"""

import re
from pathlib import Path
from typing import Final

import nbformat
from nbclient import NotebookClient
from nbconvert import HTMLExporter
from nbformat import NotebookNode

NOTEBOOKS: Final = Path(__file__).parent

_SECONDS: Final = 300
"""How long one cell may take before it counts as stuck."""

_STYLE: Final = """
:root { color-scheme: light dark; }
body { font: 16px/1.55 system-ui, sans-serif; max-width: 56rem; margin: 2.5rem auto; padding: 0 1.25rem;
  color: #222; background: #fff; }
h1 { font-size: 1.7rem; line-height: 1.25; margin: 0 0 1rem; }
h2 { font-size: 1.2rem; margin: 2.2rem 0 .5rem; }
p, li { max-width: 44rem; }
table.dataframe { border-collapse: collapse; font-size: 14px; margin: .75rem 0; border: 0; }
.dataframe th, .dataframe td { text-align: left; vertical-align: top; padding: .25rem 1.25rem .25rem 0;
  border: 0; border-bottom: 1px solid rgba(128, 128, 128, .3); }
.dataframe th { font-weight: 600; }
.dataframe td { font-variant-numeric: tabular-nums; }
.dataframe td:nth-child(-n+2) { white-space: nowrap; }
svg { display: block; margin: 1rem 0; }
blockquote { margin: 1rem 0; padding: .1rem 1rem; border-left: 3px solid #0072b2; }
@media (prefers-color-scheme: dark) { body { color: #e8e8e8; background: #161616; } }
@media print { body { margin: 0; max-width: none; } }
"""


def read(path: Path) -> NotebookNode:
    """Read a notebook; raises ValidationError where it is not a sound one."""
    notebook: NotebookNode = nbformat.read(path, as_version=4)
    nbformat.validate(notebook)
    return notebook


def executed(path: Path) -> NotebookNode:
    """Run a notebook from top to bottom in a kernel of its own. Raises where a cell fails."""
    notebook = read(path)
    resources = {"metadata": {"path": str(path.parent)}}
    NotebookClient(notebook, timeout=_SECONDS, resources=resources).execute()
    return notebook


def page(notebook: NotebookNode) -> str:
    """Make a page of an executed notebook: its sentences, tables and charts, without its code."""
    exporter = HTMLExporter(
        template_name="basic",
        exclude_input=True,
        exclude_input_prompt=True,
        exclude_output_prompt=True,
        exclude_anchor_links=True,
    )
    body, _ = exporter.from_notebook_node(notebook)
    heading = re.search(r"^# (.+)$", notebook.cells[0].source, flags=re.MULTILINE)
    title = heading[1] if heading else "daeet"
    return (
        '<!DOCTYPE html>\n<html lang="fr">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{title}</title>\n<style>{_STYLE}</style>\n</head>\n<body>\n{body}\n</body>\n</html>\n"
    )
