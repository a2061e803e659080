"""Accounts that a text names: `@anna` as it is written and shown, `@k7f3q2m9` as it is kept, so that names can go."""

import re
from collections.abc import Callable, Iterable, Mapping

from kobling.records.base import AccountKey

WRITTEN = re.compile(r"(?<![\w@.])@([a-zæøå](?:[a-zæøå0-9._-]{0,58}[a-zæøå0-9])?)", re.IGNORECASE)
KEPT = re.compile(r"(?<![\w@.])@(k[2-9a-z]{7})(?!\w)")


def with_keys(text: str, accounts: Mapping[str, AccountKey]) -> str:
    """Return a text in which the accounts that it names stand by key.

    accounts   those that can be named, by name
    """
    return WRITTEN.sub(lambda found: f"@{accounts.get(found[1].casefold(), found[1])}", text)


def with_names(text: str, names: Mapping[str, str | None], name_of: Callable[[str], str]) -> str:
    """Return a kept text in which the accounts stand by name.

    names     of all accounts by key; what looks like the key of no account stays as it is
    name_of   returns what an account is called
    """
    return KEPT.sub(lambda found: f"@{name_of(found[1])}" if found[1] in names else found[0], text)


def mentioned(text: str, accounts: Iterable[AccountKey]) -> tuple[AccountKey, ...]:
    """Return those of these accounts that a kept text names, each once, in alphabetical order."""
    named = named_in(text)
    return tuple(sorted(key for key in set(accounts) if key in named))


def named_in(text: str) -> frozenset[str]:
    """Return what a kept text names: the keys of accounts, and what looks like one."""
    return frozenset(KEPT.findall(text))
