"""The decision and the minutes go out (CPC-12; WT 4.82, 4.90)."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse

from holdfast.access.door import fetch
from holdfast.access.middleware import ActorRequest
from holdfast.cases.conferences import actions
from holdfast.cases.conferences.forms import SendForm
from holdfast.cases.conferences.holding_forms import people_choices
from holdfast.cases.conferences.models import Conference
from holdfast.cases.conferences.selectors import cases_of_conference, invitations_of
from holdfast.cases.pages import act_page

CONFERENCES = Conference.objects.select_related("chair", "authority")


def circulate(request: ActorRequest, pk: UUID) -> HttpResponse:
    """Record that the decision went to everybody invited (CPC-12; WT 4.82)."""
    conference = fetch(CONFERENCES, pk, "conference.circulate", by=request.actor)
    people = people_choices(invitations_of(conference))
    form = SendForm(request.POST or None, submit="Record that it went out", people=people)

    def save() -> Conference:
        said = form.cleaned_data
        withheld = {UUID(key): said["why_not"] for key in said.get("not_to", [])}
        return actions.circulate_decision(
            by=request.actor, conference=conference, how=said["how"], at=said["at"], withheld=withheld
        )

    return act_page(
        request,
        form,
        save,
        title="Send out the decision",
        intro="The decision, the category, the key worker and the core group go to everybody who was invited.",
        source="WT 4.82",
        part="conference",
        cases=cases_of_conference(conference),
        back=conference.get_absolute_url(),
        done="It is recorded to whom the decision went.",
    )


def minutes(request: ActorRequest, pk: UUID) -> HttpResponse:
    """Record that the minutes went out (CPC-12; WT 4.90)."""
    conference = fetch(CONFERENCES, pk, "conference.circulate", by=request.actor)
    form = SendForm(request.POST or None, submit="Record that they went out", people=())
    return act_page(
        request,
        form,
        lambda: actions.send_minutes(by=request.actor, conference=conference, **form.cleaned_data),
        title="Send out the minutes",
        intro="To all who were invited, except for any part from which they were kept out.",
        source="WT 4.90",
        part="conference",
        cases=cases_of_conference(conference),
        back=conference.get_absolute_url(),
        done="It is recorded to whom the minutes went.",
    )
