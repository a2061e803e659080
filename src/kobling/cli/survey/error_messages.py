"""What a survey command refuses, in the reader's language, with an exit code of 1."""

from typing import Any

import click
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kobling.cli.survey.design.error_locations import DataFileError, LocatedError
from kobling.core.survey import SurveyError
from kobling.core.survey.errors import MESSAGES as SURVEY_WORDS
from kobling.rooms.folder.errors import FolderError
from kobling.sources.survey_files import MESSAGES as TABLE_MESSAGES
from kobling.sources.survey_files import TableError


def survey_message(refusal: SurveyError) -> str:
    """Return what survey statistics refuses."""
    return _(SURVEY_WORDS[refusal.code]) % refusal.facts


def table_message(refusal: TableError) -> str:
    """Return where a file of data cannot be read, and why."""
    return f"{refusal.location}: " + _(TABLE_MESSAGES[refusal.code]) % refusal.facts


def design_message(refusal: FolderError) -> str:
    """Return everything that is wrong with a design, a line for each, and how much it is."""
    count = len(refusal.problems)
    said = ngettext("%(count)d error.", "%(count)d errors.", count) % {"count": count}
    return "\n".join([*refusal.lines(), said])


ReportedError = FolderError | TableError | SurveyError | LocatedError | DataFileError
REPORTED_ERRORS = (FolderError, TableError, SurveyError, LocatedError, DataFileError)
"""What is said in words; anything else that goes wrong is a fault of the program."""


def error_message(refusal: ReportedError) -> str:
    """Return what is refused, with its place, in the active language."""
    match refusal:
        case DataFileError():
            return _("With %(file)s:") % {"file": refusal.file} + "\n" + error_message(refusal.refusal)
        case LocatedError():
            return f"{refusal.place}: {survey_message(refusal.refusal)}"
        case SurveyError():
            return survey_message(refusal)
        case TableError():
            return table_message(refusal)
        case FolderError():
            return design_message(refusal)


class ErrorHandlingCommand(click.Command):
    """A command that says what is wrong and what to do, without a traceback."""

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command."""
        try:
            return super().invoke(ctx)
        except REPORTED_ERRORS as refusal:
            said = error_message(refusal)
        except OSError as trouble:
            if trouble.filename is None:
                raise
            said = _("%(file)s: this cannot be written; look at who is allowed to, and whether there is room") % {
                "file": trouble.filename
            }
        click.echo(said, err=True)
        return ctx.exit(1)
