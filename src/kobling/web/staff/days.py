"""Days in the addresses and the forms of the staff pages."""

import re
from datetime import date

from django.utils import timezone
from django.utils.translation import gettext as _

ISO_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


def parse_iso_day(text: str) -> date | None:
    """Return the day of `2020-11-30`; None for anything else."""
    try:
        return date.fromisoformat(text) if ISO_DAY.fullmatch(text) else None
    except ValueError:
        return None


def not_a_day() -> str:
    """Return the error message for a text that is no day, with today as the example."""
    return _("That is not a day. Write it like this: %(today)s.") % {"today": timezone.localdate().isoformat()}


def no_such_day() -> str:
    """Return the error message for a day typed in a form that does not exist, or is not written as a day."""
    return _("There is no such day. Write it like this: %(day)s.") % {"day": "30-11-2020"}
