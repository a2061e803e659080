"""Words of the staff pages for findings, drafts, releases, roles, fetches and links of the chain."""

from datetime import datetime

from django.utils.translation import get_language, gettext_noop, pgettext

from kobling.core.chain import LinkKind
from kobling.records.drawings import Outcome
from kobling.records.rights import Role, role_names
from kobling.rooms.change_drafts.records import ChangeDraft, DraftEventKind, DraftState
from kobling.rooms.findings.records import EventKind, FindingState
from kobling.rooms.releases.queries import ReleaseSummary
from kobling.web.shared.formats import format_moment
from kobling.web.shared.words.choices import choice_name

INVISIBLE_CHARACTER = gettext_noop(
    "The text holds a character that cannot be seen. Write the text again, without copying it."
)


def state_name(state: FindingState) -> str:
    """Return the name of a finding's state."""
    names = {
        FindingState.OPEN: pgettext("a finding", "open"),
        FindingState.ANSWERED: pgettext("a finding", "answered"),
        FindingState.CLEARED: pgettext("a finding", "resolved"),
    }
    return names[state]


def state_heading(state: FindingState) -> str:
    """Return the heading of the findings in a state."""
    headings = {
        FindingState.OPEN: pgettext("findings", "Open"),
        FindingState.ANSWERED: pgettext("findings", "Answered"),
        FindingState.CLEARED: pgettext("findings", "Resolved"),
    }
    return headings[state]


def event_name(what: EventKind) -> str:
    """Return the name of an event in a finding's history."""
    names = {
        EventKind.FOUND: pgettext("a finding", "found"),
        EventKind.CHANGED: pgettext("a finding", "the facts behind it have changed"),
        EventKind.ANSWERED: pgettext("a finding", "answered: not a fault"),
        EventKind.REOPENED: pgettext("a finding", "opened again: the facts behind it have changed"),
        EventKind.CLEARED: pgettext("a finding", "resolved: no longer found"),
        EventKind.RETURNED: pgettext("a finding", "found again"),
        EventKind.UNDONE: pgettext("a finding", "the inspection was undone: as before it"),
    }
    return names[what]


def draft_state_name(draft: ChangeDraft) -> str:
    """Return how a change draft stands."""
    if draft.sent_back:
        return pgettext("a change draft", "sent back")
    names = {
        DraftState.OPEN: pgettext("a change draft", "being written"),
        DraftState.WAITING: pgettext("a change draft", "waits for approval"),
        DraftState.APPLIED: pgettext("a change draft", "applied"),
        DraftState.WITHDRAWN: pgettext("a change draft", "withdrawn"),
    }
    return names[draft.state]


def draft_event_name(what: DraftEventKind) -> str:
    """Return the name of an event in the history of a change draft."""
    names = {
        DraftEventKind.CREATED: pgettext("a change draft", "begun"),
        DraftEventKind.EDITED: pgettext("a change draft", "changed"),
        DraftEventKind.SHARED: pgettext("a change draft", "shared"),
        DraftEventKind.SUBMITTED: pgettext("a change draft", "sent for approval"),
        DraftEventKind.SENT_BACK: pgettext("a change draft", "sent back"),
        DraftEventKind.APPROVED: pgettext("a change draft", "approved and applied"),
        DraftEventKind.APPLIED: pgettext("a change draft", "applied"),
        DraftEventKind.WITHDRAWN: pgettext("a change draft", "withdrawn"),
    }
    return names[what]


def release_state_name(summary: ReleaseSummary, *, at: datetime) -> str:
    """Return whether a release is a draft, public, or under embargo and until when."""
    if summary.approved_at is None:
        return pgettext("a release", "draft, waits for approval")
    if summary.embargo_until is None or summary.is_public(at):
        return pgettext("a release", "public")
    return pgettext("a release", "under embargo until %(moment)s") % {"moment": format_moment(summary.embargo_until)}


def role_name(role: Role) -> str:
    """Return the name of a role."""
    return role_names(get_language() or "da")[role]


def outcome_name(outcome: Outcome) -> str:
    """Return the name of a fetch's outcome."""
    return choice_name("Outcome", outcome)


