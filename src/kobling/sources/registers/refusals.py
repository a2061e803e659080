"""What a register would not give, or gave in a form that cannot be trusted, said so that somebody can act on it."""

from collections.abc import Mapping

from kobling.core.errors import KoblingError


def gettext_noop(text: str) -> str:
    """Mark a sentence for translation; pages and commands say it in the reader's language."""
    return text


WORDS: Mapping[str, str] = {
    # the line to the source
    # the answer
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
