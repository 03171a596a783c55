"""Passwords, with the real cost."""

import pytest

from api.access.passwords import Passwords, nobodys_hash, random_password


@pytest.fixture
def cheap_passwords() -> None:
    """Keep the real cost in this file."""


def parameters(hashed: str) -> str:
    return hashed.rsplit("$", 2)[0]


def test_the_hash_is_argon2id_with_64_mib() -> None:
    assert parameters(Passwords().hash("un secret")) == "$argon2id$v=19$m=65536,t=3,p=4"


def test_nobodys_hash_costs_as_much_and_matches_nothing() -> None:
    passwords = Passwords()
    assert parameters(nobodys_hash()) == parameters(passwords.hash("un secret"))
    assert len(nobodys_hash()) == len(passwords.hash("un secret"))
    assert not passwords.match("un secret", nobodys_hash())


def test_the_same_letters_match_however_they_are_typed() -> None:
    passwords = Passwords()
    assert passwords.match("e\u0301te\u0301", passwords.hash("\u00e9t\u00e9"))


def test_without_a_hash_nothing_matches() -> None:
    assert not Passwords().match("", None)


def test_a_drawn_password_can_be_read_out() -> None:
    drawn = {random_password() for _ in range(50)}
    assert len(drawn) == 50
    assert all(len(password) == 23 and not set(password) & set("lo01") for password in drawn)
