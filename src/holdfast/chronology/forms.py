"""How a chronology is narrowed."""

from __future__ import annotations

from typing import Any

from holdfast.web.forms import ChoiceField, DateField, HoldfastForm


class ChronologyFilter(HoldfastForm):
    """How the chronology is narrowed (REC-03)."""

    def __init__(
        self,
        *args: Any,
        kinds: list[tuple[str, str]],
        agencies: list[str],
        people: list[tuple[str, str]],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"] = ChoiceField(label="Kind", choices=[("", "Everything"), *kinds], required=False)
        self.fields["agency"] = ChoiceField(
            label="Agency", choices=[("", "Every agency"), *((name, name) for name in agencies)], required=False
        )
        if len(people) > 1:
            self.fields["person"] = ChoiceField(label="Child", choices=[("", "All"), *people], required=False)
        self.fields["since"] = DateField(label="From", required=False)
        self.fields["until"] = DateField(label="To", required=False)
