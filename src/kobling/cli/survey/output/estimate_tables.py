"""What the survey commands say of figures: a table for a person, and where they come from for a workbook."""

from collections.abc import Iterable, Iterator, Sequence
from hashlib import sha256
from importlib import metadata
from pathlib import Path

from django.utils.translation import gettext as _

from kobling.cli.shared.text_table import text_table
from kobling.cli.survey.analysis.estimation import AnalysisResult
from kobling.cli.survey.design.design_file import DesignFile
from kobling.cli.survey.output import text_formats
from kobling.cli.survey.output.file_formats import OutputRecord

P_VALUE_FIELDS = ("p", "p_adjusted", "p_unchanged")


def estimate_lines(answers: Sequence[AnalysisResult]) -> Iterator[str]:
    """Yield figures as a table; shares are shown in 0 to 1, as they are written."""
    levels = {answer.level for answer in answers}
    level = f" ({text_formats.percent_text(*levels)})" if len(levels) == 1 else ""
    shares = any(_is_share(row, answer.of) for answer in answers for row in answer.rows)
    heads = [
        _("Figure"),
        _("Answers"),
        _("Estimate (shares 0 to 1)") if shares else _("Estimate"),
        _("Standard error"),
        _("From") + level,
        _("To") + level,
    ]
    rows = [(row, answer) for answer in answers for row in answer.rows]
    columns = [_estimate_cells(row, answer) for row, answer in rows]
    if len(levels) > 1:
        heads.append(_("Interval"))
        columns = [
            [*cells, text_formats.percent_text(answer.level)]
            for cells, (_row, answer) in zip(columns, rows, strict=True)
        ]
    named = {"p": "p", "p_adjusted": _("p, adjusted"), "p_unchanged": _("p, unchanged")}
    for name in P_VALUE_FIELDS:
        if any(row.get(name) is not None for row, _answer in rows):
            heads.append(named[name])
            columns = [
                [*cells, text_formats.p_value_text(row.get(name))]
                for cells, (row, _answer) in zip(columns, rows, strict=True)
            ]
    numbers = range(1, len(heads))
    remarks = [text_formats.remark_text(row) for row, _answer in rows]
    if any(remarks):
        heads.append(_("Remark"))
        columns = [[*cells, remark] for cells, remark in zip(columns, remarks, strict=True)]
    yield text_table(heads, columns, numbers=numbers)


def _estimate_cells(row: OutputRecord, answer: AnalysisResult) -> list[str]:
    return [
        text_formats.figure_name(row, over=answer.over, of=answer.of),
        text_formats.number_text(row["base"], 0),
        *text_formats.figure_texts(row),
    ]


def _is_share(row: OutputRecord, of: str | None) -> bool:
    return row["kind"] == "share" or (
        of is None and row["category"] is not None and row["kind"] in {"change", "difference", "trend"}
    )


def provenance(
    written: DesignFile, data: Iterable[Path], rows: Iterable[OutputRecord], sources: Iterable[str]
) -> dict[str, str]:
    """Return where figures come from and how they were made: heading to text."""
    files = {path.name: sha256(path.read_bytes()).hexdigest() for path in data}
    return {
        _("Data"): "\n".join(f"{name}, SHA-256 {found}" for name, found in files.items()),
        _("Method"): "\n".join(dict.fromkeys(str(row["method"]) for row in rows if row["method"])),
        _("Sources"): "\n".join(sources),
        _("Confidence"): f"{written.survey.confidence:g}",
        _("Made with"): f"Kobling {metadata.version('kobling')}",
        "design.yaml": written.text,
    }
