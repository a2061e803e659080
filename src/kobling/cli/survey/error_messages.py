"""Error messages of the survey commands, in the active language, with exit code 1."""

from typing import Any

import click
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kobling.cli.survey.design.error_locations import DataFileError, LocatedError
from kobling.cli.survey.figure_messages import FIGURE_MESSAGES
from kobling.core.survey import SurveyError
from kobling.core.survey.errors import MESSAGES as SURVEY_MESSAGES
from kobling.rooms.folder.errors import FolderError
from kobling.sources.survey_files import MESSAGES as TABLE_MESSAGES
from kobling.sources.survey_files import TableError

ReportedError = FolderError | TableError | SurveyError | LocatedError | DataFileError
REPORTED_ERRORS = (FolderError, TableError, SurveyError, LocatedError, DataFileError)
"""Errors that have a message; any other is a bug."""


def error_message(error: ReportedError) -> str:
    """Return the message of an error, with its location."""
    match error:
        case DataFileError():
            return _("With %(file)s:") % {"file": error.file} + "\n" + error_message(error.error)
        case LocatedError():
            return f"{error.location}: {error_message(error.error)}"
        case SurveyError():
            return _(SURVEY_MESSAGES[error.code]) % error.facts
        case TableError():
            return f"{error.location}: " + _(TABLE_MESSAGES[error.code]) % error.facts
        case FolderError():
            count = len(error.problems)
            total = ngettext("%(count)d error.", "%(count)d errors.", count) % {"count": count}
            return "\n".join([*error.lines(), total])


class ErrorHandlingCommand(click.Command):
    """A command that prints errors as messages and exits with code 1."""

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command."""
        try:
            return super().invoke(ctx)
        except REPORTED_ERRORS as error:
            message = error_message(error)
        except tuple(FIGURE_MESSAGES) as error:
            message = FIGURE_MESSAGES[type(error)](error) + "\n" + _("Nothing was changed.")
        except OSError as error:
            if error.filename is None:
                raise
            message = _("%(file)s: this cannot be written; look at who is allowed to, and whether there is room") % {
                "file": error.filename
            }
        click.echo(message, err=True)
        return ctx.exit(1)
