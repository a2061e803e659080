"""The configured registers: the operator lists them in the environment, a definition names one of them."""

from dataclasses import dataclass

from django.conf import settings

from kobling.core.errors import KoblingError
from kobling.sources.registers import Register


@dataclass(eq=False)
class UnknownRegister(KoblingError):
    """No register of that name is configured."""

    found: str
    known: tuple[str, ...]


def names() -> tuple[str, ...]:
    """Return the short names of the configured registers, in the order of the configuration."""
    return tuple(settings.REGISTERS)


def register(name: str) -> Register:
    """Return a register by its short name. Raises UnknownRegister."""
    make = settings.REGISTERS.get(name)
    if make is None:
        raise UnknownRegister(found=name, known=names())
    configured: Register = make()
    return configured
