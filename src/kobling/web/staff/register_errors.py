"""Error messages about registers and their figures, for pages and commands."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from kobling.core.errors import KoblingError
from kobling.records.base import InvisibleCharacter
from kobling.records.drawings import Drawing
from kobling.rooms.folder.errors import MAX_SHOWN_PROBLEMS, SourceLocation, printable
from kobling.rooms.folder.warnings import FolderWarning
from kobling.rooms.indicators.figures import UnknownIndicator
from kobling.rooms.indicators.unlikely import UnlikelyFigure
from kobling.rooms.registers.actions import DefinitionChanged, NewerFiguresExist, PublishedToday, UnlikelyFigures
from kobling.rooms.registers.configuration import UnknownRegister
from kobling.rooms.registers.queries import NothingToFetch
from kobling.sources.registers import MESSAGES, RegisterError
from kobling.web.shared.formats import format_day
from kobling.web.staff.figure_changes import figure_name, first_lines
from kobling.web.staff.words import INVISIBLE_CHARACTER


def register_error_message(error: KoblingError) -> str:
    """Return why figures could not be fetched or stored, in the active language."""
    match error:
        case RegisterError():
            return f"{error.location}: {_(MESSAGES[error.code]) % error.facts}"
        case NewerFiguresExist():
            message = _("There are figures from %(found)s already, and today is %(day)s. Look at the machine's clock.")
            return message % {"found": format_day(error.found), "day": format_day(error.day)}
        case PublishedToday():
            return _(
                "Figures fetched today have been public already, and the source now gives others. Fetch again tomorrow."
            )
        case InvisibleCharacter() | UnlikelyFigures():
            return _input_error_message(error)
        case UnknownIndicator() | UnknownRegister() | NothingToFetch() | DefinitionChanged():
            return _definition_error_message(error)
    return str(error)


def _input_error_message(error: InvisibleCharacter | UnlikelyFigures) -> str:
    if isinstance(error, UnlikelyFigures):
        return "\n".join(unlikely_lines(error.figures))
    return _(INVISIBLE_CHARACTER)


def unlikely_lines(figures: Sequence[UnlikelyFigure]) -> list[str]:
    """Return a line for each unlikely figure, in the words of the municipality folder; the rest are counted."""
    return first_lines([_unlikely_line(figure) for figure in figures], MAX_SHOWN_PROBLEMS)


def _unlikely_line(figure: UnlikelyFigure) -> str:
    one = figure.measurement
    place = figure_name(one)
    warning = FolderWarning(SourceLocation(place), figure.code, figure.found, figure.allowed, figure.suggestion)
    return f"{place}: {warning.message(format_day)}"


def _definition_error_message(
    error: UnknownIndicator | UnknownRegister | NothingToFetch | DefinitionChanged,
) -> str:
    if isinstance(error, DefinitionChanged):
        message = _(
            "The definition of %(indicator)s was changed while the register was asked. Nothing was saved: fetch again."
        )
        return message % {"indicator": error.indicator}
    if isinstance(error, NothingToFetch):
        message = _("The indicator %(indicator)s does not say what to fetch. Choose it under “Figures”.")
        return message % {"indicator": error.indicator}
    known = ", ".join(error.known)
    if isinstance(error, UnknownIndicator):
        message = _("No indicator is called %(found)s. There are: %(known)s.")
        return message % {"found": printable(error.found), "known": known}
    message = _("No register is called %(found)s. There are: %(known)s.")
    return message % {"found": printable(error.found), "known": known or "-"}


def failed_drawing_message(drawing: Drawing) -> str:
    """Return why a recorded drawing failed, in the active language; empty where it did not."""
    failure = drawing.refusal
    if failure is None:
        return ""
    return register_error_message(
        RegisterError(
            failure.code, register=drawing.register_name, table=drawing.table, cell=failure.cell, **failure.facts
        )
    )
