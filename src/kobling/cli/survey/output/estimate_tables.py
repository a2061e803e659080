"""Estimates as a text table, and their provenance for a workbook."""

from collections.abc import Iterable, Iterator, Sequence
from hashlib import sha256
from importlib import metadata
from pathlib import Path

from django.utils.translation import gettext as _

from kobling.cli.shared.text_table import text_table
from kobling.cli.survey.analysis.estimation import AnalysisResult
from kobling.cli.survey.analysis.sample import Response
from kobling.cli.survey.design.design_file import DesignFile
from kobling.cli.survey.output import text_formats
from kobling.cli.survey.output.file_formats import OutputRecord
from kobling.records.indicators import Measurement
from kobling.rooms.facts.changes import figure_name
from kobling.web.shared.formats import format_number

SHOWN_DECIMALS = 2
"""Of a figure of an indicator and its interval; all of them are kept."""
P_VALUE_FIELDS = ("p", "p_adjusted", "p_unchanged")


def estimate_lines(results: Sequence[AnalysisResult]) -> Iterator[str]:
    """Yield figures as a table; shares are shown from 0 to 1, as in the files."""
    levels = {result.level for result in results}
    level = f" ({text_formats.percent_text(*levels)})" if len(levels) == 1 else ""
    shares = any(_is_share(record, result.of) for result in results for record in result.records)
    headings = [
        _("Figure"),
        _("Answers"),
        _("Estimate (shares 0 to 1)") if shares else _("Estimate"),
        _("Standard error"),
        _("From") + level,
        _("To") + level,
    ]
    records = [(record, result) for result in results for record in result.records]
    columns = [_estimate_cells(record, result) for record, result in records]
    if len(levels) > 1:
        headings.append(_("Interval"))
        columns = [
            [*cells, text_formats.percent_text(result.level)]
            for cells, (_record, result) in zip(columns, records, strict=True)
        ]
    p_value_headings = {"p": "p", "p_adjusted": _("p, adjusted"), "p_unchanged": _("p, unchanged")}
    for name in P_VALUE_FIELDS:
        if any(record.get(name) is not None for record, _result in records):
            headings.append(p_value_headings[name])
            columns = [
                [*cells, text_formats.p_value_text(record.get(name))]
                for cells, (record, _result) in zip(columns, records, strict=True)
            ]
    numbers = range(1, len(headings))
    remarks = [text_formats.remark_text(record) for record, _result in records]
    if any(remarks):
        headings.append(_("Remark"))
        columns = [[*cells, remark] for cells, remark in zip(columns, remarks, strict=True)]
    yield text_table(headings, columns, numbers=numbers)


def condition_sentences(results: Sequence[AnalysisResult], responses: Sequence[Response]) -> list[str]:
    """Return what has to be true for the intervals to hold, and how many answered; empty without intervals.

    responses   those that are known, one for each file of data
    """
    if not any(record["ci_low"] is not None for result in results for record in result.records):
        return []
    return [
        _("The intervals hold if those who did not answer are like those who did."),
        *(_response_sentence(response) for response in responses),
        *(
            []
            if responses
            else [_("How many answered stands under Answers; how many were asked is not said in the data.")]
        ),
    ]


def _response_sentence(response: Response) -> str:
    values = {"answered": format_number(response.answered), "asked": format_number(response.asked)}
    if not response.wave:
        return _("%(answered)s of %(asked)s answered.") % values
    return _("In %(wave)s, %(answered)s of %(asked)s answered.") % (values | {"wave": response.wave})


def _estimate_cells(record: OutputRecord, result: AnalysisResult) -> list[str]:
    return [
        text_formats.figure_name(record, over=result.over, of=result.of),
        text_formats.number_text(record["base"], 0),
        *text_formats.figure_texts(record),
    ]


def figure_line(figure: Measurement) -> str:
    """Return a figure of an indicator with its interval and how many answered, on one line."""
    ends = {"value": figure.value, "low": figure.low, "high": figure.high}
    shown = {name: format_number(number or 0.0, SHOWN_DECIMALS) for name, number in ends.items()}
    text = _("%(name)s: %(value)s (%(low)s to %(high)s), %(n)s answered")
    return text % {"name": figure_name(figure), **shown, "n": format_number(figure.n or 0)}


def _is_share(record: OutputRecord, of: str | None) -> bool:
    return record["kind"] == "share" or (
        of is None and record["category"] is not None and record["kind"] in {"change", "difference", "trend"}
    )


def provenance(
    design_file: DesignFile,
    data: Iterable[Path],
    records: Iterable[OutputRecord],
    sources: Iterable[str],
    conditions: Iterable[str] = (),
) -> dict[str, str]:
    """Return the provenance of figures (data, method, sources): heading to text."""
    files = {path.name: sha256(path.read_bytes()).hexdigest() for path in data}
    return {
        _("Data"): "\n".join(f"{name}, SHA-256 {checksum}" for name, checksum in files.items()),
        _("Method"): "\n".join(dict.fromkeys(str(record["method"]) for record in records if record["method"])),
        _("Sources"): "\n".join(sources),
        _("Confidence"): f"{design_file.design.confidence:g}",
        _("Condition"): "\n".join(conditions),
        _("Made with"): f"Kobling {metadata.version('kobling')}",
        "design.yaml": design_file.text,
    }
