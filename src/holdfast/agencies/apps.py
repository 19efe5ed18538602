"""Django's handle on agencies."""

from django.apps import AppConfig


class AgenciesConfig(AppConfig):
    """Agencies, teams, practitioners, posts."""

    name = "holdfast.agencies"
    label = "agencies"

    def ready(self) -> None:
        """Tell access how a user becomes an actor."""
        from holdfast.agencies import selectors  # noqa: F401  (registers the resolver)
