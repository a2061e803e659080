"""Store decisions, priorities, joint meetings and policies."""

from django.db import transaction

from kobling.rooms.council.models import JointMeeting, Policy, Priority, TakenDecision
from kobling.rooms.council.queries import CouncilRecords
from kobling.rooms.sync import RowChange, sync_records


@transaction.atomic
def sync_council(*, municipality: int, facts: CouncilRecords) -> tuple[RowChange, ...]:
    """Make the stored decisions, priorities, meetings and policies equal to these; return the changes."""
    return (
        *sync_records(facts.decisions, table=TakenDecision, municipality=municipality, public=False),
        *sync_records(facts.priorities, table=Priority, municipality=municipality, public=False),
        *sync_records(facts.joint_meetings, table=JointMeeting, municipality=municipality, public=False),
        *sync_records(facts.policies, table=Policy, municipality=municipality, public=False),
    )
