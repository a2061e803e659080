"""Question addresses for mail that look like one person's: what is published names a function and its mailbox."""

import re
from collections.abc import Iterable

from kobling.records.base import Text
from kobling.rooms.folder.checks.warnings.context import WarningContext

_FUNCTION_STEMS = (
    "admin",
    "analys",
    "barometer",
    "beredskab",
    "boern",
    "borger",
    "budget",
    "byraad",
    "center",
    "contact",
    "data",
    "digital",
    "direktion",
    "erhverv",
    "forvaltning",
    "henvendelse",
    "hovedpost",
    "info",
    "job",
    "klima",
    "kommun",
    "kontakt",
    "kontor",
    "ledelse",
    "mail",
    "maal",
    "office",
    "oekonomi",
    "okonomi",
    "personale",
    "plan",
    "politik",
    "post",
    "presse",
    "raadhus",
    "sekretariat",
    "service",
    "skole",
    "social",
    "stab",
    "statistik",
    "strategi",
    "sundhed",
    "team",
    "teknik",
    "udvalg",
    "udvikling",
)
"""What a part of a shared mailbox's address begins or ends with; in letters without accents, æ as ae, ø as oe."""
_FUNCTIONS = frozenset({"and", "bi", "for", "hr", "it", "of", "og", "pr", "web"})
"""Whole parts of an address that no person is called."""
_ENDINGS = ("center", "forvaltning", "kontor", "post", "sekretariat", "service", "skole", "stab", "team", "udvalg")
_INITIALS = re.compile(r"[a-z]{1,5}[0-9]{0,4}")
_FIRST_AND_LAST = re.compile(r"[a-z]+([._-][a-z]+)+[0-9]*")
_LETTERS = str.maketrans({"æ": "ae", "ø": "oe", "å": "aa", "é": "e", "ö": "oe", "ä": "ae", "ü": "u"})


def question_contacts(context: WarningContext) -> None:
    """Warn of addresses for mail that look like one person's."""
    for indicator in context.asked.indicators:
        contact = indicator.contact
        if contact is not None and is_like_a_persons(contact.email, contact.function):
            context.warn(indicator, ("contact", "email"), "email_of_a_person", contact.email)
    office = context.asked.municipality.contact
    if office is not None and office.email is not None and is_like_a_persons(office.email, office.office):
        context.warn(context.asked.municipality, ("contact", "email"), "email_of_a_person", office.email)


def is_like_a_persons(email: str, function: Text) -> bool:
    """Return whether an address has the form of a name or of initials, and no word of a function.

    function   what the function is called: an address made of its words, or of their first letters, is its own
    """
    local = email.partition("@")[0].casefold().translate(_LETTERS)
    parts = re.findall("[a-z]+", local)
    if any(map(_names_function, parts)) or any(_is_of(part, name) for part in parts for name in _names(function)):
        return False
    return bool(_INITIALS.fullmatch(local) or _FIRST_AND_LAST.fullmatch(local))


def _names_function(part: str) -> bool:
    return part in _FUNCTIONS or part.startswith(_FUNCTION_STEMS) or part.endswith(_ENDINGS)


def _names(function: Text) -> Iterable[list[str]]:
    """Yield the words of what a function is called, in each language it has a name in."""
    for name in (function.da, function.en):
        if name is not None:
            yield re.findall("[a-z]+", name.casefold().translate(_LETTERS))


def _is_of(part: str, words: list[str]) -> bool:
    """Return whether a part of an address is made of a name's words: their first letters, or the start of one."""
    initials = {"".join(word[0] for word in chosen) for chosen in (words, [one for one in words if len(one) > 3])}
    return (len(words) > 1 and part in initials) or (len(part) > 3 and any(word.startswith(part) for word in words))
