"""`kobling demo | serve | site | verify-open-data`: serving and exporting the pages."""

from collections.abc import Iterator
from datetime import datetime
from functools import partial
from pathlib import Path

import click
from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _
from pydantic import ValidationError

from kobling.cli.shared.accounts import acting_as
from kobling.cli.shared.database import ensure_tables
from kobling.cli.shared.demo_mail import demo_mail
from kobling.cli.shared.options import (
    RootAddressType,
    accept_warnings_option,
    anyway_option,
    by_option,
    day_or_today,
    municipality_option,
    on_option,
    requested_municipality,
)
from kobling.cli.shared.text_table import text_table
from kobling.cli.shared.web_server import check_port, run_server
from kobling.cli.users import renew_demo_users
from kobling.records.base import AccountKey
from kobling.rooms.findings.actions import inspect
from kobling.rooms.findings.releases_with_chain import create_release
from kobling.rooms.folder.actions import Acceptance, import_facts
from kobling.rooms.folder.checks.warnings.run import find_warnings
from kobling.rooms.folder.queries import kept_goals
from kobling.rooms.folder.reader import read_contents
from kobling.rooms.municipality import queries as municipalities
from kobling.rooms.publishing.actions import approve_release
from kobling.rooms.releases import queries
from kobling.rooms.releases.release_file import ReleaseFile
from kobling.web.opendata.verify import verify
from kobling.web.public.addresses import site_url
from kobling.web.public.export import export
from kobling.web.public.page_context import NewerRelease
from kobling.web.public.site import Site
from kobling.web.shared.formats import format_moment

FOLDER_TYPE = click.Path(exists=True, path_type=Path)
DAY_TYPE = click.DateTime(["%Y-%m-%d"])
host_option = click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen on.")
port_option = click.option("--port", default=8000, show_default=True, type=click.IntRange(1, 65535))


@click.command()
@click.argument("folder", type=FOLDER_TYPE)
@on_option
@click.option(
    "--beside",
    type=(FOLDER_TYPE, DAY_TYPE),
    metavar="FOLDER DAY",
    multiple=True,
    help="Show another folder too, as judged on a day of its own.",
)
@host_option
@port_option
@accept_warnings_option
@anyway_option
@by_option
def demo(
    folder: Path,
    on: datetime | None,
    beside: tuple[tuple[Path, datetime], ...],
    host: str,
    port: int,
    accept_warnings: bool,  # noqa: FBT001  (click hands a flag over like this)
    anyway: str | None,
    by: str,
) -> None:
    """Import FOLDER, make and approve a release of it, and serve it in the browser."""
    check_port(host, port)
    acceptance = Acceptance(anyway or "") if accept_warnings else None
    ensure_tables()
    with acting_as(by) as account:
        slugs = [
            import_and_release(path, on=as_of, by=account, acceptance=acceptance, anyway=anyway)
            for path, as_of in ((folder, on), *beside)
        ]
        (name, password), *others = renew_demo_users(by=account).items()
    for slug in slugs:
        click.echo(
            _("Open http://localhost:%(port)d/%(slug)s/ in a browser. Stop with Ctrl-C.") % {"port": port, "slug": slug}
        )
    click.echo(
        _("Working pages: http://localhost:%(port)d/arbejde/ – sign in as %(name)s with the password %(password)s")
        % {"port": port, "name": name, "password": password}
    )
    click.echo(_("Or as one of these, to see what each role may do:"))
    click.echo(text_table([_("Name"), _("Password")], [list(other) for other in others]))
    settings.DEMO = True
    with demo_mail(port) as mailbox:
        if mailbox:
            click.echo(_("Mails are not sent, but shown at %(address)s") % {"address": mailbox})
        run_server(host, port, workers=1)


def import_and_release(
    folder: Path, *, on: datetime | None, by: AccountKey, acceptance: Acceptance | None, anyway: str | None
) -> str:
    """Import a folder, approve a release of it where anything changed, and return the municipality's slug.

    Raises FolderError, and UnacceptedWarnings where something is unlikely and not accepted.
    """
    click.echo(_("Reading %(folder)s …") % {"folder": folder})
    contents = read_contents(folder)
    facts = contents.facts
    kept = kept_goals(facts.municipality.code)
    warnings = find_warnings(facts, today=timezone.localdate(), locations=contents.locations, kept=kept)
    now = timezone.now()
    imported = import_facts(
        facts=facts,
        by=by,
        at=now,
        began_at=contents.revision,
        warnings=warnings,
        acceptance=acceptance,
        locations=contents.locations,
    )
    slug = municipalities.slug_of(facts.municipality.code)
    newest = queries.newest_approved(slug)
    if imported.differences or newest is None or newest.as_of != day_or_today(on):
        click.echo(_("Making and approving a release as of %(day)s …") % {"day": day_or_today(on).isoformat()})
        draft = create_release(municipality=slug, on=day_or_today(on), by=by, at=now, anyway=anyway)
        approve_release(municipality=slug, number=draft.number, embargo_until=None, by=by, at=now, alone=True)
        inspect(municipality=slug, on=min(day_or_today(on), timezone.localdate(now)), by=by, at=now)
    return slug


