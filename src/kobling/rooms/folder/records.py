"""The revision that a folder was exported at."""

from kobling.records.base import Count, Record, Sign


class Revision(Record):
    """The state of the facts that a folder was exported at, so that an older export never takes back a later change."""

    number: Count
    """The number of the newest change then."""
    digest: Sign
    """The beginning of the checksum of that change: another Kobling has another."""
