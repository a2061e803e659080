"""The commands of an operator."""

from kobling.cli.operation import backup, trail, upgrade
from kobling.cli.operation.doctor import command as doctor

COMMANDS = (*upgrade.COMMANDS, *trail.COMMANDS, *backup.COMMANDS, *doctor.COMMANDS)
