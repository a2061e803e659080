"""What can be chosen in a field of a fact, in the active language: the words of the records, for pages and commands."""

from kobling.records.words import choice_words
from kobling.web.shared.localization import localize


def choice_name(of_type: str, value: str) -> str:
    """Return the words of a value. Raises LookupError where it has none.

    of_type   as `records.words.choices` names it: an enumeration, or the field that declares a Literal
    """
    return str(localize(choice_words(of_type, value)))
