"""Which registers there are. The operator says so in the environment; a definition only names one of them."""

from dataclasses import dataclass

from django.conf import settings

from kobling.core.errors import KoblingError
from kobling.sources.registers import Register


@dataclass(eq=False)
class UnknownRegister(KoblingError):
    """Nobody has set up a register by that name."""

    found: str
    known: tuple[str, ...]

    def __str__(self) -> str:
        """Say it in English."""
        return f"no register is called {self.found!r}; there are: {', '.join(self.known) or 'none'}"


def names() -> tuple[str, ...]:
    """Return the short names of the registers there are, in the order they were set up."""
    return tuple(settings.REGISTERS)


def register(name: str) -> Register:
    """Return a register by its short name. Raises UnknownRegister."""
    make = settings.REGISTERS.get(name)
    if make is None:
        raise UnknownRegister(found=name, known=names())
    found: Register = make()
    return found
