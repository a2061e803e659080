"""What a paper is of: a release or a draft, seen as its own pages show it, and what about."""

from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from django.utils.translation import gettext as _

from kobling.rooms.releases.release_file import ReleaseFile
from kobling.web.public.addresses import PATH_TEMPLATES, Route
from kobling.web.public.page_context import PageContext
from kobling.web.public.release_lookup import ReleaseLookup
from kobling.web.shared.formats import active_language, format_day
from kobling.web.shared.localization import LocalizedText, localize, localized_text

SubjectKind = Literal["front", "theme", "goal", "committee"]
"""The kinds of pages that there are papers of."""


@dataclass(frozen=True)
class Subject:
    """What a paper is about: the whole, a theme, a goal or a committee."""

    kind: SubjectKind
    key: str = ""
    """Empty for the whole."""


@dataclass(frozen=True)
class Edition:
    """The release, or the draft of one, whose pages a paper repeats."""

    release: ReleaseFile
    """With the notice of what is not public, where it is not."""
    is_draft: bool
    """Whether it is not public."""
    sha256: str = ""
    """The checksum of the release as it is stored; empty for a draft that is stored nowhere."""
    root: str = ""
    """The address of its pages on the web, with a slash at the end; empty where they are not public."""

    @cached_property
    def lookup(self) -> ReleaseLookup:
        """Its contents by key."""
        return ReleaseLookup(self.release)

    def page(self, subject: Subject) -> PageContext:
        """Return the context of the page of a subject, in the active language."""
        language = active_language()
        route = Route(subject.kind, subject.key, language)
        address = self.lookup.addresses.address_of(subject.kind, subject.key, language)
        return PageContext(lookup=self.lookup, route=route, address=address, root=self.root)

    def address_of(self, subject: Subject) -> str:
        """Return the address of a subject's page on the web; empty where it is not public."""
        if not self.root:
            return ""
        return self.root + self.lookup.addresses.address_of(subject.kind, subject.key, active_language())

    def origin(self) -> LocalizedText:
        """Return the municipality, the release and the day of its figures, in one line."""
        document = self.lookup.document
        values = {
            "name": localize(document.municipality.name),
            "number": document.number,
            "day": format_day(document.as_of),
        }
        if self.is_draft and not self.sha256:
            return localized_text(_("%(name)s. Figures as at %(day)s.") % values)
        return localized_text(_("%(name)s. Release %(number)s, figures as at %(day)s.") % values)

    def provenance(self, subject: Subject) -> tuple[LocalizedText, ...]:
        """Return where a paper is from: its release, what is to be known of it, its address and its checksum."""
        notice = self.lookup.document.municipality.notice
        address = self.address_of(subject)
        lines = [self.origin()]
        if notice:
            lines.append(localize(notice))
        if address:
            lines.append(localized_text(_("On the web: %(address)s") % {"address": address}))
        if self.sha256:
            lines.append(localized_text(_("Checksum of the release (SHA-256): %(sum)s") % {"sum": self.sha256}))
        return tuple(lines)

    def has(self, subject: Subject) -> bool:
        """Return whether there is a page of the subject."""
        known = {
            "front": {""},
            "theme": self.lookup.themes.keys(),
            "goal": self.lookup.goals.keys(),
            "committee": self.lookup.bodies.keys(),
        }
        return subject.key in known[subject.kind]


def subject_of(written: str) -> Subject | None:
    """Return the subject that an address names as `goal-a`, or `front`; None for anything else."""
    kind, _dash, key = written.partition("-")
    match kind:
        case "front" if not key:
            return Subject("front")
        case "theme" | "goal" | "committee" if key and kind in PATH_TEMPLATES:
            return Subject(kind, key)
        case _:
            return None
