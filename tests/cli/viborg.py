"""The example of Viborg, and the command line run in this process."""

from click.testing import CliRunner

from kobling.cli.commands import kobling
from tests.spaces import plain
from tools.repository import ROOT

VIBORG = ROOT / "examples" / "viborg"


def run(*arguments, language="en", code=0):
    """What a command says, standard output and error together, once it has ended as expected."""
    done = CliRunner().invoke(kobling, ["--language", language, *map(str, arguments)])
    assert done.exit_code == code, done.output
    return plain(done.output)


def copy_of_viborg(to):
    for path in sorted(VIBORG.rglob("*")):
        target = to / path.relative_to(VIBORG)
        if path.is_dir():
            target.mkdir(parents=True)
        elif path.suffix != ".license":
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(path.read_bytes())
    return to
