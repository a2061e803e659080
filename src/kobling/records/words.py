"""What the fields of records are called and what they mean, in Danish and English: one row of words.csv for each.

A row of a base class, such as Valid, is for the classes made from it too, unless they have their own. The row without a
field is the name of one such record. What can be chosen in a field has a row of choices.csv for each value.
"""

import csv
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from kobling.records.base import Record, Text

FILE = Path(__file__).with_name("words.csv")
CHOICES_FILE = Path(__file__).with_name("choices.csv")


SEVERAL = "*"
"""Stands in the column of fields, in the row with the plural of a record's name."""


@dataclass(frozen=True)
class FieldWords:
    """The words of one field."""

    label: Text
    """What it is called on forms, in workbooks and in histories; with a capital."""
    help: Text | None
    """What it means, as a phrase in Markdown without a capital, and further sentences for who writes the folder; None
    where the label is enough."""

    @property
    def meaning(self) -> Text:
        """What it means; its label where there is no more to say."""
        label = self.label
        return self.help or Text(da=_uncapitalised(label.da), en=_uncapitalised(label.en or label.da))

    @property
    def sentence(self) -> Text:
        """What it means, for a reader: the first sentence. What follows it is for who writes the folder."""
        meaning = self.meaning
        return Text(da=_first_sentence(meaning.da), en=_first_sentence(meaning.en or meaning.da))


@cache
def rows() -> Mapping[tuple[str, str], FieldWords]:
    """Return all rows, by name of class and name of field; that of a record itself has no name of field."""
    with FILE.open(encoding="utf-8", newline="") as file:
        lines = csv.DictReader(file, delimiter="|", quoting=csv.QUOTE_NONE)
        return {(line["record"], line["field"]): _words(line) for line in lines}


def field_words(record_type: type[Record], field: str) -> FieldWords:
    """Return the words of a field. Raises LookupError, with the row to add, where it has none."""
    return words_in(tuple(parent.__name__ for parent in record_type.__mro__), field)


def words_in(records: Sequence[str], field: str) -> FieldWords:
    """Return the words that the first of these records has for a field. Raises LookupError likewise."""
    found = (rows().get((record, field)) for record in records)
    words = next((words for words in found if words is not None), None)
    if words is None:
        raise LookupError(
            f"{records[0]}.{field} has no words: add a row to src/kobling/records/{FILE.name},"
            f" {records[0]}|{field}|Navn på dansk|Name in English|hvad det er|what it is"
        )
    return words


def record_words(record_type: type[Record]) -> FieldWords:
    """Return what one such record is called. Raises LookupError likewise."""
    return field_words(record_type, "")


def several_words(record_type: type[Record]) -> Text | None:
    """Return what several such records are called; None where there is no word for several."""
    words = rows().get((record_type.__name__, SEVERAL))
    return words.label if words else None


def is_common(record_type: type[Record], field: str) -> bool:
    """Return whether the words of a field are those it has in every record."""
    return field_words(record_type, field) in (rows().get((base, field)) for base in ("Record", "Valid"))


@cache
def choices() -> Mapping[tuple[str, str], Text]:
    """Return the words of everything that can be chosen, by type and value.

    The type is the name of an enumeration; of the values of a Literal, the field that declares it:
    `Indicator.collected_by`.
    """
    with CHOICES_FILE.open(encoding="utf-8", newline="") as file:
        lines = csv.DictReader(file, delimiter="|", quoting=csv.QUOTE_NONE)
        return {(line["type"], line["value"]): Text(da=line["da"], en=line["en"]) for line in lines}


def choice_words(of_type: str, value: str) -> Text:
    """Return the words of a value that can be chosen. Raises LookupError, with the row to add, where it has none."""
    words = choices().get((of_type, value))
    if words is None:
        raise LookupError(
            f"{value} of {of_type} has no words: add a row to src/kobling/records/{CHOICES_FILE.name},"
            f" {of_type}|{value}|ord på dansk|words in English"
        )
    return words


def _words(line: Mapping[str, str]) -> FieldWords:
    help_words = Text(da=line["help_da"], en=line["help_en"]) if line["help_da"] else None
    return FieldWords(Text(da=line["label_da"], en=line["label_en"]), help_words)


def _first_sentence(text: str) -> str:
    first = re.split(r"\. (?=[A-ZÆØÅ`])", text)[0]
    return f"{first[:1].upper()}{first[1:]}."


def _uncapitalised(text: str) -> str:
    return text[:1].lower() + text[1:]
