"""What a fetch changes, or would change, of an indicator's figures, in words: for pages and commands."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kobling.records.indicators import Indicator, Measurement
from kobling.rooms.registers.figure_diff import FigureDiff, FigureRevision, Withdrawal
from kobling.web.shared.formats import decimals_of, decimals_that_add_up, format_number, format_period


def count_summary(diff: FigureDiff) -> str:
    """Return how many figures a fetch adds, changes, withdraws and leaves as they are: `1 rettet, 3 som før`."""
    counts = (
        (ngettext("%(count)s new", "%(count)s new", len(diff.added)), len(diff.added)),
        (ngettext("%(count)s revised", "%(count)s revised", len(diff.revisions)), len(diff.revisions)),
        (ngettext("%(count)s withdrawn", "%(count)s withdrawn", len(diff.withdrawn)), len(diff.withdrawn)),
        (ngettext("%(count)s given again", "%(count)s given again", len(diff.restored)), len(diff.restored)),
        (ngettext("%(count)s as before", "%(count)s as before", diff.unchanged), diff.unchanged),
        (ngettext("%(count)s without a number", "%(count)s without a number", len(diff.missing)), len(diff.missing)),
        (ngettext("%(count)s not asked for", "%(count)s not asked for", len(diff.untouched)), len(diff.untouched)),
    )
    found = [text % {"count": format_number(count)} for text, count in counts if count]
    return ", ".join(found) or _("the source gives no figures")


def figure_change_lines(diff: FigureDiff, indicator: Indicator, *, limit: int) -> list[str]:
    """Return a line for each figure that the source has withdrawn or revised.

    limit   how many of each are listed; the rest are counted
    """
    lines = first_lines([_withdrawal_line(withdrawal, indicator) for withdrawal in diff.withdrawn], limit)
    if diff.withdrawn:
        lines.append(_("Withdrawn figures are kept and shown as withdrawn; no status rests on them."))
    return [*lines, *first_lines([_revision_line(revision, indicator) for revision in diff.revisions], limit)]


def figure_name(figure: FigureRevision | Measurement) -> str:
    """Return which figure of an indicator it is: `1. kvartal 2019 101`, by period, area and part."""
    return " ".join(part for part in (format_period(figure.period), figure.area, figure.part) if part)


def edited_figure_line(before: Measurement | None, after: Measurement | None) -> str:
    """Return what an edit does to a figure: `2019: 59,0 → 60,5`, `2020: nyt tal 61`, `2018: 57 slettes`."""
    figure = after or before
    if figure is None:
        return ""
    values = [each.value for each in (before, after) if each is not None]
    decimals = decimals_that_add_up(0, *values) if len(values) > 1 else decimals_of(values[0])
    first, *second = (format_number(value, decimals) for value in values)
    words = {"figure": figure_name(figure), "value": first, "after": "".join(second)}
    if before is None:
        return _("%(figure)s: the figure is %(value)s") % words
    if after is None:
        return _("%(figure)s: %(value)s is removed") % words
    if before.value == after.value:
        return _("%(figure)s: still %(value)s, with other facts about it") % words
    return _("%(figure)s: %(value)s → %(after)s") % words


def first_lines(lines: list[str], limit: int) -> list[str]:
    """Return the first lines, each of a figure, and how many figures more there are."""
    hidden = len(lines) - limit
    if hidden <= 0:
        return lines
    more = ngettext("and %(count)s figure more", "and %(count)s figures more", hidden)
    return [*lines[:limit], more % {"count": format_number(hidden)}]


def _withdrawal_line(withdrawal: Withdrawal, indicator: Indicator) -> str:
    """Return `1. kvartal 2018: 96.883 er trukket tilbage; kilden skriver »..« i stedet`, or that the row is gone."""
    figure = withdrawal.figure
    decimals = max(indicator.decimals or 0, decimals_of(figure.value))
    values = {"figure": figure_name(figure), "value": format_number(figure.value, decimals), "sign": withdrawal.sign}
    if withdrawal.sign is None:
        return _("%(figure)s: %(value)s is withdrawn; the source has no such row any more") % values
    return _("%(figure)s: %(value)s is withdrawn; the source writes “%(sign)s” instead") % values


def _revision_line(revision: FigureRevision, indicator: Indicator) -> str:
    """Return `1. kvartal 2019: 97.113 → 97.114 (+1)`."""
    values = (revision.before, revision.after)
    decimals = decimals_that_add_up(indicator.shown_decimals(values), *values)
    difference = format_number(round(revision.after - revision.before, 9), decimals, signed=True)
    before, after = (format_number(value, decimals) for value in values)
    return f"{figure_name(revision)}: {before} → {after} ({difference})"
