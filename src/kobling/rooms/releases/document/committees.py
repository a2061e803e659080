"""What committees did for the goals: their priorities and joint meetings."""

from datetime import date
from typing import Annotated

from kobling.rooms.releases.document import declared
from kobling.rooms.releases.document.fields import Before


class Priority(declared.Priority):
    """A committee takes a goal up for a year."""

    valid_to: Annotated[date | None, Before("sources")]
    """The last day it was in force, where the committee gave it up before the end of the year."""
