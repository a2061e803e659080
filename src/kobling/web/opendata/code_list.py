"""The code list of the open data: every code with its meaning, in the active language."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from kobling.core.basis import Basis
from kobling.core.status import Claim, Direction, Kind, Status
from kobling.core.units import Unit
from kobling.web.opendata.tables.columns import UNCERTAINTIES
from kobling.web.shared.words.vocabulary import (
    basis_name,
    collected_name,
    direction_name,
    status_meaning,
    status_name,
    target_kind_name,
    uncertainty_name,
)


def codes() -> Iterator[tuple[str, str, str]]:
    """Yield each code as (column, code, meaning)."""
    for status in Status:
        yield "status", status, f"{status_name(status)}. {status_meaning(status)}"
    for claim in Claim:
        yield "claims", claim, claim_meaning(claim)
    for kind in Kind:
        yield "kind", kind, target_kind_name(kind)
    for direction in Direction:
        yield "direction", direction, direction_name(direction)
    for unit in Unit:
        yield "unit", unit, unit_meaning(unit)
    for uncertainty in UNCERTAINTIES:
        yield "uncertainty", uncertainty, uncertainty_name(uncertainty)
    for collected_by in ("survey", "register"):
        yield "collected_by", collected_by, collected_name(collected_by)
    for basis in Basis:
        yield "basis", basis, basis_name(basis)


def claim_meaning(claim: Claim) -> str:
    """Return the meaning of a claim."""
    meanings = {
        Claim.AT_TARGET: _("the whole interval of the distance to the level lies at 0 or on its right side"),
        Claim.SHORT_OF_TARGET: _("the whole interval of the distance to the level lies on the wrong side of 0"),
        Claim.AHEAD_OF_PATH: _("the whole interval of the distance to the path lies at 0 or on its right side"),
        Claim.BEHIND_PATH: _("the whole interval of the distance to the path lies on the wrong side of 0"),
        Claim.BETTER: _("the change matters, and its whole interval lies on the right side of 0"),
        Claim.WORSE: _("the change matters, and its whole interval lies on the wrong side of 0"),
        Claim.SAME: _("the whole interval of the change is too small to matter"),
    }
    return meanings[claim]


def unit_meaning(unit: Unit) -> str:
    """Return what a unit counts, with an example where it helps."""
    names = {
        Unit.PERCENT: _("per cent: 59 is 59%, never 0.59"),
        Unit.PERCENT_PER_YEAR: _("per cent a year: 0.5 is half a per cent more than a year before"),
        Unit.PERCENTAGE_POINTS: _("percentage points: the difference of two percentages"),
        Unit.PERSONS: _("number of people"),
        Unit.COUNT: _("number of something else than people"),
        Unit.PARTS: _("how many of a known number of parts"),
        Unit.KRONER: _("whole Danish kroner"),
        Unit.PER_1000: _("for every 1,000 inhabitants"),
        Unit.TONNES: _("tonnes, 1,000 kg each"),
        Unit.DAYS: _("number of days"),
        Unit.YEARS: _("number of years"),
        Unit.INDEX: _("points on a scale that the indicator's definition explains"),
    }
    return names[unit]
