"""Find which facts name which, in what is stored already."""

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

from kobling.rooms.facts.bodies import parse
from kobling.rooms.facts.kinds import KIND_NAMED
from kobling.records.references import references


def find_references(apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    database, reference = editor.connection.alias, apps.get_model("facts", "Reference")
    for fact in apps.get_model("facts", "Fact").objects.using(database).iterator():
        (record,) = parse(KIND_NAMED[fact.kind], [(fact.shape, fact.body)])
        named = dict.fromkeys((one.kind, one.key) for one in references(record))
        reference.objects.using(database).bulk_create(
            reference(municipality_id=fact.municipality_id, kind=fact.kind, key=fact.key, to_kind=kind, to_key=key)
            for kind, key in named
        )


class Migration(migrations.Migration):
    dependencies = [("facts", "0004_references")]
    operations = [migrations.RunPython(find_references, elidable=False)]
