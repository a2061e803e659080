"""What the facts of each kind are called, in the active language."""

from django.utils import translation

from kobling.records.base import Record
from kobling.records.words import record_words


def record_name(record_type: type[Record]) -> str:
    """Return what a record of this type is called, without a capital: `byrådsperiode`, `council term`."""
    name = record_words(record_type).meaning
    is_danish = (translation.get_language() or "").startswith("da")
    return name.da if is_danish else name.en or name.da
