"""Store the chain: visions, themes, goals with wordings and targets, and stories."""

from django.db import transaction

from kobling.rooms.chain.models import Goal, Story, Target, Theme, Vision, Wording
from kobling.rooms.chain.queries import ChainRecords
from kobling.rooms.sync import RowChange, columns, sync_records, sync_rows


@transaction.atomic
def sync_chain(*, municipality: int, facts: ChainRecords, public: bool) -> tuple[RowChange, ...]:
    """Replace the stored chain of the municipality with this row number by these records; return the changes."""
    goals = sync_rows(
        [
            Goal(municipality_id=municipality, order=order, **columns(goal, leave_out=("wordings", "targets")))
            for order, goal in enumerate(facts.goals)
        ],
        existing=Goal.objects.filter(municipality=municipality),
        public=public,
    )
    wordings = sync_rows(
        [
            Wording(goal_id=goals.ids[(goal.key,)], order=order, **columns(wording))
            for goal in facts.goals
            for order, wording in enumerate(goal.wordings)
        ],
        existing=Wording.objects.filter(goal__municipality=municipality),
        public=public,
        parents=goals,
    )
    targets = sync_rows(
        [
            Target(goal_id=goals.ids[(goal.key,)], order=order, **columns(target))
            for goal in facts.goals
            for order, target in enumerate(goal.targets)
        ],
        existing=Target.objects.filter(goal__municipality=municipality),
        public=public,
        parents=goals,
    )
    return (
        *sync_records(facts.visions, table=Vision, municipality=municipality, public=public),
        *sync_records(facts.themes, table=Theme, municipality=municipality, public=public),
        *goals.changes,
        *wordings.changes,
        *targets.changes,
        *sync_records(facts.stories, table=Story, municipality=municipality, public=public),
    )
