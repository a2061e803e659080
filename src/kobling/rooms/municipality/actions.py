"""Store a municipality with its terms, organisation and sources."""

from django.db import transaction

from kobling.rooms.municipality.models import Body, Leader, Municipality, Source, Term, Unit
from kobling.rooms.municipality.queries import MunicipalityProfile
from kobling.rooms.sync import RowChange, columns, sync_records, sync_rows


@transaction.atomic
def sync_profile(*, profile: MunicipalityProfile, public: bool) -> tuple[int, tuple[RowChange, ...]]:
    """Make a municipality's stored profile equal to this one; return its row number and the changes."""
    municipality = sync_rows(
        [Municipality(**columns(profile.municipality))],
        existing=Municipality.objects.filter(code=profile.municipality.code),
        public=public,
    )
    pk = municipality.ids[(profile.municipality.code,)]
    return pk, (
        *municipality.changes,
        *sync_records(profile.terms, table=Term, municipality=pk, public=public),
        *sync_records(profile.bodies, table=Body, municipality=pk, public=public),
        *sync_records(profile.units, table=Unit, municipality=pk, public=public),
        *sync_records(profile.sources, table=Source, municipality=pk, public=public),
        # No release contains leaders.
        *sync_records(profile.leaders, table=Leader, municipality=pk, public=False),
    )
