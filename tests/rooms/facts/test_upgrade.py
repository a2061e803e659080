"""A database of the version before is carried over: an export afterwards equals one before, and nothing is lost."""

import re
import secrets
from contextlib import contextmanager
from datetime import date

import pytest
from django.db import connection, connections
from django.db.migrations.executor import MigrationExecutor
from django.test.utils import override_settings
from django.utils import timezone
from hypothesis import HealthCheck, Phase, given

from kobling.records.rights import Role
from kobling.rooms.audit.queries import entries, first_broken_entry
from kobling.rooms.facts import history, integrity, queries
from kobling.rooms.folder.reader import read_folder
from kobling.rooms.municipality.queries import pk_of
from kobling.rooms.people.queries import users
from kobling.rooms.people.records import Assignment
from tests.laws import examples
from tests.rooms import small, strategies
from tests.rooms.facts.test_storage import check_references
from tests.rooms.processes import on_server
from tools.repository import ROOT

BEFORE = [
    ("agreements", "0001_initial"),
    ("audit", "0002_append_only"),
    ("budget", "0001_initial"),
    ("chain", "0004_wanted"),
    ("council", "0001_initial"),
    ("indicators", "0007_decimals_as_figures_have"),
    ("initiatives", "0002_endings"),
    ("municipality", "0006_municipality_synonyms"),
    ("people", "0001_initial"),
    ("registers", "0002_append_only"),
]
"""The newest migrations of the last version without change sets."""
TABLES = {
    "terms": ("municipality", "Term"),
    "bodies": ("municipality", "Body"),
    "units": ("municipality", "Unit"),
    "leaders": ("municipality", "Leader"),
    "sources": ("municipality", "Source"),
    "visions": ("chain", "Vision"),
    "themes": ("chain", "Theme"),
    "stories": ("chain", "Story"),
    "decisions": ("council", "TakenDecision"),
    "priorities": ("council", "Priority"),
    "joint_meetings": ("council", "JointMeeting"),
    "policies": ("council", "Policy"),
    "tracks": ("budget", "Track"),
    "agreements": ("agreements", "Agreement"),
    "commitments": ("agreements", "Commitment"),
    "initiatives": ("initiatives", "Initiative"),
    "indicators": ("indicators", "Indicator"),
    "goals": ("chain", "Goal"),
    "budgets": ("budget", "Budget"),
    "measurements": ("indicators", "Measurement"),
    "drawings": ("registers", "Drawing"),
}
PARTS = {
    ("chain", "Goal", "wordings"): ("chain", "Wording"),
    ("chain", "Goal", "targets"): ("chain", "Target"),
    ("budget", "Budget", "lines"): ("budget", "BudgetLine"),
}
"""The lists in a fact that had a table of their own."""
KEY = re.compile("k[2-9a-z]{7}")
OTHER = "before"
"""The alias of the database that is carried over."""

pytestmark = pytest.mark.database


class ToTheOther:
    """Routes every query to the database that is carried over."""

    def db_for_read(self, model, **hints):
        return OTHER

    db_for_write = db_for_read


def plain(value):
    """A value as the former tables held it: texts and lists as JSON values, dates as dates."""
    if isinstance(value, dict):
        return {name: text_of(inner) for name, inner in value.items()}
    return [text_of(inner) for inner in value] if isinstance(value, list | tuple) else value


def text_of(value):
    value = plain(value)
    return value.isoformat() if hasattr(value, "isoformat") else value


def as_before(apps, facts):
    """Facts without the fields and kinds that have come since: there was no column or table for them."""
    lists = {
        name: tuple(_as_before(apps, one, table) for one in getattr(facts, name)) for name, table in TABLES.items()
    }
    later = dict.fromkeys(type(facts).model_fields.keys() - TABLES.keys() - {"municipality"}, ())
    here = _as_before(apps, facts.municipality, ("municipality", "Municipality"))
    return facts.model_copy(update=lists | later | {"municipality": here})


def _as_before(apps, record, table):
    names = {field.name for field in apps.get_model(*table)._meta.get_fields()}
    values = {}
    for name, field in type(record).model_fields.items():
        if (*table, name) in PARTS:
            values[name] = tuple(_as_before(apps, part, PARTS[*table, name]) for part in getattr(record, name))
        elif name not in names:
            values[name] = field.get_default(call_default_factory=True)
    return record.model_copy(update=values)


def columns(apps, table, record, *left_out):
    names = {field.name for field in apps.get_model(*table)._meta.get_fields()}
    return {name: plain(value) for name, value in record.model_dump(include=names - set(left_out)).items()}


def insert(apps, facts):
    """Store facts as the version before did."""

    def rows(room, table):
        return apps.get_model(room, table).objects.using(OTHER)

    def of_parent(table, record, **more):
        return rows(*table).create(**columns(apps, table, record), **more)

    here = of_parent(("municipality", "Municipality"), facts.municipality)
    of = {"municipality": here}
    for name in TABLES.keys() - {"measurements", "drawings"}:
        table = TABLES[name]
        parts = {field: part for (*owner, field), part in PARTS.items() if tuple(owner) == table}
        for order, record in enumerate(getattr(facts, name)):
            row = of_parent(table, record, **of, order=order)
            for field, part in parts.items():
                for place, inner in enumerate(getattr(record, field)):
                    of_parent(part, inner, order=place, **{table[1].lower(): row})
    indicators = {row.key: row for row in rows("indicators", "Indicator").filter(municipality=here)}
    figure, drawing = apps.get_model("indicators", "Measurement"), apps.get_model("registers", "Drawing")
    rows("indicators", "Measurement").bulk_create(
        figure(
            indicator=indicators[one.indicator],
            **columns(apps, TABLES["measurements"], one, "indicator", "area", "part"),
            area=one.area or "",
            part=one.part or "",
        )
        for one in facts.measurements
    )
    rows("registers", "Drawing").bulk_create(
        drawing(**of, **columns(apps, TABLES["drawings"], one)) for one in facts.drawings
    )


