"""Texts as people compare them: without accents, capitals and doubled spaces."""

import unicodedata


def folded(text: str) -> str:
    """Give the form that two texts share where a person would read the same."""
    letters = text.casefold()
    if not letters.isascii():  # most are, and need none of this
        letters = unicodedata.normalize("NFKD", letters)
        letters = "".join(letter for letter in letters if not unicodedata.combining(letter))
    return " ".join(letters.split())
