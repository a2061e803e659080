"""Keep what is known of a municipality."""

from django.db import transaction

from kobling.rooms.municipality.models import Body, Leader, Municipality, Source, Term, Unit
from kobling.rooms.municipality.queries import MunicipalityProfile
from kobling.rooms.sync import RowChange, columns, sync_records, sync_rows


@transaction.atomic
def sync_profile(*, facts: MunicipalityProfile, public: bool) -> tuple[int, tuple[RowChange, ...]]:
    """Make a municipality and what surrounds its chain equal to these facts; return its row number and the changes."""
    itself = sync_rows(
        [Municipality(**columns(facts.municipality))],
        existing=Municipality.objects.filter(code=facts.municipality.code),
        public=public,
    )
    pk = itself.ids[(facts.municipality.code,)]
    return pk, (
        *itself.changes,
        *sync_records(facts.terms, table=Term, municipality=pk, public=public),
        *sync_records(facts.bodies, table=Body, municipality=pk, public=public),
        *sync_records(facts.units, table=Unit, municipality=pk, public=public),
        *sync_records(facts.sources, table=Source, municipality=pk, public=public),
        # No release names them.
        *sync_records(facts.leaders, table=Leader, municipality=pk, public=False),
    )
