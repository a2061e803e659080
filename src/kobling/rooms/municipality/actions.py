"""Keep what is known of a municipality."""

from django.db import transaction

from kobling.rooms.sync import Change, columns, keep, keep_records
from kobling.rooms.municipality.models import Body, Leader, Municipality, Source, Term, Unit
from kobling.rooms.municipality.queries import Surroundings


@transaction.atomic
def keep_surroundings(*, facts: Surroundings, public: bool) -> tuple[int, tuple[Change, ...]]:
    """Make a municipality and what surrounds its chain equal to these facts; return its row number and the changes."""
    itself = keep(
        [Municipality(**columns(facts.municipality))],
        among=Municipality.objects.filter(code=facts.municipality.code),
        public=public,
    )
    pk = itself.ids[(facts.municipality.code,)]
    return pk, (
        *itself.changes,
        *keep_records(facts.terms, table=Term, municipality=pk, public=public),
        *keep_records(facts.bodies, table=Body, municipality=pk, public=public),
        *keep_records(facts.units, table=Unit, municipality=pk, public=public),
        *keep_records(facts.sources, table=Source, municipality=pk, public=public),
        # No release names them.
        *keep_records(facts.leaders, table=Leader, municipality=pk, public=False),
    )
