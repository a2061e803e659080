"""The survey commands, run in this process as a person would run them."""

import json

import yaml
from click.testing import CliRunner

from kobling.cli.commands import kobling


def run(*arguments, language="en", code=0):
    """What a command says, standard output and error together, once it has ended as expected."""
    done = CliRunner().invoke(kobling, ["--language", language, "survey", *map(str, arguments)])
    if done.exception is not None and not isinstance(done.exception, SystemExit):
        raise done.exception
    assert done.exit_code == code, done.output
    return done.output


def design_file(folder, design):
    """A design, given as a dictionary or as text, in a file."""
    file = folder / "design.yaml"
    file.write_text(
        design if isinstance(design, str) else yaml.safe_dump(design, allow_unicode=True, sort_keys=False), "utf-8"
    )
    return file


def estimates(folder, data, design, **how):
    """The records that `kobling survey estimate` writes."""
    out = folder / "estimates.json"
    run("estimate", data, "--design", design_file(folder, design), "--out", out, **how)
    return json.loads(out.read_text("utf-8"))
