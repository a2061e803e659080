"""The group `kobling survey`, without its commands, so that `kobling --help` does not import the statistics."""

from importlib import import_module

import click

from kobling.cli.help.localized_commands import localize_command


class LazyGroup(click.Group):
    """A group whose commands are imported when one of them is needed."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names of the commands."""
        return ["compare", "estimate", "power", "schema", "weigh"]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Return the command of that name, or None."""
        if cmd_name not in self.list_commands(ctx):
            return None
        command: click.Command = getattr(import_module("kobling.cli.survey.commands"), cmd_name)
        return localize_command(command)


@click.group(cls=LazyGroup)
def survey() -> None:
    """Weigh, estimate, compare and plan surveys from files.

    A survey is written down once, in design.yaml: how the sample was drawn, how it is weighted, what is wanted. There
    is an example in docs/survey-command-line.md.

    Exit codes: 0 done, 1 refused with the reason in words, 2 the command was not understood.
    """


COMMANDS = (survey,)
