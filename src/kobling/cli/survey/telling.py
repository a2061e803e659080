"""What the survey commands say to a person: figures as lines, weights before and after, and where it all comes from."""

from collections.abc import Iterable, Iterator, Sequence
from hashlib import sha256
from importlib import metadata
from pathlib import Path

from django.utils.translation import gettext as _

from kobling.cli.shared import table
from kobling.cli.survey.planning import Plan
from kobling.cli.survey.reading import Written
from kobling.cli.survey.writing import Row
from kobling.core.survey.weighting.report import WeightsReport


def lines(rows: Sequence[Row]) -> Iterator[str]:
    """Yield figures as a table."""
    heads = [_("Figure"), "n", _("Estimate"), _("Standard error"), _("From"), _("To"), _("Remark")]
    told = [_line(row) for row in rows]
    shown = len(heads) if any(line[-1] for line in told) else len(heads) - 1
    yield table(heads[:shown], [line[:shown] for line in told])


def _line(row: Row) -> list[str]:
    name = row["variable"] if row["category"] is None else f"{row['variable']} = {row['category']}"
    domain = ", ".join(f"{column} {value}" for column, value in row["domain"].items())
    remark = _("held back") if row["suppressed"] else row["why_missing"] or ""
    if row.get("p") is not None:
        remark = f"p = {row['p']:.3g}"
    numbers = [_number(row[field]) for field in ("base", "estimate", "se", "ci_low", "ci_high")]
    compared = f": {row['compared']}" if row.get("compared") else ""
    return [f"{row['kind']} {name}" + (f" ({domain})" if domain else "") + compared, *numbers, remark]


def _number(value: float | None) -> str:
    return "" if value is None else f"{value:.6g}"


def weights_lines(report: WeightsReport) -> Iterator[str]:
    """Yield what each step did to the weights, and every margin before and after."""
    heads = [
        _("Weights after"),
        _("Rows"),
        _("Sum"),
        _("Design effect"),
        _("Effective n"),
        _("Smallest"),
        _("Median"),
        _("Largest"),
    ]
    yield table(
        heads,
        [
            [
                step.method,
                str(step.rows),
                f"{step.total:.8g}",
                f"{step.deff:.4f}",
                f"{step.effective_n:.1f}",
                *(f"{weight:.6g}" for weight in (step.least, step.median, step.most)),
            ]
            for step in report.steps
        ],
    )
    if report.margins:
        yield ""
        yield table([_("Margin"), _("Respondents"), _("Population"), _("Before"), _("After")], _margins(report))
    if report.r_indicator is not None:
        yield ""
        yield _("R-indicator of the response: %(number).3f") % {"number": report.r_indicator}


def _margins(report: WeightsReport) -> list[list[str]]:
    return [
        [
            margin.margin if margin.category is None else f"{margin.margin} = {margin.category}",
            str(margin.respondents),
            *(f"{number:.8g}" for number in (margin.target, margin.before, margin.final)),
        ]
        for margin in report.margins
    ]


def plan_lines(plan: Plan) -> Iterator[str]:
    """Yield the answer to one question as a table."""
    questions = {
        "power": _("How often the change is found"),
        "smallest_change": _("The smallest changes that are found"),
        "margin_of_error": _("How sure the figures will be"),
        "invited_for_change": _("How many to invite to find the change"),
        "invited_for_margin": _("How many to invite for the margin of error"),
        "allocation": _("How many to invite from each stratum"),
    }
    heads = {
        "domain": _("Domain"),
        "stratum": _("Stratum"),
        "population": _("Population"),
        "invited": _("Invited"),
        "of_domain": _("Of the domain"),
        "answers": _("Answers"),
        "rise": _("Smallest rise"),
        "fall": _("Smallest fall"),
        "se": _("Standard error"),
        "margin": _("Margin of error"),
        "change": _("Change"),
        "power": _("Power"),
        "sample": _("To invite"),
        "fraction": _("Fraction"),
        "weight": _("Weight"),
    }
    shown = [name for name in plan.rows[0] if name in heads]
    yield questions[plan.question]
    yield table([heads[name] for name in shown], [[_cell(row[name]) for name in shown] for row in plan.rows])
    yield ""


def _cell(value: object) -> str:
    if value is None:
        return "-"
    return f"{value:.6g}" if isinstance(value, float) else str(value)


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
