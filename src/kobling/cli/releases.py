"""`kobling release …`: create, approve, revoke, list, show and verify releases."""

from datetime import datetime
from pathlib import Path

import click
from django.utils import timezone
from django.utils.translation import gettext as _

from kobling.cli.shared.accounts import acting_as
from kobling.cli.shared.options import (
    VISIBLE_TEXT,
    anyway_option,
    by_option,
    day_or_today,
    municipality_option,
    on_option,
    requested_municipality,
)
from kobling.cli.shared.text_table import text_table
from kobling.core.local_time import moment_in_calendar, moment_of
from kobling.records.base import Text
from kobling.rooms.audit.reasons import parse_reason
from kobling.rooms.findings.releases_with_chain import create_release
from kobling.rooms.people.queries import names as account_names
from kobling.rooms.publishing.actions import approve_release
from kobling.rooms.releases import actions, queries
from kobling.rooms.releases.queries import ReleaseSummary
from kobling.web.shared.formats import format_moment, format_timestamp
from kobling.web.shared.words.accounts import account_name


@click.group()
def release() -> None:
    """Freeze what is known into releases that the public can see."""


@release.command()
@municipality_option
@on_option
@click.option("--corrects", type=int, help="The number of the release this one corrects.")
@click.option("--reason", type=VISIBLE_TEXT, help="Why it is corrected, in Danish; shown to the public.")
@click.option("--reason-en", type=VISIBLE_TEXT, help="The same in English.")
@anyway_option
@by_option
def create(
    municipality: str | None,
    on: datetime | None,
    corrects: int | None,
    reason: str | None,
    reason_en: str | None,
    anyway: str | None,
    by: str,
) -> None:
    """Freeze what is known on a day as a draft."""
    with acting_as(by) as account:
        summary = create_release(
            municipality=requested_municipality(municipality),
            on=day_or_today(on),
            corrects=corrects,
            reason=_correction(reason, reason_en),
            by=account,
            at=timezone.now(),
            anyway=anyway,
        )
    click.echo(
        _("Draft %(number)d of %(municipality)s is made. Read it, then: kobling release approve %(number)d")
        % vars(summary)
    )
    click.echo(f"SHA-256 {summary.sha256}")


@release.command()
@click.argument("number", type=int)
@municipality_option
@click.option(
    "--embargo",
    type=click.DateTime(["%Y-%m-%dT%H:%M", "%Y-%m-%d", "%Y-%m-%dT%H:%M%z"]),
    help="Not public before, e.g. 2020-11-30T09:00 in Danish time, or 2020-11-30T09:00+01:00.",
)
@anyway_option
@by_option
def approve(number: int, municipality: str | None, embargo: datetime | None, anyway: str | None, by: str) -> None:
    """Approve draft NUMBER, so that it is public now or when the embargo ends."""
    with acting_as(by) as account:
        summary = approve_release(
            municipality=requested_municipality(municipality),
            number=number,
            embargo_until=_moment(embargo) if embargo else None,
            by=account,
            at=timezone.now(),
            anyway=anyway,
            alone=True,
        )
    click.echo(
        _("Release %(number)d of %(municipality)s is approved by %(approved_by)s.")
        % (vars(summary) | {"approved_by": account_name(summary.approved_by or "", account_names())})
    )
    if summary.embargo_until is None or summary.is_public(timezone.now()):
        click.echo(_("It is public now."))
    else:
        click.echo(
            _("It is under embargo, and public from %(moment)s.") % {"moment": format_moment(summary.embargo_until)}
        )


@release.command()
@click.argument("number", type=int)
@click.option("--reason", type=VISIBLE_TEXT, required=True, help="Why; kept in the audit.")
@municipality_option
@by_option
def revoke(number: int, reason: str, municipality: str | None, by: str) -> None:
    """Revoke the approval of release NUMBER while it is under embargo, so that it is a draft again."""
    with acting_as(by) as account:
        summary = actions.revoke(
            municipality=requested_municipality(municipality),
            number=number,
            reason=reason,
            by=account,
            at=timezone.now(),
        )
    click.echo(
        _("Release %(number)d of %(municipality)s is a draft again, and is not public before it is approved again.")
        % vars(summary)
    )


@release.command("list")
@municipality_option
def list_(municipality: str | None) -> None:
    """List the releases of a municipality."""
    summaries, names = queries.summaries(requested_municipality(municipality)), account_names()
    rows = [
        [
            str(summary.number),
            summary.as_of.isoformat(),
            _state_name(summary),
            account_name(summary.approved_by, names) if summary.approved_by else "",
            summary.sha256,
        ]
        for summary in summaries
    ]
    click.echo(text_table([_("No."), _("As of"), _("State"), _("Approved by"), "SHA-256"], rows))


@release.command()
@click.argument("number", type=int)
@municipality_option
@click.option("--out", type=click.Path(dir_okay=False, path_type=Path), help="Write the release to this file.")
def show(number: int, municipality: str | None, out: Path | None) -> None:
    """Print release NUMBER as JSON: the document, its checksum and who approved it."""
    document = queries.release(requested_municipality(municipality), number).model_dump_json(indent=1) + "\n"
    if out is None:
        click.echo(document, nl=False)
    else:
        out.write_text(document, "utf-8")


@release.command()
@click.argument("number", type=int)
@municipality_option
def verify(number: int, municipality: str | None) -> None:
    """Check that release NUMBER is the one its checksum was made of."""
    release_file = queries.release(requested_municipality(municipality), number)
    if not release_file.has_valid_checksum():
        raise click.ClickException(
            _("Release %(number)d does not match its checksum: it has been tampered with.") % {"number": number}
        )
    click.echo(_("Release %(number)d is unchanged: %(sha256)s") % {"number": number, "sha256": release_file.sha256})


def _correction(reason: str | None, reason_en: str | None) -> Text | None:
    """Return why a release corrects another; None where none is given. Raises NoReason."""
    if reason is None and reason_en is None:
        return None
    return Text(da=parse_reason(reason or ""), en=None if reason_en is None else parse_reason(reason_en))


def _moment(embargo: datetime) -> datetime:
    """Return the moment of --embargo, in Danish time unless it has an offset of its own. Raises as moment_of."""
    zone = timezone.get_current_timezone()
    return moment_of(embargo, zone) if embargo.tzinfo is None else moment_in_calendar(embargo, zone)


def _state_name(summary: ReleaseSummary) -> str:
    if summary.approved_at is None:
        return _("draft")
    if summary.embargo_until is None or summary.is_public(timezone.now()):
        return _("public")
    return _("under embargo until %(moment)s") % {"moment": format_timestamp(summary.embargo_until)}


COMMANDS = (release,)
