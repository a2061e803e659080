"""The survey commands: what they are given, and what they say."""

from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path

import click
import polars as pl
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kobling.cli.survey.building import build
from kobling.cli.survey.comparing import compared, waves_of
from kobling.cli.survey.estimating import estimated
from kobling.cli.survey.planning import planned
from kobling.cli.survey.problems import DesignRefused, problem
from kobling.cli.survey.progress import progress
from kobling.cli.survey.reading import read_design
from kobling.cli.survey.refusals import Refusing
from kobling.cli.survey.schema import json_schema_text
from kobling.cli.survey.telling import lines, plan_lines, provenance, weights_lines
from kobling.cli.survey.writing import SUFFIXES, Row, write
from kobling.core.survey.weighting import weights_report
from kobling.sources.tables import read_table

FILE = click.Path(path_type=Path)
design_option = click.option(
    "--design", type=FILE, required=True, help="design.yaml: how the sample was drawn, and what is wanted."
)
codes_option = click.option("--codes", is_flag=True, help="Read an SPSS file's codes instead of its labels.")


def _out(*suffixes: str, says: str, required: bool = False) -> Callable[[Callable[..., None]], Callable[..., None]]:
    def checked(_ctx: click.Context, _parameter: click.Parameter, path: Path | None) -> Path | None:
        if path is not None and path.suffix.lower() not in suffixes:
            raise click.BadParameter(
                _("the name has to end in one of %(suffixes)s") % {"suffixes": ", ".join(suffixes)}
            )
        return path

    return click.option("--out", type=FILE, callback=checked, required=required, help=says)


@click.command(cls=Refusing)
@click.argument("data", type=FILE)
@design_option
@_out(".parquet", ".csv", says="Where the data go with their weights: .parquet or .csv.", required=True)
@click.option("--column", default="weight", show_default=True, help="What the column of weights is called.")
@codes_option
def weigh(data: Path, design: Path, out: Path, column: str, codes: bool) -> None:  # noqa: FBT001  (click hands it over)
    """Weigh DATA (.csv, .parquet or .sav) by the steps of a design, and say what that did."""
    written = read_design(design)
    frame = read_table(data, codes=codes)
    if column in frame.columns:
        raise click.UsageError(_("the data have a column %(column)s; name another with --column") % {"column": column})
    sample = build(written, frame)
    weighted = frame.with_columns(pl.Series(column, sample.weights))
    if out.suffix.lower() == ".csv":
        weighted.write_csv(out)
    else:
        weighted.write_parquet(out)
    for line in weights_lines(weights_report(sample)):
        click.echo(line)
    click.echo(_("%(rows)d rows with their weights are written to %(file)s.") % {"rows": frame.height, "file": out})


@click.command(cls=Refusing)
@click.argument("data", type=FILE)
@design_option
@_out(*SUFFIXES, says="Where the figures go: .json, .csv or .xlsx; without it they are shown.")
@codes_option
def estimate(data: Path, design: Path, out: Path | None, codes: bool) -> None:  # noqa: FBT001  (click hands it over)
    """Estimate from DATA (.csv, .parquet or .sav) the figures that a design asks for."""
    written = read_design(design)
    if not written.survey.estimate:
        raise DesignRefused([problem(written.at(), "nothing_to_do", "estimate")])
    sample = build(written, read_table(data, codes=codes))
    with progress(sample, times=len(written.survey.estimate)) as watched:
        answers = list(estimated(watched, written))
    rows = [row for answer in answers for row in answer.rows]
    sources = dict.fromkeys(answer.source for answer in answers)
    _hand_over(rows, out, told=provenance(written, [data], rows, sources))


@click.command(cls=Refusing)
@click.argument("data", type=FILE, nargs=-1, required=True)
@design_option
@_out(*SUFFIXES, says="Where the figures go: .json, .csv or .xlsx; without it they are shown.")
@codes_option
def compare(data: tuple[Path, ...], design: Path, out: Path | None, codes: bool) -> None:  # noqa: FBT001  (click hands it over)
    """Compare the waves in DATA, a file for each from the first to the last, or the parts of one wave."""
    written = read_design(design)
    if not (written.survey.compare or written.survey.estimate):
        raise DesignRefused([problem(written.at(), "nothing_to_do", "compare")])
    answers = list(compared(waves_of(data, written, codes=codes), written))
    rows = [row for answer in answers for row in answer.rows]
    sources = dict.fromkeys(answer.source for answer in answers)
    _hand_over(rows, out, told=provenance(written, data, rows, sources))


@click.command(cls=Refusing)
@design_option
@_out(".json", ".csv", says="Where the plan goes: .json or .csv; it is shown in any case.")
def power(design: Path, out: Path | None) -> None:
    """Say what a planned wave will be able to tell, or how many it takes, by the power of a design."""
    written = read_design(design)
    plans = planned(written)
    for plan in plans:
        for line in plan_lines(plan):
            click.echo(line)
    if out is not None:
        write([row for plan in plans for row in plan.rows], out, told={})


def _hand_over(rows: Sequence[Row], out: Path | None, *, told: dict[str, str]) -> None:
    if out is None:
        for line in lines(rows):
            click.echo(line)
    else:
        write(rows, out, told=told)
        count = len(rows)
        said = ngettext("%(count)d figure is written to %(file)s.", "%(count)d figures are written to %(file)s.", count)
        click.echo(said % {"count": count, "file": out})
    held = Counter(row["suppressed"] for row in rows)[True]
    if held:
        said = ngettext(
            "%(count)d figure is held back: it rests on fewer than five persons.",
            "%(count)d figures are held back: they rest on fewer than five persons.",
            held,
        )
        click.echo(said % {"count": held})


@click.command(cls=Refusing)
@_out(".json", says="Where the schema goes; without it, it is shown.")
def schema(out: Path | None) -> None:
    """Show the JSON Schema of design.yaml, for an editor to complete and check by."""
    if out is None:
        click.echo(json_schema_text(), nl=False)
    else:
        out.write_text(json_schema_text(), "utf-8")
