"""The migrations match the models, and do the same however the records change later."""

import ast
import re

import pytest
from django.apps import apps
from django.core.management import call_command

from tools.repository import ROOT

PRESENT = re.compile(r"kobling\.records\b|\.(bodies|kinds|queries|actions)$")
"""What follows the present records; a migration holds a copy of what it needs as it was."""
FROZEN = {("0003_carry_over", "kobling.rooms.audit.queries")}
"""What a migration takes from there and stays as it is: the digest of the audit trail, by which entries are checked."""


@pytest.mark.django_db
def test_every_migration_is_made():
    """Mend with: DJANGO_SETTINGS_MODULE=kobling.config.settings python -m django makemigrations."""
    call_command("makemigrations", check=True, dry_run=True, verbosity=3)


def test_no_migration_reads_the_present_records():
    """Otherwise a kind that is taken out, or a new shape, would break the upgrade of an older database."""
    files = sorted(ROOT.glob("src/kobling/rooms/*/migrations/0*.py"))
    found = {
        (file.stem, node.module)
        for file in files
        for node in ast.walk(ast.parse(file.read_text("utf-8")))
        if isinstance(node, ast.ImportFrom) and node.module and PRESENT.search(node.module)
    }

    assert files
    assert found == FROZEN


def test_no_constraint_or_index_has_the_name_of_a_table():
    """PostgreSQL keeps an index for each constraint, among the tables."""
    models = apps.get_models()
    named = [one.name for model in models for one in (*model._meta.constraints, *model._meta.indexes)]

    assert named
    assert not {model._meta.db_table for model in models} & set(named)
