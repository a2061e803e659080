"""The example municipality's release and one page of every type, for screenshots and browser tests; no database."""

from collections import Counter
from collections.abc import Callable
from datetime import UTC, date, datetime

from kobling.core.status import Kind, Status
from kobling.rooms.findings.published_chain import published_chain
from kobling.rooms.folder.reader import read_folder
from kobling.rooms.publishing.queries import document
from kobling.rooms.publishing.release_facts import ReleaseFacts
from kobling.rooms.releases.document import Document, Goal
from kobling.rooms.releases.release_file import ReleaseFile, checksum
from kobling.web.public.addresses import Addresses
from tools.repository import ROOT

EXAMPLES = ROOT / "examples"
EXAMPLE = EXAMPLES / "viborg"
EXAMPLE_DAY = date(2020, 11, 30)
"""The day the example's figures were new."""
LATER_DAY = date(2024, 5, 1)
"""A day on which those figures are too old."""


def example_release(on: date = EXAMPLE_DAY, *, folder: str = "viborg") -> ReleaseFile:
    """Return an example municipality's release as of a day."""
    facts = read_folder(EXAMPLES / folder)
    content = document(ReleaseFacts.of(facts), on=on, chain=published_chain(facts, on=on))
    noon = datetime(on.year, on.month, on.day, 12, tzinfo=UTC)
    return ReleaseFile(
        document=content,
        sha256=checksum(content.canonical_bytes()),
        created_at=noon,
        created_by="example",
        approved_at=noon,
        approved_by="example",
    )


# One page of every type


def _is_measured_once(goal: Goal) -> bool:
    return len(goal.targets) == 1 and goal.targets[0].latest is not None and goal.targets[0].deadline is not None


def _has_several_targets(goal: Goal) -> bool:
    return len(goal.targets) > 1 and any(target.latest for target in goal.targets)


def _has_recurring_target(goal: Goal) -> bool:
    return any(target.kind is Kind.RECURRING for target in goal.targets)


def _is_unmeasured(goal: Goal) -> bool:
    return not goal.overall and not any(target.latest for target in goal.targets)


GOAL_TYPES: dict[str, Callable[[Goal], bool]] = {
    "goal-measured": _is_measured_once,
    "goal-of-several-targets": _has_several_targets,
    "goal-of-every-year": _has_recurring_target,
    "goal-unmeasured": _is_unmeasured,
    "goal-overall": lambda goal: goal.overall,
}
"""The types of goal whose pages differ, and how to find one."""
SINGLE_PAGES = ("front", "chain", "changes", "releases", "method", "data", "about", "was", "search")
"""The types with one page each."""
PAGE_TYPES = (
    *SINGLE_PAGES,
    *GOAL_TYPES,
    "theme",
    "committee",
    "card",
    "card-of-several-targets",
    "sheet",
    "status",
    "status-of-none",
)
"""Every type of page."""


def page_address(release: ReleaseFile, name: str, language: str) -> str:
    """Return the address of a page of one of the PAGE_TYPES. Raises StopIteration where a release has none."""
    kind, key = _kind_and_key(release.document, name)
    return Addresses(release.document).address_of(kind, key, language)


def _kind_and_key(document_: Document, name: str) -> tuple[str, str]:
    if name in SINGLE_PAGES:
        return name, ""
    if name == "theme":
        return "theme", document_.themes[0].key
    if name == "committee":
        with_priorities = [priority.committee for priority in document_.priorities or ()]
        return "committee", (with_priorities or [document_.bodies[0].key])[0]
    statuses = Counter(goal.status for goal in document_.goals)
    if name == "status":
        return "status", statuses.most_common(1)[0][0]
    if name == "status-of-none":
        return "status", next(status for status in Status if status not in statuses)
    kind, _, rest = name.partition("-")
    matches = GOAL_TYPES[f"goal-{rest or 'measured'}"]
    return kind, next(goal.key for goal in document_.goals if matches(goal))
