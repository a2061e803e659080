"""The stored decisions, priorities, joint meetings and policies."""

from dataclasses import dataclass

from kobling.rooms.council.models import JointMeeting as JointMeetingRow
from kobling.rooms.council.models import Policy as PolicyRow
from kobling.rooms.council.models import Priority as PriorityRow
from kobling.rooms.council.models import TakenDecision as TakenDecisionRow
from kobling.rooms.council.records import JointMeeting, Policy, Priority, TakenDecision
from kobling.rooms.sync import record_of


@dataclass(frozen=True)
class CouncilRecords:
    """All decisions, priorities, joint meetings and policies of one municipality."""

    decisions: tuple[TakenDecision, ...] = ()
    priorities: tuple[Priority, ...] = ()
    joint_meetings: tuple[JointMeeting, ...] = ()
    policies: tuple[Policy, ...] = ()


def council(municipality: int) -> CouncilRecords:
    """Return the decisions, priorities, meetings and policies of the municipality with this row number."""
    of_municipality = {"municipality": municipality}
    return CouncilRecords(
        decisions=tuple(record_of(TakenDecision, row) for row in TakenDecisionRow.objects.filter(**of_municipality)),
        priorities=tuple(record_of(Priority, row) for row in PriorityRow.objects.filter(**of_municipality)),
        joint_meetings=tuple(record_of(JointMeeting, row) for row in JointMeetingRow.objects.filter(**of_municipality)),
        policies=tuple(record_of(Policy, row) for row in PolicyRow.objects.filter(**of_municipality)),
    )