@contextmanager
def database(name, template=None):
    """A database under the alias `before`, empty or a copy of another."""
    if connection.vendor == "postgresql":
        on_server(f"CREATE DATABASE {name}" + (f" TEMPLATE {template}" if template else ""))
    elif template:
        name.write_bytes(template.read_bytes())
    connections.databases[OTHER] = connection.settings_dict | {"NAME": str(name)}
    try:
        with override_settings(DATABASE_ROUTERS=[f"{__name__}.ToTheOther"]):
            yield connections[OTHER]
    finally:
        connections[OTHER].close()
        del connections[OTHER]
        del connections.databases[OTHER]


@pytest.fixture(scope="module")
def template(tmp_path_factory, django_db_blocker):
    """A database with the tables of the version before, and no rows."""
    name = f"before_{secrets.token_hex(4)}"
    name = name if connection.vendor == "postgresql" else tmp_path_factory.mktemp("before") / f"{name}.sqlite3"
    with django_db_blocker.unblock():
        with database(name) as before:
            MigrationExecutor(before).migrate(BEFORE)
            if before.vendor == "sqlite":
                with before.cursor() as cursor:
                    cursor.execute("PRAGMA journal_mode=DELETE")
        yield name
        if connection.vendor == "postgresql":
            on_server(f"DROP DATABASE {name}")


@contextmanager
def carried_over(template, folder, every, fill=None):
    """The database of these municipalities after the upgrade, and their facts as they could be stored before it."""
    name = f"after_{secrets.token_hex(4)}"
    name = name if connection.vendor == "postgresql" else folder / f"{name}.sqlite3"
    with database(name, template) as before:
        executor = MigrationExecutor(before)
        apps = executor.loader.project_state(BEFORE).apps
        stored = [as_before(apps, facts) for facts in every]
        for facts in stored:
            insert(apps, facts)
        if fill:
            fill(apps)
        executor.loader.build_graph()
        executor.migrate(executor.loader.graph.leaf_nodes())
        yield stored
    if connection.vendor == "postgresql":
        on_server(f"DROP DATABASE {name}")


def check_nothing_is_lost(every):
    for facts in every:
        pk = pk_of(facts.municipality.code)
        assert queries.facts_of(pk) == facts
        assert queries.facts_at(pk, 1) == facts
        assert [(one.number, one.origin, one.by) for one in history.change_sets(pk)] == [(1, "upgrade", "kobling")]
        assert integrity.first_broken_change_set(pk) is None
        check_references(pk)
    assert [entry.action for entry in entries()] == ["upgrade"] * len(every)
    assert first_broken_entry() is None


def test_the_examples_are_carried_over(template, tmp_path, django_db_blocker):
    every = [read_folder(ROOT / "examples" / name) for name in ("viborg", "kaedekoebing")]

    with django_db_blocker.unblock(), carried_over(template, tmp_path, every) as stored:
        check_nothing_is_lost(stored)


@given(strategies.facts())
@examples(3, suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture], phases=[Phase.generate])
def test_any_municipality_is_carried_over(template, tmp_path_factory, django_db_blocker, facts):
    folder = tmp_path_factory.mktemp("any")

    with django_db_blocker.unblock(), carried_over(template, folder, [facts]) as stored:
        check_nothing_is_lost(stored)


def test_the_day_before_the_upgrade_is_not_known(template, tmp_path, django_db_blocker):
    with django_db_blocker.unblock(), carried_over(template, tmp_path, [small.facts()]):
        with pytest.raises(queries.NotKnownThen) as refused:
            queries.municipality_facts_known_on("lilleby", date(2020, 1, 1))

        assert refused.value.first == timezone.localdate()


def test_every_account_gets_a_key_of_its_own_and_keeps_its_role(template, tmp_path, django_db_blocker):
    accounts = [("anna", "strategy", True), ("bo", "reader", False), ("åse", "analyst", True)]

    def add_accounts(apps):
        here = apps.get_model("municipality", "Municipality").objects.using(OTHER).get()
        for name, role, is_everywhere in accounts:
            apps.get_model("people", "User").objects.create(
                name=name,
                role=role,
                municipality_id=None if is_everywhere else here.pk,
                password="x",
                added=timezone.now(),
            )

    with django_db_blocker.unblock(), carried_over(template, tmp_path, [small.facts()], add_accounts):
        assert [(user.name, user.assignments) for user in users()] == [
            ("anna", (Assignment(Role.STRATEGY, None),)),
            ("bo", (Assignment(Role.READER, "lilleby"),)),
            ("åse", (Assignment(Role.ANALYST, None),)),
        ]
        assert len({user.key for user in users()}) == len(accounts)
        assert all(KEY.fullmatch(user.key) for user in users())
