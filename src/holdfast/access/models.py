"""Accounts that sign in. What they may do comes from their posts, not from flags here."""

from __future__ import annotations

from django.contrib.auth.models import AbstractUser
from django.db import models

from holdfast.core.ids import new_id


class User(AbstractUser):
    """An account. The person behind it is an agency's practitioner."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    first_name = None  # type: ignore[assignment]
    last_name = None  # type: ignore[assignment]
    display_name = models.CharField(max_length=200)

    def __str__(self) -> str:
        return self.display_name

    def get_full_name(self) -> str:
        """The name shown to colleagues."""
        return self.display_name

    def get_short_name(self) -> str:
        """The name shown to colleagues."""
        return self.display_name
