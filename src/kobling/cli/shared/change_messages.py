"""Why a change of the facts is refused, in words: as errors of `import`, `changes` and `history`."""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kobling.cli.shared.differences import difference_lines, differing_parts
from kobling.cli.shared.record_names import record_name
from kobling.core.errors import KoblingError
from kobling.rooms.changes.actions import AlreadyUndone, ChangedSince, NothingBefore, NothingToUndo, PublishedSince
from kobling.rooms.changes.queries import NoSuchFact
from kobling.rooms.facts.bodies import WrittenByNewer
from kobling.rooms.facts.differences import Conflict
from kobling.rooms.facts.history import NoSuchChangeSet
from kobling.rooms.facts.kinds import KIND_NAMED
from kobling.rooms.facts.queries import NotKnownThen, NotKnownYet
from kobling.rooms.folder.actions import TakesBack, UnknownRevision
from kobling.rooms.folder.merging import ConflictingChanges
from kobling.web.shared.formats import format_day

MAX_LISTED = 40
"""How many lines, facts or fields an error lists; the rest is counted."""


def _listed(lines: Iterable[str]) -> str:
    every = list(lines)
    rest = len(every) - MAX_LISTED
    more = ["  " + _("and %(count)d more") % {"count": rest}] if rest > 0 else []
    return "\n".join([*(f"  {line}" for line in every[:MAX_LISTED]), *more])


def _takes_back(error: TakesBack) -> str:
    lines = "\n".join(f"  {line}" for line in difference_lines(error.differences, most=MAX_LISTED))
    return "\n".join(
        [
            _("The folder does not say from which state it was exported, and would take this back:"),
            lines,
            _(
                "Is that what you want, repeat the command with --replace. To keep what is newer, export to a new "
                "folder with kobling export, and make your changes there. Nothing was changed."
            ),
        ]
    )


def _unknown_revision(error: UnknownRevision) -> str:
    return _(
        "The folder was exported at change %(number)d of another Kobling, so it is not known what has changed since. "
        "Export anew with kobling export and make your changes there, or let the folder take back whatever differs "
        "from it: --replace"
    ) % {"number": error.number}


def _conflicting_changes(error: ConflictingChanges) -> str:
    return "\n".join(
        [
            ngettext(
                "%(count)d field was changed both in the folder and, since it was exported, here:",
                "%(count)d fields were changed both in the folder and, since it was exported, here:",
                len(error.conflicts),
            )
            % {"count": len(error.conflicts)},
            _listed(line for conflict in error.conflicts for line in _conflict_lines(conflict)),
            _(
                "Decide which value holds, and write it in the folder together with the others of a new export. "
                "Nothing was changed."
            ),
        ]
    )


def _conflict_lines(conflict: Conflict) -> Iterator[str]:
    """Yield a line for each part of the field that differs."""
    values = (conflict.base, conflict.present, conflict.incoming)
    for field, *parts in differing_parts(conflict.field, *values):
        shown = (json.dumps(part, ensure_ascii=False, default=str) for part in parts)
        where = f"{record_name(conflict.kind)} {conflict.key} {field}".strip()
        what = dict(zip(("base", "present", "incoming"), shown, strict=True))
        yield f"{where}: " + _("it was %(base)s, is %(present)s here and %(incoming)s in the folder") % what


def _no_such_change_set(error: NoSuchChangeSet) -> str:
    return _("There is no change number %(number)d; the newest is %(newest)d. See: kobling changes list") % vars(error)


def _changed_since(error: ChangedSince) -> str:
    return "\n".join(
        [
            _("Change %(number)d cannot be taken back. What it altered has been altered again since:")
            % {"number": error.number},
            _listed(map(_fact_name, error.names)),
            _("Take the later changes back first. See: kobling changes list"),
        ]
    )


def _fact_name(name: str) -> str:
    """Return `goal s1` in the active language; the name of a figure as it is."""
    kind, *key = name.split(" ")
    return " ".join((record_name(kind), *key)) if kind in KIND_NAMED and len(key) == 1 else name


def _not_known_yet(error: NotKnownYet) -> str:
    day = format_day(error.found)
    return _("%(found)s has not come yet, so it is not known what will be kept then.") % {"found": day}


def _not_known_then(error: NotKnownThen) -> str:
    days = {"found": format_day(error.found), "first": format_day(error.first)}
    return _("What was known on %(found)s is not kept: changes are kept from %(first)s on.") % days


def _no_such_fact(error: NoSuchFact) -> str:
    return _("Nothing (%(kind)s) is called %(found)s. There are: %(known)s.") % {
        "kind": record_name(error.kind),
        "found": error.found,
        "known": ", ".join(error.known),
    }


def _published_since(error: PublishedSince) -> str:
    return _(
        "Change %(number)d cannot be taken back: release %(release)d was made after it and is approved, and what has "
        "been published stays. Make a new change that says what is true now."
    ) % vars(error)


def _already_undone(error: AlreadyUndone) -> str:
    return _("Change %(number)d is taken back already, by change %(undone_by)d.") % vars(error)


def _nothing_before(error: NothingBefore) -> str:
    return _("Change %(number)d is the first: nothing would be left without it.") % vars(error)


def _nothing_to_undo(error: NothingToUndo) -> str:
    return _(
        "Change %(number)d altered no fact: it only recorded that a register was asked, or that warnings were "
        "accepted. That is never taken back."
    ) % vars(error)


def _written_by_newer(error: WrittenByNewer) -> str:
    return _(
        "What is kept of a fact (%(kind)s) was written by a newer version of Kobling than this one, which cannot read "
        "it. Use the newer version. Nothing was changed."
    ) % {"kind": record_name(error.kind) if error.kind in KIND_NAMED else error.kind}


CHANGE_MESSAGES: Mapping[type[KoblingError], Callable[[Any], str]] = {
    TakesBack: _takes_back,
    UnknownRevision: _unknown_revision,
    ConflictingChanges: _conflicting_changes,
    NoSuchChangeSet: _no_such_change_set,
    ChangedSince: _changed_since,
    PublishedSince: _published_since,
    AlreadyUndone: _already_undone,
    NothingBefore: _nothing_before,
    NothingToUndo: _nothing_to_undo,
    NotKnownThen: _not_known_then,
    NotKnownYet: _not_known_yet,
    NoSuchFact: _no_such_fact,
    WrittenByNewer: _written_by_newer,
}
