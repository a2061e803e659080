"""What people ask of each other: drafts and releases to approve, drafts sent back, findings and comments."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.utils import timezone

from kobling.records.base import AccountKey
from kobling.records.rights import Right
from kobling.rooms.change_drafts.permissions import may_read
from kobling.rooms.change_drafts.queries import open_drafts, waiting_change_drafts
from kobling.rooms.change_drafts.records import DraftHead
from kobling.rooms.changes.permissions import may_change
from kobling.rooms.comments.queries import Mention, open_mentions
from kobling.rooms.comments.records import CHANGE_DRAFT, RELEASE, Subject
from kobling.rooms.facts.permissions import Access
from kobling.rooms.facts.queries import municipality_record
from kobling.rooms.findings.queries import assigned_findings
from kobling.rooms.municipality.queries import pk_of
from kobling.rooms.people.permissions import has_right
from kobling.rooms.people.queries import stored_key
from kobling.rooms.people.records import User
from kobling.rooms.publishing.permissions import may_read_release
from kobling.rooms.releases.queries import ReleaseSummary, summaries
from kobling.rooms.todos.holders import Holders, Keys
from kobling.rooms.todos.matters import Matter
from kobling.rooms.todos.records import FINDING, Todo, TodoKind


@dataclass(frozen=True)
class WorkMatters:
    """Finds what waits in the drafts, releases, findings and comments of a municipality."""

    municipality: str
    """Its slug."""
    at: datetime
    holders: Holders

    def __iter__(self) -> Iterator[Matter]:
        """Yield what waits, by kind."""
        drafts = {draft.number: draft for draft in open_drafts(self.municipality)}
        yield from self._approvals()
        yield from self._sent_back(drafts)
        releases = {release.number: release for release in summaries(self.municipality)}
        yield from self._release_drafts(releases)
        yield from self._findings()
        for mention in open_mentions(self.municipality):
            yield from self._mention(mention, drafts, releases)

    def _approvals(self) -> Iterator[Matter]:
        groups = [
            (Access(alike[0], self.municipality), frozenset(user.key for user in alike))
            for alike in self.holders.alike(self.holders.having(Right.APPROVE_CHANGES))
        ]
        for draft in waiting_change_drafts(self.municipality):
            may = [keys for access, keys in groups if may_change(access, draft.edits)]
            accounts = frozenset[AccountKey]().union(*may) - {draft.author}
            yield _only(_of_draft(TodoKind.APPROVE_DRAFT, draft), accounts)

    def _sent_back(self, drafts: Mapping[int, DraftHead]) -> Iterator[Matter]:
        for draft in drafts.values():
            if draft.sent_back is not None:
                yield _only(_of_draft(TodoKind.DRAFT_SENT_BACK, draft), self._known(draft.author))

    def _release_drafts(self, releases: Mapping[int, ReleaseSummary]) -> Iterator[Matter]:
        drafts = [release for release in releases.values() if release.approved_at is None]
        alone = bool(drafts) and municipality_record(pk_of(self.municipality)).approve_alone
        for release in drafts:
            made_by = frozenset[AccountKey]() if alone else self._known(release.created_by)
            todo = _todo(TodoKind.APPROVE_RELEASE, Subject(RELEASE, str(release.number)), release.created_at)
            yield _only(todo, self.holders.having(Right.APPROVE_RELEASES) - made_by)

    def _findings(self) -> Iterator[Matter]:
        for given in assigned_findings(self.municipality):
            todo = Todo(
                TodoKind.FINDING,
                Subject(FINDING, str(given.number)),
                due=given.due,
                since=_day(given.at),
                finding=given.finding,
                note=given.note or "",
            )
            yield Matter(todo, self._known(given.account), lambda user: self._has(user, Right.ANSWER_FINDINGS))

    def _mention(
        self, mention: Mention, drafts: Mapping[int, DraftHead], releases: Mapping[int, ReleaseSummary]
    ) -> Iterator[Matter]:
        """Yield that an account is named in a comment, where it may read what that is on."""
        user, about = self.holders.accounts.get(stored_key(mention.account)), mention.about
        if user is None:
            return
        number = int(about.key) if about.key.isdecimal() else 0

        def may(reader: User) -> bool:
            access = Access(reader, self.municipality)
            if about.kind == CHANGE_DRAFT:
                return number in drafts and may_read(access, drafts[number])
            if about.kind == RELEASE:
                return number in releases and may_read_release(access, releases[number], self.at)
            return access.may(Right.READ)

        if may(user):
            todo = _todo(TodoKind.COMMENT, about, mention.at, str(mention.number))
            yield Matter(todo, frozenset({user.key}), may)

    def _has(self, user: User, right: Right) -> bool:
        return has_right(user, right, municipality=self.municipality)

    def _known(self, key: str) -> Keys:
        return frozenset({stored_key(key)} & self.holders.accounts.keys())


def _only(todo: Todo, accounts: Keys) -> Matter:
    """Return what none but these accounts may do."""
    return Matter(todo, accounts, lambda user: user.key in accounts)


def _of_draft(kind: TodoKind, draft: DraftHead) -> Todo:
    about = Subject(CHANGE_DRAFT, str(draft.number))
    return Todo(kind, about, due=None, since=_day(draft.events[-1].at), title=draft.title)


def _todo(kind: TodoKind, about: Subject, at: datetime, detail: str = "") -> Todo:
    return Todo(kind, about, due=None, since=_day(at), detail=detail)


def _day(at: datetime) -> date:
    return timezone.localdate(at)
