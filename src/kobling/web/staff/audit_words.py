"""What the audit trail keeps of actions, and whether it is whole, in words."""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop, ngettext

from kobling.rooms.facts.trail import TrailFault, TrailFaultKind
from kobling.web.shared.formats import format_timestamp

NAMES = {
    "add user": gettext_noop("add an account"),
    "invite user": gettext_noop("invite a user"),
    "accept invitation": gettext_noop("accept an invitation"),
    "link provider": gettext_noop("link a provider"),
    "unlink provider": gettext_noop("unlink a provider"),
    "set password": gettext_noop("set a password"),
    "add second factor": gettext_noop("add a second factor"),
    "remove second factor": gettext_noop("remove a second factor"),
    "remove second factors": gettext_noop("remove all second factors"),
    "end sessions": gettext_noop("sign out everywhere"),
    "assign role": gettext_noop("assign a role"),
    "withdraw role": gettext_noop("withdraw a role"),
    "take over roles": gettext_noop("take over roles from a provider"),
    "close user": gettext_noop("close an account"),
    "erase user": gettext_noop("erase an account"),
    "choose digest": gettext_noop("choose how often to get mail"),
    "choose address": gettext_noop("choose an address for mail"),
    "send message again": gettext_noop("send a message again"),
    "close message": gettext_noop("leave a message that was not sent"),
    "make calendar address": gettext_noop("make a calendar address"),
    "revoke calendar address": gettext_noop("revoke a calendar address"),
    "begin municipality": gettext_noop("begin a municipality"),
    "import": gettext_noop("import a folder"),
    "change": gettext_noop("change facts"),
    "undo change": gettext_noop("undo a change"),
    "define": gettext_noop("define what is fetched"),
    "draw": gettext_noop("fetch from a register"),
    "hand in figures": gettext_noop("hand in a file of figures"),
    "map figures": gettext_noop("say what the columns of a file are"),
    "replace figures": gettext_noop("hand in the next file of figures"),
    "add estimates": gettext_noop("add estimates of a survey"),
    "inspect": gettext_noop("inspect the chain"),
    "undo inspect": gettext_noop("undo an inspection"),
    "keep slide template": gettext_noop("hand in a template for slides"),
    "remove slide template": gettext_noop("remove the template for slides"),
    "answer": gettext_noop("answer a finding"),
    "assign finding": gettext_noop("give a finding to somebody"),
    "name deputy": gettext_noop("name a deputy"),
    "remove deputy": gettext_noop("take a deputy away"),
    "release.freeze": gettext_noop("make a draft of a release"),
    "release.approve": gettext_noop("approve a release"),
    "release.discard": gettext_noop("discard a draft of a release"),
    "release.revoke": gettext_noop("revoke an approval"),
    "release.name_reader": gettext_noop("name a reader of a release"),
    "release.remove_reader": gettext_noop("remove a reader of a release"),
    "release.read": gettext_noop("read a release under embargo"),
    "change draft created": gettext_noop("begin a change draft"),
    "change draft edited": gettext_noop("change a change draft"),
    "change draft shared": gettext_noop("share a change draft"),
    "change draft submitted": gettext_noop("send a change draft for approval"),
    "change draft sent_back": gettext_noop("send a change draft back"),
    "change draft approved": gettext_noop("approve a change draft"),
    "change draft applied": gettext_noop("apply a change draft"),
    "change draft withdrawn": gettext_noop("withdraw a change draft"),
    "comment.written": gettext_noop("write a comment"),
    "comment.edited": gettext_noop("write a comment anew"),
    "comment.deleted": gettext_noop("delete a comment"),
    "comment.settled": gettext_noop("settle a comment"),
    "comment.reopened": gettext_noop("take a comment up again"),
    "restore": gettext_noop("restore a backup"),
    "upgrade": gettext_noop("carry the facts over from an earlier version"),
}
"""By the name that audit entries keep: one stays here though nothing is recorded under it any more."""


DOUBTS = {
    "DayInFuture": gettext_noop("of a day in the future"),
    "EarlierDay": gettext_noop("of an earlier day than the newest public one"),
    "DiscardsDraft": gettext_noop("instead of a draft that waited"),
    "RevokesApproval": gettext_noop("instead of a release under embargo"),
    "EmbargoInPast": gettext_noop("the embargo had ended already"),
    "CorrectsNothing": gettext_noop("it says the same as the release that it corrects"),
}
"""What was unlikely to be meant by a release, by the name that audit entries keep."""


def action_name(action: str) -> str:
    """Return the name of an action as the audit keeps it, in the active language; itself where it has no words."""
    return _(NAMES[action]) if action in NAMES else action


def remark(details: dict[str, Any]) -> str:
    """Return what the details of an entry have of an embargo, of accepted warnings and of why, on one line."""
    remarks = []
    if details.get("embargo_until"):
        until = format_timestamp(datetime.fromisoformat(details["embargo_until"]))
        remarks.append(_("embargo until %(moment)s") % {"moment": until})
    if details.get("alone"):
        remarks.append(_("by the one who made it"))
    remarks += [_(DOUBTS[name]) for name in details.get("doubts", ())]
    if accepted := details.get("accepted") or len(details.get("accepted_warnings", ())):
        remarks.append(
            ngettext("%(count)d warning accepted", "%(count)d warnings accepted", accepted) % {"count": accepted}
        )
    why = details.get("anyway") or details.get("reason")
    if isinstance(why, str):
        remarks.append(" ".join(why.split()))
    return "; ".join(remarks)


def trail_fault_sentence(fault: TrailFault) -> str:
    """Return what is not as it was stored, as a sentence."""
    match fault.kind:
        case TrailFaultKind.ENTRY:
            return _("Entry %(number)d does not follow from the one before it.") % {"number": fault.number}
        case TrailFaultKind.CHANGE:
            return _("Change %(number)d of %(municipality)s is not as it was stored.") % {
                "number": fault.number,
                "municipality": fault.municipality,
            }
        case TrailFaultKind.LOST:
            return _("The change that entry %(number)d tells of is not stored.") % {"number": fault.number}


def whole_trail_sentence() -> str:
    """Return that everything is as it was stored."""
    return _("The trail is complete: no entry and no change of the facts has been altered.")
