"""An answer held against its question, and several put together: every cell that was asked for, each once."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import polars as pl
from numpy.typing import NDArray

from kobling.sources.registers.columns import crossed
from kobling.sources.registers.parts import Part, shown
from kobling.sources.registers.shape import Cells, Dimension
from kobling.sources.statbank.questions import Chosen, Question


@dataclass(frozen=True)
class Answer:
    """The cells that came for a question, as they came."""

    question: Question
    cells: Cells


def put_together(whole: Question, answers: Sequence[Answer], *, at: Part) -> Cells:
    """Return the cells of a question in its own order, whatever order and however many answers they came in.

    Refused is an answer with another shape than was asked for: a variable or value that is missing or too many, a cell
    that is missing or stands twice, and answers between which the table was updated.
    """
    places = np.concatenate([_places(whole, answer, at) for answer in answers])
    _refuse_gaps(whole, places, at)
    first = answers[0].cells
    if any(answer.cells.updated != first.updated for answer in answers):
        at.refuse("updated_between")
    figures = pl.concat([answer.cells.frame.select("value", "why") for answer in answers])
    order = np.empty(len(places), dtype=np.int64)
    order[places] = np.arange(len(places))
    columns = crossed([(one.variable.code, tuple(one.codes)) for one in whole.chosen])
    return replace(
        first,
        frame=pl.DataFrame([*columns, *figures[order].get_columns()]),
        dimensions=tuple(_dimension(one) for one in whole.chosen),
        unit=first.unit or whole.table.unit,
    )


def _dimension(chosen: Chosen) -> Dimension:
    texts = {value.code: value.text for value in chosen.variable.values}
    labels = {code: texts.get(code, code) for code in chosen.codes}
    return Dimension(chosen.variable.code, chosen.variable.text, labels, chosen.variable.time)


def _places(whole: Question, answer: Answer, at: Part) -> NDArray[np.int64]:
    """Return the number, in the whole question's order, of each of an answer's cells."""
    came = _matched(answer, at)
    places = np.zeros(answer.cells.frame.height, dtype=np.int64)
    for one in whole.chosen:
        dimension = came[one.variable.code]
        numbers = {code: number for number, code in enumerate(one.codes)}
        own = np.array([numbers[code] for code in dimension.labels], dtype=np.int64)
        column = answer.cells.frame[dimension.code].cast(pl.Enum(list(dimension.labels)))
        places = places * len(numbers) + own[column.to_physical().to_numpy()]
    return places


def _matched(answer: Answer, at: Part) -> dict[str, Dimension]:
    """Return the answer's dimensions by the variables asked for, each with exactly the codes that were asked for."""
    asked = {one.variable.code.casefold(): one for one in answer.question.chosen}
    came = {dimension.code.casefold(): dimension for dimension in answer.cells.dimensions}
    for name, one in asked.items():
        if name not in came:
            at.refuse("answer_lacks_variable", variable=one.variable.code)
    for name, dimension in came.items():
        # StatBank puts in a variable of its own for what is counted, with a single value.
        if name not in asked and len(dimension.labels) > 1:
            at.refuse("answer_has_variable", variable=shown(dimension.code))
    for name, one in asked.items():
        _match_codes(one, came[name], at)
    return {one.variable.code: came[name] for name, one in asked.items()}


def _match_codes(chosen: Chosen, came: Dimension, at: Part) -> None:
    variable = chosen.variable.code
    lacking = [code for code in chosen.codes if code not in came.labels]
    more = [code for code in came.labels if code not in chosen.codes]
    if lacking:
        _cell(at, f"{variable}={lacking[0]}").refuse("answer_lacks_code", count=len(lacking))
    if more:
        _cell(at, f"{variable}={more[0]}").refuse("answer_has_code", count=len(more))


def _refuse_gaps(whole: Question, places: NDArray[np.int64], at: Part) -> None:
    times = np.bincount(places, minlength=whole.cells)
    for code, wrong in (("cell_missing", times == 0), ("cell_twice", times > 1)):
        if wrong.any():
            _cell(at, _named(whole, int(np.argmax(wrong)))).refuse(code, count=int(wrong.sum()))


def _named(whole: Question, place: int) -> str:
    """Return the codes of a cell by its number."""
    codes = []
    for one in reversed(whole.chosen):
        place, number = divmod(place, len(one.codes))
        codes.append(f"{one.variable.code}={list(one.codes)[number]}")
    return " ".join(reversed(codes))


def _cell(at: Part, named: str) -> Part:
    return replace(at, place=shown(named))
