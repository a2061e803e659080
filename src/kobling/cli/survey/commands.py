"""The survey commands: weigh, estimate, compare, power and schema."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import asdict
from pathlib import Path

import click
import polars as pl
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop, ngettext

from kobling.cli.shared.accounts import acting_as
from kobling.cli.shared.options import (
    VISIBLE_TEXT,
    PeriodType,
    accept_warnings_option,
    by_option,
    municipality_option,
    requested_municipality,
)
from kobling.cli.survey.analysis.comparison import WaveSample, compute_comparisons, load_waves
from kobling.cli.survey.analysis.covariances import compute_covariances
from kobling.cli.survey.analysis.estimation import AnalysisResult, compute_estimates
from kobling.cli.survey.analysis.planning import compute_plans
from kobling.cli.survey.analysis.sample import Response, build_sample, one_row_each, read_answers, response
from kobling.cli.survey.design.design_file import DesignFile, read_design
from kobling.cli.survey.design.json_schema import json_schema_text
from kobling.cli.survey.design.problems import DesignError, problem
from kobling.cli.survey.error_messages import ErrorHandlingCommand
from kobling.cli.survey.figures import ChosenEstimate, choose_estimate, computation, survey_estimates
from kobling.cli.survey.output.covariance_files import write_covariances
from kobling.cli.survey.output.data_remarks import data_remarks
from kobling.cli.survey.output.estimate_tables import condition_sentences, estimate_lines, figure_line, provenance
from kobling.cli.survey.output.file_formats import SUFFIXES, as_json_object, write_records
from kobling.cli.survey.output.plan_tables import plan_lines
from kobling.cli.survey.output.weight_tables import weights_lines
from kobling.cli.survey.progress import progress_bar
from kobling.core.periods import Period
from kobling.core.survey.weighting import weights_report
from kobling.rooms.audit.reasons import parse_reason
from kobling.rooms.folder.warnings import warning_lines
from kobling.rooms.municipality.queries import code_of, pk_of
from kobling.rooms.surveys.actions import AddedEstimates, add_estimates
from kobling.sources.survey_files import read_table

FILE = click.Path(path_type=Path)
design_option = click.option(
    "--design",
    type=FILE,
    required=True,
    help="design.yaml: how the sample was drawn, and what is wanted; kobling survey schema shows its fields.",
)
codes_option = click.option("--codes", is_flag=True, help="Read an SPSS file's codes instead of its labels.")


def _file_option(
    name: str, *suffixes: str, help_text: str, required: bool = False
) -> Callable[[Callable[..., None]], Callable[..., None]]:
    def checked(_ctx: click.Context, _parameter: click.Parameter, path: Path | None) -> Path | None:
        if path is not None and path.suffix.lower() not in suffixes:
            raise click.BadParameter(
                _("the name has to end in one of %(suffixes)s") % {"suffixes": ", ".join(suffixes)}
            )
        return path

    return click.option(name, type=FILE, callback=checked, required=required, help=help_text)


def _protect_inputs(*outputs: Path | None, inputs: Sequence[Path]) -> None:
    """Raise UsageError where an output file is also an input file."""
    for out in outputs:
        for source in inputs:
            if out is not None and out.exists() and source.exists() and out.samefile(source):
                raise click.UsageError(
                    _("%(file)s is read by this command; give what is written another name") % {"file": out}
                )


@click.command(cls=ErrorHandlingCommand)
@click.argument("data", type=FILE)
@design_option
@_file_option(
    "--out",
    ".parquet",
    ".csv",
    help_text=gettext_noop("Where the data go with their weights: .parquet or .csv."),
    required=True,
)
@click.option("--column", default="weight", show_default=True, help="What the new column of weights is called.")
@_file_option(
    "--report",
    ".json",
    help_text=gettext_noop("Where what is said of the weights goes too, for programs: .json."),
)
@codes_option
def weigh(data: Path, design: Path, out: Path, column: str, report: Path | None, codes: bool) -> None:  # noqa: FBT001  (click hands it over)
    """Weigh DATA by the steps of a design.

    DATA is a .csv, .parquet or .sav file with a row for each person. It is written out again with a column of weights.
    What each step cost (design effect, effective n, extreme weights) and how near it came to the margins is shown.

    \b
    Example: kobling survey weigh answers.csv --design design.yaml --out weighted.parquet
    """
    _protect_inputs(out, report, inputs=(data, design))
    design_file = read_design(design)
    answers, frame = read_answers(data, design_file, codes=codes), read_table(data, codes=codes)
    if column in frame.columns:
        raise click.UsageError(_("the data have a column %(column)s; name another with --column") % {"column": column})
    sample = build_sample(design_file, answers)
    kept = one_row_each(answers, design_file)
    weighted = (frame if kept is None else frame.filter(kept)).with_columns(pl.Series(column, sample.weights))
    if out.suffix.lower() == ".csv":
        weighted.write_csv(out)
    else:
        weighted.write_parquet(out)
    weighting_report = weights_report(sample)
    if report is not None:
        report.write_text(as_json_object(asdict(weighting_report)), "utf-8")
    for line in weights_lines(weighting_report):
        click.echo(line)
    for remark in data_remarks([WaveSample("", sample, answers.height)], design_file):
        click.echo(remark)
    click.echo(_("%(rows)d rows with their weights are written to %(file)s.") % {"rows": weighted.height, "file": out})


@click.command(cls=ErrorHandlingCommand)
@click.argument("data", type=FILE)
@design_option
@_file_option(
    "--out", *SUFFIXES, help_text=gettext_noop("Where the figures go: .json, .csv or .xlsx; without it they are shown.")
)
@codes_option
@click.option("--into", metavar="INDICATOR", help="Add the estimate to the figures of this indicator, as one change.")
@municipality_option
@click.option(
    "--estimate", "name", type=VISIBLE_TEXT, help="Which estimate is added, by name, where there are several."
)
@click.option("--period", type=PeriodType(), help="What the answers are about: 2019, 2019-Q1, 2019-08.")
@accept_warnings_option
@click.option("--reason", type=VISIBLE_TEXT, help="Why; kept with the change.")
@click.option("--dry-run", is_flag=True, help="Show what would be added, and change nothing.")
@_file_option(
    "--covariances",
    ".json",
    ".csv",
    help_text=gettext_noop("Where the covariances of every two figures go: .json or .csv."),
)
@by_option
def estimate(
    data: Path,
    design: Path,
    out: Path | None,
    covariances: Path | None,
    into: str | None,
    municipality: str | None,
    name: str | None,
    period: Period | None,
    reason: str | None,
    by: str,
    *,
    codes: bool,
    accept_warnings: bool,
    dry_run: bool,
) -> None:
    """Estimate the figures that a design asks for.

    DATA is a .csv, .parquet or .sav file with a row for each person. Shares are in 0 to 1.

    With --into, one of them becomes a figure of an indicator: with its interval, how many answered, and how it was
    computed. Answers stay where they are.

    \b
    Example: kobling survey estimate answers.csv --design design.yaml --out estimates.xlsx
    Example: kobling survey estimate answers.csv --design design.yaml --into members --period 2019
    """
    if into is None and (municipality or name or period or reason or accept_warnings or dry_run):
        raise click.UsageError(_("Say --into INDICATOR too: without it, nothing is added"))
    if into is not None and period is None:
        raise click.UsageError(_("Say what the answers are about, with --period"))
    _protect_inputs(out, covariances, inputs=(data, design))
    design_file = read_design(design)
    if not design_file.design.estimate:
        raise DesignError([problem(design_file.locate(), "nothing_to_do", "estimate")])
    answers = read_answers(data, design_file, codes=codes)
    sample = build_sample(design_file, answers)
    with progress_bar(sample, times=len(design_file.design.estimate)) as watched:
        results = list(compute_estimates(watched, design_file))
    answered = response(sample, design_file)
    remarks = data_remarks([WaveSample("", sample, answers.height)], design_file)
    _output(results, out, design_file, [data], _known([answered]), list(remarks))
    if covariances is not None:
        found = compute_covariances(sample, design_file, results)
        write_covariances(found, covariances)
        count = len(found.figures)
        message = ngettext(
            "The variance of %(count)d figure is written to %(file)s.",
            "The covariances of %(count)d figures are written to %(file)s.",
            count,
        )
        click.echo(message % {"count": count, "file": covariances})
    if into is None or period is None:
        return
    chosen = choose_estimate(design_file, results, name)
    slug = requested_municipality(municipality)
    why = None if reason is None else parse_reason(reason)
    estimates = survey_estimates(chosen, design_file, answered, own=code_of(pk_of(slug)))
    with acting_as(by, dry_run=dry_run) as account:
        added = add_estimates(
            municipality=slug,
            indicator=into,
            period=period,
            computation=computation(chosen, design_file, data.read_bytes()),
            estimates=estimates,
            by=account,
            at=timezone.now(),
            reason=why,
            accept_warnings=accept_warnings,
            dry_run=dry_run,
        )
    _echo_added(added, chosen, into, dry_run=dry_run)


def _echo_added(added: AddedEstimates, chosen: ChosenEstimate, indicator: str, *, dry_run: bool) -> None:
    for line in warning_lines(added.warnings):
        click.echo(line, err=True)
    for figure in added.figures:
        click.echo(f"+ {figure_line(figure)}")
    if chosen.suppressed:
        click.echo(_("What is held back is not added."))
    if dry_run:
        click.echo(_("This was a trial run: nothing was changed."))
    elif not added.figures:
        click.echo(_("Nothing differs from what is kept already."))
    else:
        count = len(added.figures)
        message = ngettext(
            "%(count)d figure is added to %(indicator)s.", "%(count)d figures are added to %(indicator)s.", count
        )
        click.echo(message % {"count": count, "indicator": indicator})


@click.command(cls=ErrorHandlingCommand)
@click.argument("data", type=FILE, nargs=-1, required=True)
@design_option
@_file_option(
    "--out", *SUFFIXES, help_text=gettext_noop("Where the figures go: .json, .csv or .xlsx; without it they are shown.")
)
@codes_option
def compare(data: tuple[Path, ...], design: Path, out: Path | None, codes: bool) -> None:  # noqa: FBT001  (click hands it over)
    """Compare waves with each other, or parts of one wave.

    DATA are .csv, .parquet or .sav files, one for each wave, the first wave first; changes are the last less the first.

    \b
    Example: kobling survey compare 2017.csv 2019.csv --design design.yaml --out changes.json
    """
    _protect_inputs(out, inputs=(*data, design))
    design_file = read_design(design)
    if not (design_file.design.compare or design_file.design.estimate):
        raise DesignError([problem(design_file.locate(), "nothing_to_do", "compare")])
    waves = load_waves(data, design_file, codes=codes)
    results = list(compute_comparisons(waves, design_file))
    names = [wave.name if len(waves) > 1 else "" for wave in waves]
    responses = [response(wave.sample, design_file, wave=name) for wave, name in zip(waves, names, strict=True)]
    _output(results, out, design_file, data, _known(responses), list(data_remarks(waves, design_file)))


@click.command(cls=ErrorHandlingCommand)
@design_option
@_file_option(
    "--out", ".json", ".csv", help_text=gettext_noop("Where the plan goes: .json or .csv; it is shown in any case.")
)
def power(design: Path, out: Path | None) -> None:
    """Plan a wave: what it will find, or how many it takes.

    The design's field `power` says what is planned: how many are invited, or which change or margin of error is wanted.

    \b
    Example: kobling survey power --design design.yaml
    """
    _protect_inputs(out, inputs=(design,))
    design_file = read_design(design)
    request = design_file.design.power
    if request is None:
        raise DesignError([problem(design_file.locate(), "nothing_to_do", "power")])
    plans = compute_plans(design_file, request)
    for plan in plans:
        for line in plan_lines(plan, request):
            click.echo(line)
    if out is not None:
        write_records([record for plan in plans for record in plan.records], out, provenance={})


def _known(responses: Sequence[Response | None]) -> list[Response]:
    return [known for known in responses if known is not None]


def _output(
    results: Sequence[AnalysisResult],
    out: Path | None,
    design_file: DesignFile,
    data: Sequence[Path],
    responses: Sequence[Response],
    remarks: Sequence[str],
) -> None:
    records = [record for result in results for record in result.records]
    conditions = [*remarks, *condition_sentences(results, responses)]
    if out is None:
        for line in estimate_lines(results):
            click.echo(line)
    else:
        sources = dict.fromkeys(result.source for result in results)
        write_records(records, out, provenance=provenance(design_file, data, records, sources, conditions))
        count = len(records)
        message = ngettext(
            "%(count)d figure is written to %(file)s.", "%(count)d figures are written to %(file)s.", count
        )
        click.echo(message % {"count": count, "file": out})
    for sentence in conditions:
        click.echo(sentence)
    suppressed = Counter(record["suppressed"] for record in records)[True]
    if suppressed:
        message = ngettext(
            "%(count)d figure is held back: it rests on fewer than five persons, or counts the answer of one.",
            "%(count)d figures are held back: they rest on fewer than five persons, or count the answer of one.",
            suppressed,
        )
        click.echo(message % {"count": suppressed})


@click.command(cls=ErrorHandlingCommand)
@_file_option("--out", ".json", help_text=gettext_noop("Where the schema goes; without it, it is shown."))
def schema(out: Path | None) -> None:
    """Show the JSON Schema of design.yaml.

    \b
    An editor completes and checks design.yaml by it when its first line is
    # yaml-language-server: $schema=design.schema.json
    Example: kobling survey schema --out design.schema.json
    """
    if out is None:
        click.echo(json_schema_text(), nl=False)
    else:
        out.write_text(json_schema_text(), "utf-8")
