"""Texts as people compare them: without accents, capitals and doubled spaces."""

import unicodedata


def folded(text: str) -> str:
    """Give the form that two texts share where a person would read the same."""
    letters = unicodedata.normalize("NFKD", text.casefold())
    bare = "".join(letter for letter in letters if not unicodedata.combining(letter))
    return " ".join(bare.split())
