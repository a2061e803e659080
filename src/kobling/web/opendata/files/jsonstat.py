"""Measurements as JSON-stat 2.0: a collection with one dataset for every indicator that has measurements.

Indicators differ in unit and cadence, so a single cube for all of them would be mostly empty.
Source: X. Badosa, JSON-stat 2.0, https://json-stat.org/full/.
"""

from typing import Any

from django.utils.translation import gettext_noop as _

from kobling.core.units import Unit
from kobling.rooms.releases.document import Indicator, Point
from kobling.web.opendata.bilingual_text import in_both
from kobling.web.opendata.extract import ReleaseExtract
from kobling.web.opendata.licence import LICENCE

UNKNOWN = "m"
"""Status of a null cell: unknown, or not applicable to the indicator."""

STATISTICS = {
    "value": _("Value"),
    "standard_error": _("Standard error"),
    "low": _("Lower end"),
    "high": _("Upper end"),
    "n": _("Answers"),
    "asked": _("Asked"),
    "of": _("Parts in all"),
}
OWN_UNITS = {"n": Unit.PERSONS, "asked": Unit.PERSONS, "of": Unit.PARTS}
"""Units of the statistics that do not have the indicator's unit."""


def jsonstat_collection(extract: ReleaseExtract) -> dict[str, Any]:
    """Return the collection, without superseded values and without indicators that have no value."""
    document = extract.document
    datasets = [_dataset(extract, indicator) for indicator in extract.indicators if _current(indicator)]
    return {
        "version": "2.0",
        "class": "collection",
        "label": f"{document.municipality.name.da}, {document.as_of.isoformat()}",
        "updated": document.as_of.isoformat(),
        "link": {"item": datasets},
        "extension": _terms(extract),
    }


def _dataset(extract: ReleaseExtract, indicator: Indicator) -> dict[str, Any]:
    """Return one indicator's cube: municipality × indicator × period × statistic, the last varying fastest."""
    points = _current(indicator)
    values = [getattr(point, statistic) for point in points.values() for statistic in STATISTICS]
    dimension = _dimensions(extract, indicator, points)
    return {
        "version": "2.0",
        "class": "dataset",
        "label": indicator.name.da,
        "source": indicator.source.da,
        "updated": max(point.drawn for point in points.values()).isoformat(),
        "note": [note.da for note in (indicator.what, indicator.how, *indicator.notes)],
        "id": list(dimension),
        "size": [len(category["category"]["index"]) for category in dimension.values()],
        "role": {"geo": ["municipality"], "time": ["period"], "metric": ["statistic"]},
        "dimension": dimension,
        "value": values,
        "status": {str(index): UNKNOWN for index, value in enumerate(values) if value is None},
        "extension": _terms(extract)
        | {"indicator": indicator.key, "unit": indicator.unit, "label_en": indicator.name.en},
    }


def _dimensions(extract: ReleaseExtract, indicator: Indicator, points: dict[str, Point]) -> dict[str, Any]:
    municipality = extract.document.municipality
    labels = {statistic: in_both(label) for statistic, label in STATISTICS.items()}
    units = {statistic: _unit(indicator, statistic) for statistic in STATISTICS}
    return {
        "municipality": _dimension(in_both(_("Municipality")), {municipality.code: municipality.name.da}),
        "indicator": _dimension(in_both(_("Indicator")), {indicator.key: indicator.name.da}),
        "period": _dimension(in_both(_("Period")), {period: period for period in points}),
        "statistic": _dimension(in_both(_("Statistic")), labels, unit=units),
    }


def _dimension(label: str, categories: dict[str, str], **more: Any) -> dict[str, Any]:
    return {"label": label, "category": {"index": list(categories), "label": dict(categories), **more}}


def _unit(indicator: Indicator, statistic: str) -> dict[str, Any]:
    if statistic in OWN_UNITS:
        return {"label": OWN_UNITS[statistic], "decimals": 0}
    return {"label": indicator.unit, "decimals": indicator.decimals if statistic == "value" else indicator.decimals + 1}


def _current(indicator: Indicator) -> dict[str, Point]:
    """Return the points that are neither superseded nor withdrawn, by code of their period, oldest first."""
    return {point.period.code: point for point in indicator.points if point.in_force}


def _terms(extract: ReleaseExtract) -> dict[str, Any]:
    return {
        "release": extract.document.number,
        "as_of": extract.document.as_of.isoformat(),
        "sha256": extract.sha256,
        "licence": {"name": LICENCE.name, "url": LICENCE.url},
        "confidence": extract.document.municipality.confidence,
        "status": {"label": {UNKNOWN: in_both(_("Not known, or there is none"))}},
    }
