"""The database itself refuses to change or remove a run, or what happened to a finding."""

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

TABLES = ("findings_run", "findings_event")


def freeze(apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    made = {"sqlite": _sqlite, "postgresql": _postgresql}[editor.connection.vendor]
    for statement in made():
        editor.execute(statement)


def _sqlite() -> list[str]:
    return [
        f"""CREATE TRIGGER {table}_no_{event.lower()} BEFORE {event} ON {table}
            BEGIN SELECT RAISE(ABORT, 'inspections are only added to'); END"""
        for table in TABLES
        for event in ("UPDATE", "DELETE")
    ]


def _postgresql() -> list[str]:
    refuse = """CREATE FUNCTION findings_refuse() RETURNS trigger LANGUAGE plpgsql AS
                $$ BEGIN RAISE EXCEPTION 'inspections are only added to'; END $$"""
    return [
        refuse,
        *(
            f"""CREATE TRIGGER {table}_frozen BEFORE UPDATE OR DELETE ON {table}
                FOR EACH ROW EXECUTE FUNCTION findings_refuse()"""
            for table in TABLES
        ),
    ]


class Migration(migrations.Migration):
    dependencies = [("findings", "0001_initial")]
    operations = [migrations.RunPython(freeze, elidable=False)]