@click.command()
@host_option
@port_option
@click.option("--workers", default=2, show_default=True, type=click.IntRange(1, 64))
def serve(host: str, port: int, workers: int) -> None:
    """Serve the public pages and the open data."""
    ensure_tables()
    click.echo(_("Serving on http://%(host)s:%(port)d/ — stop with Ctrl-C.") % {"host": host, "port": port})
    run_server(host, port, workers=workers)


@click.command()
@click.argument("release")
@click.option("--out", required=True, type=click.Path(file_okay=False, path_type=Path), help="The folder to write to.")
@click.option("--all-releases", is_flag=True, help="Write the pages of the earlier releases too, as they were.")
@click.option(
    "--address",
    type=RootAddressType(),
    help="Where the pages will lie on the web; needed for sitemap.xml and for pictures where links are shared.",
)
@municipality_option
def site(release: str, out: Path, municipality: str | None, *, all_releases: bool, address: str | None) -> None:
    """Write the public pages of RELEASE, a number or a file, to a folder that any web server can serve."""
    if all_releases and not release.isdecimal():
        raise click.UsageError(_("--all-releases needs the number of a stored release, not a file."))
    is_stored = release.isdecimal()
    release_file = (
        queries.release(requested_municipality(municipality), int(release))
        if is_stored
        else _read_release(Path(release))
    )
    _warn_if_not_public(release_file)
    newest = Site(
        release_file,
        has_earlier=all_releases,
        earlier=partial(queries.unread_earlier_releases, release_file.document) if is_stored else tuple,
        root=address or _root_url(release_file, is_stored=is_stored),
    )
    earlier = tuple(_earlier_sites(newest)) if all_releases else ()
    count = export(newest, out, earlier=earlier)
    if not newest.root:
        click.echo(_("There is no sitemap.xml: it needs the address of the pages, given with --address."), err=True)
    click.echo(_("%(count)d files are in %(out)s.") % {"count": count, "out": out})


def _root_url(release_file: ReleaseFile, *, is_stored: bool) -> str:
    """Return where the pages lie: at the municipality's own host, or below KOBLING_ADDRESS; empty without both."""
    slug, number = release_file.document.municipality.slug, release_file.document.number
    hosts = (summary.host for summary in queries.summaries(slug) if summary.number == number) if is_stored else ()
    return site_url(slug, host=next(iter(hosts), None), server=settings.PUBLIC_ADDRESS)


def _earlier_sites(newest: Site) -> Iterator[Site]:
    """Yield the sites of the releases that a release names as earlier: those that were public before it."""
    document = newest.release.document
    newer = NewerRelease(document.number, document.as_of, newest.page_addresses)
    for earlier in queries.earlier_releases(document):
        yield Site(earlier, newer=newer, has_earlier=True, root=newest.root)


def _warn_if_not_public(release_file: ReleaseFile) -> None:
    """Print a warning where the public may not see the release yet."""
    until = release_file.embargo_until
    if release_file.approved_at is None:
        click.echo(
            _("This is a draft that is not approved: do not put the files where the public can read them."), err=True
        )
    elif until is not None and until > timezone.now():
        click.echo(
            _(
                "This release is under embargo until %(moment)s: do not put the files where the public can read them "
                "before."
            )
            % {"moment": format_moment(until)},
            err=True,
        )


def _read_release(path: Path) -> ReleaseFile:
    try:
        release_file = ReleaseFile.model_validate_json(path.read_bytes())
    except OSError as error:
        raise click.ClickException(
            _("%(path)s cannot be read: %(trouble)s") % {"path": path, "trouble": error.strerror}
        ) from error
    except ValidationError as error:
        raise click.ClickException(
            _("%(path)s is not a release. Write one with: kobling release show NUMBER --out FILE") % {"path": path}
        ) from error
    if not release_file.has_valid_checksum():
        raise click.ClickException(_("%(path)s does not match its checksum: it has been changed.") % {"path": path})
    return release_file


@click.command("verify-open-data")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
def verify_open_data(file: Path) -> None:
    """Compute every status in a downloaded FILE (data/release.json) again, and show whether they agree."""
    verification = verify(file.read_bytes())
    click.echo(verification)
    if not verification.agrees:
        raise click.exceptions.Exit(1)


COMMANDS = (demo, serve, site, verify_open_data)
