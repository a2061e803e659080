"""The registers of a municipality: those that the operator lists in the environment, and the files it has handed in."""

from dataclasses import dataclass

from django.conf import settings

from kobling.core.errors import KoblingError
from kobling.rooms.registers import figure_files
from kobling.sources.registers import Register


@dataclass(eq=False)
class UnknownRegister(KoblingError):
    """No register of that name is configured."""

    found: str
    known: tuple[str, ...]


def names() -> tuple[str, ...]:
    """Return the short names of the configured registers, in the order of the configuration."""
    return tuple(settings.REGISTERS)


def is_known(name: str) -> bool:
    """Return whether there is a register of that name: a configured one, or that of a municipality's files."""
    return name == figure_files.REGISTER or name in settings.REGISTERS


def register(name: str, municipality: str = "") -> Register:
    """Return a register by its short name; that of files is of one municipality. Raises UnknownRegister."""
    if name == figure_files.REGISTER and municipality:
        return figure_files.file_register(municipality)
    make = settings.REGISTERS.get(name)
    if make is None:
        raise UnknownRegister(found=name, known=names())
    configured: Register = make()
    return configured


def title(name: str) -> str:
    """Return the title of a register; its short name where there is no such register."""
    if name == figure_files.REGISTER:
        return figure_files.TITLE
    return register(name).title if name in names() else name
