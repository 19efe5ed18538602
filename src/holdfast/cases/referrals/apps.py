"""Django's handle on referrals."""

from django.apps import AppConfig


class ReferralsConfig(AppConfig):
    """The front door: contacts and referrals."""

    name = "holdfast.cases.referrals"
    label = "referrals"

    def ready(self) -> None:
        """Put the front door, and a partner's own referrals, on the menu."""
        from holdfast.access.roles import CASE_STAFF, Role
        from holdfast.web.navigation import NavItem, register

        register(NavItem("Front door", "referrals:front_door", roles=CASE_STAFF | {Role.AUDITOR}, order=20))
        register(NavItem("My referrals", "referrals:own", roles={Role.PARTNER}, order=20))
