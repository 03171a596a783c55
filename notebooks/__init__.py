"""Notebooks in French, each a question and its answer; `python -m notebooks` makes pages of them."""
