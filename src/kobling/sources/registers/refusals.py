"""What a register would not give, or gave in a form that cannot be trusted, said so that somebody can act on it."""

from collections.abc import Mapping

from kobling.core.errors import KoblingError


def gettext_noop(text: str) -> str:
    """Mark a sentence for translation; pages and commands say it in the reader's language."""
    return text


WORDS: Mapping[str, str] = {
    # the line to the source
    "no_address": gettext_noop(
        "“%(found)s” is not the address of a source; write https:// and the host, with nothing secret in it"
    ),
    "unencrypted": gettext_noop("%(found)s is not encrypted; write https:// unless the source is on your own network"),
    "no_contact": gettext_noop("the source cannot be reached (%(said)s); look at the network, or try again later"),
    "silent": gettext_noop("the source said nothing for %(seconds)s seconds; try again later"),
    "too_slow": gettext_noop("the answer was not whole after %(seconds)s seconds; ask for less, or try again later"),
    "cut_off": gettext_noop("the answer stopped in the middle; nothing of it is used. Try again later"),
    "busy": gettext_noop("the source is busy and asks us to wait (%(seconds)s seconds); try again later"),
    "fell_over": gettext_noop(
        "the source has a fault of its own (status %(status)s, request %(request)s); try again later"
    ),
    "said_no": gettext_noop("the source refuses the question (status %(status)s, request %(request)s)"),
    "redirect_scheme": gettext_noop(
        "the source sends us on from %(asked)s to %(found)s; only its own address is followed"
    ),
    "redirect_host": gettext_noop("the source sends us on from %(asked)s to %(found)s, which is another server"),
    "redirect_private": gettext_noop(
        "the source sends us on from %(asked)s to %(found)s, which is inside your own network"
    ),
    "redirect_nowhere": gettext_noop("the source sends us on to “%(found)s”, which is not an address"),
    "redirect_question": gettext_noop(
        "the source sends us on to %(found)s in a way that loses the question; it may have moved for good"
    ),
    "redirect_round": gettext_noop("the source sends us on more than %(allowed)s times"),
    "too_many_bytes": gettext_noop("the answer takes more than %(allowed)s bytes; ask for less"),
    "too_many_unpacked": gettext_noop("the answer takes more than %(allowed)s bytes when it is unpacked; ask for less"),
    "unknown_packing": gettext_noop("the answer is packed as “%(found)s”, which was not asked for"),
    "damaged_packing": gettext_noop("the answer cannot be unpacked (%(said)s); nothing of it is used"),
    # the answer
    "not_json": gettext_noop("the answer is not JSON: %(said)s"),
    "nested_too_deep": gettext_noop("the answer is nested too deeply to be read"),
    "not_text": gettext_noop("“%(found)s” is not text that can be written"),
    "not_utf8": gettext_noop("line %(line)s of the answer is not UTF-8 text"),
    "not_csv": gettext_noop("line %(line)s of the answer has a quotation mark that does not fit"),
    "wrong_heading": gettext_noop("the heading is “%(found)s”; it should be the variables' codes and then %(last)s"),
    "wrong_row": gettext_noop("line %(line)s has %(found)s cells, and the heading %(wanted)s"),
    "no_code": gettext_noop("line %(line)s has no code of %(column)s"),
    "repeated_row": gettext_noop("line %(line)s is for the same cell as a line above it"),
    "no_number_on_line": gettext_noop("line %(line)s has “%(found)s” where a figure should stand"),
    "not_as_described": gettext_noop("“%(found)s” stands where %(wanted)s should; the source has changed its answers"),
    "missing_part": gettext_noop("“%(part)s” is missing; the source has changed its answers"),
    "repeated_name": gettext_noop("“%(found)s” stands twice"),
    "reserved_name": gettext_noop("a dimension may not be called “%(found)s”"),
    "wrong_count": gettext_noop("%(found)s stand here, and there should be %(wanted)s"),
    "wrong_numbers": gettext_noop("the codes are not numbered from 0 to %(last)s, each once"),
    "no_such_cell": gettext_noop("“%(found)s” is not the number of a cell; they are numbered from 0 to %(last)s"),
    "no_cells": gettext_noop("the answer holds no figures"),
    "too_many_cells": gettext_noop("the answer holds more than %(allowed)s figures; ask for fewer values"),
    "too_many_dimensions": gettext_noop("the answer has %(found)s dimensions, and at most %(allowed)s are read"),
    "no_number": gettext_noop("“%(found)s” stands where a number should"),
    "too_large": gettext_noop("%(found)s is too large for a figure that is kept exactly"),
    "not_a_time": gettext_noop("“%(found)s” is not a time"),
    # the question
}


class RegisterRefused(KoblingError):
    """A register was asked for something it did not give."""

    def __init__(self, code: str, *, register: str, table: str = "", cell: str = "", **facts: object) -> None:
        """Name the refusal, one of WORDS, where it is (register, table, cell), and what its sentence puts in."""
        self.code, self.register, self.table, self.cell, self.facts = code, register, table, cell, facts
        super().__init__(code, register, table, cell, facts)

    @property
    def place(self) -> str:
        """Where: `statbank FOLK1B, OMRÅDE=791 Tid=2019K1`."""
        named = f"{self.register} {self.table}".strip()
        return f"{named}, {self.cell}" if self.cell else named

    def __str__(self) -> str:
        return f"{self.place}: {WORDS[self.code] % self.facts}"
