"""Faults of the database, and of what it holds."""

from collections.abc import Iterator
from datetime import timedelta

from django.db import DatabaseError, NotSupportedError, OperationalError, connection, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from kobling.cli.operation.doctor.faults import Fault
from kobling.cli.operation.doctor.machine_checks import embedded_file
from kobling.cli.operation.doctor.settings_checks import is_answered, not_answered
from kobling.cli.shared.database import is_there, pending_migrations, unknown_migrations
from kobling.records.rights import Role
from kobling.rooms.audit import queries as audit
from kobling.rooms.facts.trail import trail_fault
from kobling.rooms.municipality.queries import addresses
from kobling.rooms.people.queries import users
from kobling.rooms.releases.integrity import altered_releases
from kobling.web.shared.formats import format_timestamp
from kobling.web.staff.audit_words import trail_fault_sentence

CLOCK_TOLERANCE = timedelta(minutes=5)
LONG_TRANSACTION = timedelta(minutes=10)


def reachable() -> Iterator[Fault]:
    """Find a database that is missing, does not answer, or is too old."""
    if not is_there():
        found = _("There is no database yet: %(path)s") % {"path": connection.settings_dict["NAME"]}
        yield Fault("database-unreachable", found, _("Make one with: kobling setup"))
        return
    try:
        connection.ensure_connection()
        connection.check_database_version_supported()
    except NotSupportedError as error:
        remedy = _("Install a newer version of the database.")
        yield Fault("database-version", " ".join(str(error).split()), remedy)
    except DatabaseError as error:
        found = _("The database does not answer: %(trouble)s") % {"trouble": " ".join(str(error).split())[:300]}
        yield Fault("database-unreachable", found, _("Start it, or mend DATABASE_URL or KOBLING_HOME."))


def tables() -> Iterator[Fault]:
    """Find tables of an earlier or a later version."""
    if unknown := unknown_migrations():
        found = _("The database is of a newer Kobling: it has %(migration)s.") % {"migration": ".".join(unknown[0])}
        yield Fault("newer-database", found, _("Install that version again, or restore a backup from before."))
    elif pending := pending_migrations():
        found = _("The database lacks %(count)d steps of this version, the first of them %(migration)s.")
        yield Fault("migrations", found % {"count": len(pending), "migration": pending[0]}, _("Run: kobling upgrade"))


def locks() -> Iterator[Fault]:
    """Find a process that keeps others from writing."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT pid FROM pg_stat_activity WHERE datname = current_database() "
                "AND state LIKE 'idle in transaction%%' AND now() - xact_start > make_interval(secs => %s)",
                [LONG_TRANSACTION.total_seconds()],
            )
            for (pid,) in cursor.fetchall():
                found = _("Process %(pid)d of the database has left a transaction open for more than ten minutes.")
                remedy = _("End it with: SELECT pg_terminate_backend(%(pid)d)") % {"pid": pid}
                yield Fault("locked", found % {"pid": pid}, remedy)
        return
    try:
        with transaction.atomic():
            transaction.set_rollback(True)
    except OperationalError as error:
        found = _("Nothing could be written for five seconds: %(trouble)s") % {"trouble": error}
        yield Fault("locked", found, _("Wait for the command that is writing, or end it; then run this again."))


def file_contents() -> Iterator[Fault]:
    """Find an embedded database whose file is damaged."""
    if embedded_file() is None:
        return
    try:
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA quick_check(1)")
            (said,) = cursor.fetchone()
    except DatabaseError as error:
        said = str(error)
    if said != "ok":
        found = _("The file of the database is damaged: %(trouble)s") % {"trouble": " ".join(said.split())[:200]}
        yield Fault("damaged", found, _("Stop the server, and restore the newest backup."))


def clock() -> Iterator[Fault]:
    """Find a clock that is behind what has been recorded."""
    newest = audit.newest_moment()
    if newest is not None and newest > timezone.now() + CLOCK_TOLERANCE:
        found = _("The clock of this machine is behind: the newest entry of the audit trail is of %(moment)s.")
        remedy = _("Set the clock, and let it be set by itself (NTP).")
        yield Fault("clock", found % {"moment": format_timestamp(newest)}, remedy)


def trail() -> Iterator[Fault]:
    """Find entries and changes that were altered."""
    fault = trail_fault()
    if fault is not None:
        remedy = _("Keep the database as it is, find out who had access to it, and compare it with a backup.")
        yield Fault("audit", trail_fault_sentence(fault), remedy)


def releases() -> Iterator[Fault]:
    """Find releases that were altered."""
    for municipality, number in altered_releases():
        found = _("Release %(number)d of %(municipality)s does not match its checksum: it has been tampered with.")
        remedy = _("Keep the database as it is, find out who had access to it, and compare it with a backup.")
        yield Fault("release", found % {"number": number, "municipality": municipality}, remedy)


def municipality_hosts() -> Iterator[Fault]:
    """Find host names of municipalities that are not answered to."""
    for address in addresses():
        if address.host and not is_answered(address.host):
            yield not_answered(address.slug, address.host)


def accounts() -> Iterator[Fault]:
    """Find that there is no administrator, and accounts of the demonstration."""
    everyone = [account for account in users() if not account.closed and account.assignments]
    lasting = [account for account in everyone if not account.is_demo]
    if not any(one.role is Role.ADMINISTRATOR for account in lasting for one in account.assignments):
        found = _("There is no administrator, so nobody can be invited.")
        yield Fault(
            "no-administrator", found, _("Make one with: kobling user add NAME --role administrator"), "warning"
        )
    if demo := len(everyone) - len(lasting):
        found = _("%(count)d accounts of the demonstration are in the database; they sign in to kobling demo alone.")
        remedy = _(
            "Close them with: kobling user close NAME. kobling user list shows them; their names begin with demo."
        )
        yield Fault("demo-accounts", found % {"count": demo}, remedy, "warning")


CHECKS = (locks, clock, trail, releases, municipality_hosts, accounts)
"""Of a database that answers and has the tables of this version."""
