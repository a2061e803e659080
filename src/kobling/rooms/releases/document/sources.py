"""The documents that facts were taken from."""

from kobling.records.base import Key, Record, Text


class Source(Record):
    """A document that a fact was taken from."""

    key: Key
    """Its short name, the same in every release."""
    title: Text
    """What it is called."""
    url: str | None
    """Where it is on the web."""
    date: str | None
    """When it is from, as exactly as it is known: `2020-11-30` or `c. 2021`."""
    note: Text | None
    """Something a reader has to know about it."""
