"""What registers refuse, in words for the pages."""

from django.utils.translation import gettext as _

from kobling.core.errors import KoblingError
from kobling.rooms.registers.actions import NewerFiguresExist, PublishedToday
from kobling.rooms.registers.records import Drawing
from kobling.sources.registers import MESSAGES, RegisterError
from kobling.web.shared.formats import format_day


def said(refusal: RegisterError) -> str:
    """Say what a register would not give, and where, in the active language."""
    return f"{refusal.location}: {_(MESSAGES[refusal.code]) % refusal.facts}"


def said_again(drawing: Drawing) -> str:
    """Say why a drawing was refused."""
    why = drawing.refusal
    if why is None:
        return ""
    refusal = RegisterError(why.code, register=drawing.register_name, table=drawing.table, cell=why.cell, **why.facts)
    return said(refusal)


def drawing_refused(refusal: KoblingError) -> str:
    """Say why figures could not be kept."""
    if isinstance(refusal, NewerFiguresExist):
        told = _("There are figures from %(found)s already, and today is %(day)s. Look at the machine's clock.")
        return told % {"found": format_day(refusal.found), "day": format_day(refusal.day)}
    if isinstance(refusal, PublishedToday):
        return _("Figures drawn today have been public already, and the source now gives others. Draw again tomorrow.")
    return str(refusal)
