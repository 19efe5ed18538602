"""Outcomes: one more, and how those there stand (GEN-02, CPP-03, CPP-07; WT 4.100, 4.113)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any
from uuid import UUID

from django.http import QueryDict

from holdfast.agencies.models import Practitioner
from holdfast.cases.plans.models import Progress
from holdfast.cases.plans.outline import Outline, PlannedAction, Standing
from holdfast.cases.plans.selectors import OutcomeLine
from holdfast.guidance import Edition
from holdfast.web.forms import ChoiceField, DateField, HoldfastForm, TextField


class OutcomeRow(HoldfastForm):
    """One more outcome and the first action towards it."""

    def __init__(self, *args: Any, edition: Edition, who: Sequence[str] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["outcome"] = TextField(
            label="What is to be different for the child?", missing="Say what is to be different for the child"
        )
        self.fields["need"] = TextField(label="Which need does it answer?", required=False)
        self.fields["area"] = ChoiceField(
            label="Which of the five outcomes?",
            choices=[("", "Not chosen"), *edition.choices("five-outcomes")],
            required=False,
        )
        self.fields["measure"] = TextField(label="How will one know?", required=False)
        self.fields["action"] = TextField(label="What will be done?", required=False)
        hint = f"Such as {', '.join(who)}." if who else ""
        self.fields["owner"] = TextField(label="Who does it?", required=False, hint=hint)
        self.fields["due_on"] = DateField(label="By when?", required=False)


def outlines_from(rows: Iterable[Mapping[str, Any]], practitioners: Iterable[Practitioner] = ()) -> list[Outline]:
    """Rows as the action takes them; an owner among the practitioners is known by name."""
    by_name = {one.name.casefold(): one for one in practitioners}
    found = []
    for row in rows:
        action, name = (row.get("action") or "").strip(), (row.get("owner") or "").strip()
        owner = by_name.get(name.casefold())
        planned = PlannedAction(action, owner, "" if owner else name, row.get("due_on"))
        found.append(
            Outline(
                outcome=row["outcome"],
                need=row.get("need") or "",
                area=row.get("area") or "",
                measure=row.get("measure") or "",
                due_on=row.get("due_on"),
                actions=(planned,) if action else (),
            )
        )
    return found


class StandingForm(HoldfastForm):
    """How one outcome stands: the child's own change. Left open where nobody judged it."""

    def __init__(self, *args: Any, line: OutcomeLine, child: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.line = line
        named = f" ({child})" if child else ""
        self.fields["stands"] = ChoiceField(
            label=f"{line.outcome.outcome}{named}",
            choices=[("", "Not judged"), *Progress.choices],
            required=False,
            hint=f"Last time: {line.stands.get_stands_display()}." if line.stands else "",
        )
        self.fields["evidence"] = TextField(label="What shows it?", required=False)


def standing_forms(data: QueryDict | None, lines: Iterable[tuple[OutcomeLine, str]]) -> list[StandingForm]:
    """A form for each outcome that stands, with the child's name where there are several."""
    current = [(line, child) for line, child in lines if line.outcome.dropped_at is None]
    return [StandingForm(data, prefix=f"stands-{line.outcome.pk}", line=line, child=child) for line, child in current]


def standings_from(forms: Iterable[StandingForm]) -> list[Standing]:
    """What was judged."""
    return [
        Standing(outcome_id(form), form.cleaned_data["stands"], form.cleaned_data["evidence"])
        for form in forms
        if form.cleaned_data.get("stands")
    ]


def outcome_id(form: StandingForm) -> UUID:
    """The outcome that a form judges."""
    key: UUID = form.line.outcome.pk
    return key
