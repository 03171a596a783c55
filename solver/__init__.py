"""Compose weekly groups of excluded pupils and place their workshops, with proof.

Nothing here knows of HTTP, databases or pages. Start with `instance.py` (what goes in), `plan.py`
(what comes out) and `solve.py` (how one becomes the other).
"""

__version__ = "0.3.0"
