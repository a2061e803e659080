"""The migrations match the models."""

import pytest
from django.core.management import call_command


@pytest.mark.django_db
def test_every_migration_is_made():
    """Mend with: DJANGO_SETTINGS_MODULE=kobling.config.settings python -m django makemigrations."""
    call_command("makemigrations", check=True, dry_run=True, verbosity=3)
