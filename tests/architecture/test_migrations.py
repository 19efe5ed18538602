"""What the models say is what the migrations make."""

from __future__ import annotations

import pytest
from django.core.management import call_command


@pytest.mark.django_db
def test_no_migration_is_missing() -> None:
    """A change to a model comes with its migration, triggers included."""
    call_command("makemigrations", check=True, dry_run=True, verbosity=1)
