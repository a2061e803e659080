"""What has to be known of the data beside the figures: left-out rows, negative weights, persons in several waves."""

from collections import Counter
from collections.abc import Iterator, Sequence

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kobling.cli.survey.analysis.comparison import WaveSample
from kobling.cli.survey.design.design_file import DesignFile
from kobling.core.survey.weighting.margins import category_label
from kobling.web.shared.formats import format_number


def data_remarks(waves: Sequence[WaveSample], design_file: DesignFile) -> Iterator[str]:
    """Yield the remarks on the data of one wave or several."""
    for wave in waves:
        where = _("In %(wave)s: ") % {"wave": wave.name} if len(waves) > 1 else ""
        yield from (where + remark for remark in _wave_remarks(wave, design_file))
    if design_file.design.person is not None and len(waves) > 1:
        yield _overlap_remark(waves, design_file.design.person)


def _wave_remarks(wave: WaveSample, design_file: DesignFile) -> Iterator[str]:
    left_out = wave.rows - len(wave.sample)
    if left_out:
        yield ngettext(
            "%(count)s row is left out of a person who stands more than once (person_twice: %(rule)s).",
            "%(count)s rows are left out of persons who stand more than once (person_twice: %(rule)s).",
            left_out,
        ) % {"count": format_number(left_out), "rule": design_file.design.person_twice}
    negative = int((wave.sample.weights < 0).sum())
    if negative:
        respondents = int((wave.sample.weights != 0).sum())
        yield ngettext(
            "%(count)s of %(respondents)s respondents has a weight below zero after the calibration, and is counted; "
            "raking, logit or truncated give weights above zero.",
            "%(count)s of %(respondents)s respondents have a weight below zero after the calibration, and are counted; "
            "raking, logit or truncated give weights above zero.",
            negative,
        ) % {"count": format_number(negative), "respondents": format_number(respondents)}


def _overlap_remark(waves: Sequence[WaveSample], column: str) -> str:
    """Return how many persons answered in several waves, and whether spelling keeps some apart."""
    persons = [{category_label(value) for value in wave.sample.codes(column)[1]} for wave in waves]
    matched = _in_several(persons)
    spelt_alike = _in_several([{_spelling(person) for person in one} for one in persons]) - matched
    if matched:
        remark = ngettext(
            "By the column %(column)s, %(count)s person answered in more than one wave.",
            "By the column %(column)s, %(count)s persons answered in more than one wave.",
            matched,
        ) % {"column": column, "count": format_number(matched)}
    else:
        remark = _(
            "By the column %(column)s nobody answered in more than one wave, so the waves count as independent."
        ) % {"column": column}
    if spelt_alike <= 0:
        return remark
    return f"{remark} " + ngettext(
        "%(count)s more would, if capital letters, spaces and zeros in front did not count: look at how it is written.",
        "%(count)s more would, if capital letters, spaces and zeros in front did not count: look at how it is written.",
        spelt_alike,
    ) % {"count": format_number(spelt_alike)}


def _in_several(persons: Sequence[set[str]]) -> int:
    """Return how many are in more than one of the sets."""
    return sum(count > 1 for count in Counter(person for one in persons for person in one).values())


def _spelling(person: str) -> str:
    return "".join(person.split()).casefold().lstrip("0")
