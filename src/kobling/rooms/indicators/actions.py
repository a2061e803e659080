"""Store indicators and measurements."""

from collections.abc import Iterable
from datetime import date

from django.db import transaction

from kobling.rooms.indicators.models import Indicator, Measurement
from kobling.rooms.indicators.queries import Figures
from kobling.rooms.indicators.records import Indicator as Definition
from kobling.rooms.indicators.records import Measurement as Figure
from kobling.rooms.sync import RowChange, columns, sync_rows


@transaction.atomic
def sync_figures(*, municipality: int, facts: Figures, public: bool) -> tuple[RowChange, ...]:
    """Make a municipality's stored indicators and measurements equal to these; return the changes.

    Raises PublishedRowsProtected where a published measurement would be changed or removed: a new value is a new
    measurement with a later `drawn`. One that its source has withdrawn gets the day of that, once.
    """
    indicators = sync_rows(
        [
            Indicator(municipality_id=municipality, order=order, **columns(indicator))
            for order, indicator in enumerate(facts.indicators)
        ],
        existing=Indicator.objects.filter(municipality=municipality),
        public=public,
    )
    measurements = sync_rows(
        [_row(indicators.ids[(measurement.indicator,)], measurement) for measurement in facts.measurements],
        existing=Measurement.objects.filter(indicator__municipality=municipality),
        public=public,
        is_immutable=True,
        fillable=("withdrawn",),
        parents=indicators,
    )
    return (*indicators.changes, *measurements.changes)


@transaction.atomic
def sync_definition(*, municipality: int, definition: Definition) -> tuple[RowChange, ...]:
    """Add an indicator after the others, or change it; return the changes."""
    rows = Indicator.objects.filter(municipality=municipality)
    stored = rows.filter(key=definition.key).first()
    order = stored.order if stored else rows.count()
    row = Indicator(municipality_id=municipality, order=order, **columns(definition))
    return sync_rows([row], existing=rows.filter(key=definition.key), public=False).changes


@transaction.atomic
def add_figures(*, municipality: int, indicator: str, figures: Iterable[Figure]) -> None:
    """Add figures of one indicator; a figure of the same area, part, period and day is replaced."""
    pk = Indicator.objects.values_list("pk", flat=True).get(municipality=municipality, key=indicator)
    identity = ["indicator", "area", "part", "period", "drawn"]
    Measurement.objects.bulk_create(
        [_row(pk, figure) for figure in figures],
        batch_size=500,
        update_conflicts=True,
        unique_fields=identity,
        update_fields=[name for name in Figure.model_fields if name not in identity],
    )


@transaction.atomic
def withdraw_figures(*, municipality: int, indicator: str, figures: Iterable[Figure], day: date) -> None:
    """Mark figures of one indicator as withdrawn by their source on a day; their values and days drawn stay."""
    keys = {(figure.area or "", figure.part or "", figure.period.code, figure.drawn) for figure in figures}
    rows = [
        row
        for row in Measurement.objects.filter(indicator__municipality=municipality, indicator__key=indicator)
        if (row.area, row.part, row.period, row.drawn) in keys
    ]
    for row in rows:
        row.withdrawn = day
    Measurement.objects.bulk_update(rows, ["withdrawn"], batch_size=500)


def _row(indicator: int, figure: Figure) -> Measurement:
    return Measurement(
        indicator_id=indicator,
        area=figure.area or "",
        part=figure.part or "",
        **columns(figure, leave_out=("indicator", "area", "part")),
    )
