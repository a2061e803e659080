"""The commands of an operator."""

from kobling.cli.operation import backup, trail, upgrade

COMMANDS = (*upgrade.COMMANDS, *trail.COMMANDS, *backup.COMMANDS)