def outgoing_link_name(kind: LinkKind) -> str:
    """Return the name of a link from the node to another one, for links that are not steps of the chain."""
    names = {
        LinkKind.REPLACES: pgettext("of a link in the chain", "Replaces"),
        LinkKind.PART_OF: pgettext("of a link in the chain", "Part of"),
        LinkKind.SERVES: pgettext("of a link in the chain", "Serves"),
        LinkKind.SETS: pgettext("of a link in the chain", "Has set"),
        LinkKind.CARRIES: pgettext("of a link in the chain", "Works on"),
        LinkKind.GIVES: pgettext("of a link in the chain", "Has given priority"),
        LinkKind.HOLDS: pgettext("of a link in the chain", "Holds"),
        LinkKind.ANSWERS_FOR: pgettext("of a link in the chain", "Is responsible for"),
        LinkKind.JUDGES: pgettext("of a link in the chain", "Judges"),
        LinkKind.TAKES: pgettext("of a link in the chain", "Has decided"),
        LinkKind.ABOUT: pgettext("of a link in the chain", "Is about"),
        LinkKind.ATTENDS: pgettext("of a link in the chain", "Has met at"),
        LinkKind.OWNS: pgettext("of a link in the chain", "Owns"),
        LinkKind.CONTRIBUTES: pgettext("of a link in the chain", "Contributes to"),
        LinkKind.PARTY_TO: pgettext("of a link in the chain", "Party to"),
        LinkKind.SHAPES: pgettext("of a link in the chain", "Is to shape"),
        LinkKind.MAKES: pgettext("of a link in the chain", "Has promised"),
    }
    return names[kind]


def incoming_link_name(kind: LinkKind) -> str:
    """Return the name of a link from another node to this one, for links that are not steps of the chain."""
    names = {
        LinkKind.REPLACES: pgettext("of a link in the chain", "Replaced by"),
        LinkKind.PART_OF: pgettext("of a link in the chain", "Has these parts"),
        LinkKind.SERVES: pgettext("of a link in the chain", "Served by"),
        LinkKind.SETS: pgettext("of a link in the chain", "Set by"),
        LinkKind.CARRIES: pgettext("of a link in the chain", "Committees that work on it"),
        LinkKind.GIVES: pgettext("of a link in the chain", "Given by"),
        LinkKind.HOLDS: pgettext("of a link in the chain", "Held by"),
        LinkKind.ANSWERS_FOR: pgettext("of a link in the chain", "Responsible"),
        LinkKind.JUDGES: pgettext("of a link in the chain", "Judged by"),
        LinkKind.TAKES: pgettext("of a link in the chain", "Decided by"),
        LinkKind.ABOUT: pgettext("of a link in the chain", "Decided or met about in"),
        LinkKind.ATTENDS: pgettext("of a link in the chain", "Attended by"),
        LinkKind.OWNS: pgettext("of a link in the chain", "Owned by"),
        LinkKind.CONTRIBUTES: pgettext("of a link in the chain", "Contributed to by"),
        LinkKind.PARTY_TO: pgettext("of a link in the chain", "Agreed by"),
        LinkKind.SHAPES: pgettext("of a link in the chain", "Shaped by"),
        LinkKind.MAKES: pgettext("of a link in the chain", "Promised by"),
    }
    return names[kind]


BROWSERS = {
    "Edg": "Edge",
    "OPR": "Opera",
    "Firefox": "Firefox",
    "FxiOS": "Firefox",
    "Chrome": "Chrome",
    "CriOS": "Chrome",
}
"""What browsers call themselves, and what people call them. The first that fits: Edge and Opera also give Chrome."""
SYSTEMS = {
    "Android": "Android",
    "iPhone": "iPhone",
    "iPad": "iPad",
    "Windows": "Windows",
    "Macintosh": "Mac",
    "CrOS": "Chromebook",
    "Linux": "Linux",
}
"""What browsers call the system they run on. The first that fits: Android also gives Linux."""


def browser_name(user_agent: str) -> str:
    """Return what people call a browser, such as “Firefox, Windows”; its own words where they are of no kind known."""
    browser = next((name for token, name in BROWSERS.items() if f"{token}/" in user_agent), "")
    browser = browser or ("Safari" if "Safari/" in user_agent else "")
    system = next((name for token, name in SYSTEMS.items() if token in user_agent), "")
    return f"{browser}, {system}" if browser and system else browser or user_agent
