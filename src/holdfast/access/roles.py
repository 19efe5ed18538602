"""Roles that people hold in an agency."""

from __future__ import annotations

from django.db import models


class Role(models.TextChoices):
    """What a post allows its holder to do (WT 2.9, 4.26, 4.32, 4.73, 4.92, 4.125)."""

    SOCIAL_WORKER = "social-worker", "Social worker"
    TEAM_MANAGER = "team-manager", "Team manager"
    SERVICE_MANAGER = "service-manager", "Service manager"
    CONFERENCE_CHAIR = "conference-chair", "Conference chair"
    CONFERENCE_ADMINISTRATOR = "conference-administrator", "Conference administrator"
    DESIGNATED_MANAGER = "designated-manager", "Designated manager"
    PARTNER = "partner-practitioner", "Partner practitioner"
    BOARD_OFFICER = "board-officer", "Board officer"
    AUDITOR = "auditor", "Auditor"
    SYSTEM_ADMINISTRATOR = "system-administrator", "System administrator"


SOCIAL_WORK = frozenset({Role.SOCIAL_WORKER, Role.TEAM_MANAGER, Role.SERVICE_MANAGER})
MANAGERS = frozenset({Role.TEAM_MANAGER, Role.SERVICE_MANAGER})
CONFERENCING = frozenset({Role.CONFERENCE_CHAIR, Role.CONFERENCE_ADMINISTRATOR})
CASE_STAFF = SOCIAL_WORK | CONFERENCING | {Role.DESIGNATED_MANAGER}
CASE_READERS = CASE_STAFF | {Role.PARTNER, Role.AUDITOR}
EVERYONE = frozenset(Role)
