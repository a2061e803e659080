"""The messages of Click that a user of `kobling` may see, marked for translation.

Click looks them up through Python's gettext; `help.localized_commands` binds that to the translations of this app.
"""

from django.utils.translation import gettext_noop


def ngettext_noop(text: str, plural: str) -> tuple[str, str]:
    """Mark a message with its plural."""
    return text, plural


MESSAGES = (
    gettext_noop("Usage:"),
    gettext_noop("Options"),
    gettext_noop("Commands"),
    gettext_noop("default: {default}"),
    gettext_noop("(dynamic)"),
    gettext_noop("Show this message and exit."),
    gettext_noop("Error: {message}"),
    gettext_noop("Try '{command} {option}' for help."),
    gettext_noop("Missing command."),
    gettext_noop("Missing argument"),
    gettext_noop("Missing option"),
    gettext_noop("Missing parameter"),
    gettext_noop("Choose from:\n\t{choices}"),
    gettext_noop("Invalid value: {message}"),
    gettext_noop("Invalid value for {param_hint}: {message}"),
    gettext_noop("No such option {name!r}."),
    gettext_noop("No such command {name!r}."),
    gettext_noop("Option {name!r} does not take a value."),
    gettext_noop("{value!r} is not a valid {number_type}."),
    gettext_noop("{value} is not in the range {range}."),
    gettext_noop("{name} {filename!r} does not exist."),
    gettext_noop("{name} {filename!r} is a file."),
    gettext_noop("{name} {filename!r} is a directory."),
    gettext_noop("{name} {filename!r} is not readable."),
    gettext_noop("{name} {filename!r} is not writable."),
    gettext_noop("Aborted!"),
    gettext_noop("Repeat for confirmation"),
    gettext_noop("Error: The two entered values do not match."),
)
PLURAL_MESSAGES = (
    ngettext_noop("Did you mean {possibility}?", "(Did you mean one of: {possibilities}?)"),
    ngettext_noop("Got unexpected extra argument ({args})", "Got unexpected extra arguments ({args})"),
    ngettext_noop("Option {name!r} requires an argument.", "Option {name!r} requires {nargs} arguments."),
    ngettext_noop("{value!r} is not {choice}.", "{value!r} is not one of {choices}."),
    ngettext_noop("{value!r} does not match the format {format}.", "{value!r} does not match the formats {formats}."),
    ngettext_noop(
        "{len_type} values are required, but {len_value} was given.",
        "{len_type} values are required, but {len_value} were given.",
    ),
)
