"""Write the covariances of figures as JSON or as a CSV table."""

from pathlib import Path

from kobling.cli.survey.analysis.covariances import FIGURE_FIELDS, FigureCovariances
from kobling.cli.survey.output.file_formats import as_csv, as_json_object
from kobling.cli.survey.output.text_formats import figure_name


def write_covariances(covariances: FigureCovariances, out: Path) -> None:
    """Write the figures, and a square table of their covariances in the same order, with all digits."""
    if out.suffix.lower() == ".json":
        figures = [{name: record[name] for name in FIGURE_FIELDS} for record, _result in covariances.figures]
        out.write_text(as_json_object({"figures": figures, "covariances": covariances.matrix}), "utf-8")
        return
    names = [figure_name(record, over=result.over, of=result.of) for record, result in covariances.figures]
    numbered = [f"{number}. {name}" for number, name in enumerate(names, start=1)]
    rows = [
        {"figure": name} | dict(zip(numbered, row, strict=True))
        for name, row in zip(numbered, covariances.matrix, strict=True)
    ]
    out.write_bytes(as_csv(rows))
