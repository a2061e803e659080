"""Keep what the council wants."""

from django.db import transaction

from kobling.rooms.chain.models import Goal, Story, Target, Theme, Vision, Wording
from kobling.rooms.chain.queries import Chain
from kobling.rooms.sync import Change, columns, keep, keep_records


@transaction.atomic
def keep_chain(*, municipality: int, facts: Chain, public: bool) -> tuple[Change, ...]:
    """Make the chain of the municipality with this row number equal to these facts; return the changes."""
    goals = keep(
        [
            Goal(municipality_id=municipality, order=order, **columns(goal, leave_out=("wordings", "targets")))
            for order, goal in enumerate(facts.goals)
        ],
        among=Goal.objects.filter(municipality=municipality),
        public=public,
    )
    wordings = keep(
        [
            Wording(goal_id=goals.ids[(goal.key,)], order=order, **columns(wording))
            for goal in facts.goals
            for order, wording in enumerate(goal.wordings)
        ],
        among=Wording.objects.filter(goal__municipality=municipality),
        public=public,
        holders=goals,
    )
    targets = keep(
        [
            Target(goal_id=goals.ids[(goal.key,)], order=order, **columns(target))
            for goal in facts.goals
            for order, target in enumerate(goal.targets)
        ],
        among=Target.objects.filter(goal__municipality=municipality),
        public=public,
        holders=goals,
    )
    return (
        *keep_records(facts.visions, table=Vision, municipality=municipality, public=public),
        *keep_records(facts.themes, table=Theme, municipality=municipality, public=public),
        *goals.changes,
        *wordings.changes,
        *targets.changes,
        *keep_records(facts.stories, table=Story, municipality=municipality, public=public),
    )
