"""The database itself refuses to change or remove a drawing or a raw answer."""

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

TABLES = ("registers_drawing", "registers_answer")


def freeze(apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    made = {"sqlite": _sqlite, "postgresql": _postgresql}[editor.connection.vendor]
    for statement in made():
        editor.execute(statement)


def _sqlite() -> list[str]:
    return [
        f"""CREATE TRIGGER {table}_no_{event.lower()} BEFORE {event} ON {table}
            BEGIN SELECT RAISE(ABORT, 'drawings are only added to'); END"""
        for table in TABLES
        for event in ("UPDATE", "DELETE")
    ]


def _postgresql() -> list[str]:
    refuse = """CREATE FUNCTION registers_refuse() RETURNS trigger LANGUAGE plpgsql AS
                $$ BEGIN RAISE EXCEPTION 'drawings are only added to'; END $$"""
    return [
        refuse,
        *(
            f"""CREATE TRIGGER {table}_frozen BEFORE UPDATE OR DELETE ON {table}
                FOR EACH ROW EXECUTE FUNCTION registers_refuse()"""
            for table in TABLES
        ),
    ]


class Migration(migrations.Migration):
    dependencies = [("registers", "0001_initial")]
    operations = [migrations.RunPython(freeze, elidable=False)]
