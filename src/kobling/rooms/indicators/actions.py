"""Keep what is measured."""

from django.db import transaction

from kobling.rooms.indicators.models import Indicator, Measurement
from kobling.rooms.indicators.queries import Figures
from kobling.rooms.keeping import Change, columns, keep


@transaction.atomic
def keep_figures(*, municipality: int, facts: Figures, public: bool) -> tuple[Change, ...]:
    """Make a municipality's indicators and measurements equal to these facts; return the changes.

    Raises WouldBeLost where a measurement that has been public would be changed or removed: a new value is a new
    measurement with a later `drawn`.
    """
    indicators = keep(
        [
            Indicator(municipality_id=municipality, order=order, **columns(indicator))
            for order, indicator in enumerate(facts.indicators)
        ],
        among=Indicator.objects.filter(municipality=municipality),
        public=public,
    )
    measurements = keep(
        [
            Measurement(
                indicator_id=indicators.ids[(measurement.indicator,)],
                area=measurement.area or "",
                part=measurement.part or "",
                **columns(measurement, leave_out=("indicator", "area", "part")),
            )
            for measurement in facts.measurements
        ],
        among=Measurement.objects.filter(indicator__municipality=municipality),
        public=public,
        fixed=True,
        holders=indicators,
    )
    return (*indicators.changes, *measurements.changes)
