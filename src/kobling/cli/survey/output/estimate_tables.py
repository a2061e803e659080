"""What the survey commands say of figures: a table for a person, and where they come from for a workbook."""

from collections.abc import Iterable, Iterator, Sequence
from hashlib import sha256
from importlib import metadata
from pathlib import Path

from django.utils.translation import gettext as _

from kobling.cli.shared.text_table import table
from kobling.cli.survey.analysis.estimation import Answer
from kobling.cli.survey.design.design_file import Written
from kobling.cli.survey.output import text_formats
from kobling.cli.survey.output.file_formats import Row

PROBABILITIES = ("p", "p_adjusted", "p_unchanged")


def lines(answers: Sequence[Answer]) -> Iterator[str]:
    """Yield figures as a table; shares are shown in 0 to 1, as they are written."""
    levels = {answer.level for answer in answers}
    level = f" ({text_formats.percent(*levels)})" if len(levels) == 1 else ""
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
    columns = [_line(row, answer) for row, answer in rows]
    if len(levels) > 1:
        heads.append(_("Interval"))
        columns = [
            [*cells, text_formats.percent(answer.level)] for cells, (_row, answer) in zip(columns, rows, strict=True)
        ]
    named = {"p": "p", "p_adjusted": _("p, adjusted"), "p_unchanged": _("p, unchanged")}
    for name in PROBABILITIES:
        if any(row.get(name) is not None for row, _answer in rows):
            heads.append(named[name])
            columns = [
                [*cells, text_formats.probability(row.get(name))]
                for cells, (row, _answer) in zip(columns, rows, strict=True)
            ]
    numbers = range(1, len(heads))
    remarks = [text_formats.remark(row) for row, _answer in rows]
    if any(remarks):
        heads.append(_("Remark"))
        columns = [[*cells, remark] for cells, remark in zip(columns, remarks, strict=True)]
    yield table(heads, columns, numbers=numbers)


def _line(row: Row, answer: Answer) -> list[str]:
    return [
        text_formats.name_of(row, over=answer.over, of=answer.of),
        text_formats.number(row["base"], 0),
        *text_formats.figures(row),
    ]


def _is_share(row: Row, of: str | None) -> bool:
    return row["kind"] == "share" or (
        of is None and row["category"] is not None and row["kind"] in {"change", "difference", "trend"}
    )


def provenance(written: Written, data: Iterable[Path], rows: Iterable[Row], sources: Iterable[str]) -> dict[str, str]:
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
