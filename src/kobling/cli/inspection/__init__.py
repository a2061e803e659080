"""The chain inspection on the command line."""

from kobling.cli.inspection.chain import chain
from kobling.cli.inspection.check import check
from kobling.cli.inspection.findings import findings
from kobling.cli.inspection.rules import rule

COMMANDS = (check, rule, chain, findings)
