"""Convening a conference, and everything before it is held (CPC-01, CPC-02, CPC-08, CPC-14; WT 4.67-4.74)."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.urls import reverse

from holdfast.access.door import fetch
from holdfast.access.middleware import ActorRequest
from holdfast.agencies.models import Practitioner
from holdfast.cases.conferences import actions
from holdfast.cases.conferences.chairing import chair_last_time, possible_chairs
from holdfast.cases.conferences.deciding import Invited
from holdfast.cases.conferences.forms import ArrangeForm, CancelForm, ConveneForm, InviteForm
from holdfast.cases.conferences.models import REVIEW, STEPS, Conference
from holdfast.cases.conferences.selectors import cases_of_conference
from holdfast.cases.conferences.suggesting import suggested
from holdfast.cases.models import Case
from holdfast.cases.pages import act_page, chosen
from holdfast.cases.plans.selectors import current_plans_of, family_cases
from holdfast.cases.selectors import edition_for
from holdfast.core.errors import OutOfSight

CASES = Case.objects.select_related("child", "authority", "worker__agency", "team")
CONFERENCES = Conference.objects.select_related("chair", "authority")


def kind_for(case: Case, has_plan: bool) -> str:
    """The kind most likely wanted: a review of the plan, pre-birth for an unborn child, else initial."""
    if has_plan:
        return REVIEW
    return "pre-birth" if case.child.is_unborn else "initial"


def convene(request: ActorRequest) -> HttpResponse:
    """Convene a conference for a child, brothers and sisters chosen beforehand (CPC-01, GEN-08; WT 4.66-4.68)."""
    case = fetch(CASES, request.GET.get("case", ""), "conference.convene", by=request.actor)
    cases = family_cases(case)
    plans = current_plans_of(one.pk for one in cases)
    kind = request.GET.get("kind", "")
    if kind not in STEPS:
        kind = kind_for(case, case.pk in plans)
    if kind == REVIEW:
        cases = [one for one in cases if one.pk in plans] or [case]
    edition = edition_for(case.authority_id)
    chairs = possible_chairs(case.authority_id, cases)
    people = suggested(cases)
    form = ConveneForm(
        request.POST or None,
        cases=cases,
        kind=kind,
        edition=edition,
        chairs=chairs,
        last_chair=chair_last_time(one.pk for one in cases),
        people=people,
    )

    def save() -> Conference:
        said = form.cleaned_data
        return actions.convene_conference(
            by=request.actor,
            kind=said["kind"],
            cases=chosen(cases, said.get("children")),
            planned_for=said["planned_for"],
            place=said["place"],
            chair=chair_of(said["chair"], chairs),
            purpose=said["purpose"],
            brought_forward=said.get("brought_forward", ""),
            invited=[people[key] for key in said["invited"]],
        )

    return act_page(
        request,
        form,
        save,
        title=f"Convene: {edition.step(STEPS[kind]).label.lower()}",
        intro=edition.step(STEPS[kind]).purpose,
        source=edition.step(STEPS[kind]).source,
        part="conference",
        cases=cases,
        back=reverse("children:child", kwargs={"pk": case.child_id}),
        done="The conference is convened. Those invited can see the child's record now.",
        to=Conference.get_absolute_url,
    )


def chair_of(key: str, chairs: list[Practitioner]) -> Practitioner | None:
    """The chair that was chosen."""
    return next((chair for chair in chairs if str(chair.pk) == key), None)


def _open(request: ActorRequest, pk: UUID, verb: str) -> tuple[Conference, list[Case]]:
    conference = fetch(CONFERENCES, pk, verb, by=request.actor)
    if conference.cancelled_at is not None:
        raise OutOfSight("The conference was called off")
    return conference, cases_of_conference(conference)


def arrange(request: ActorRequest, pk: UUID) -> HttpResponse:
    """Set the day, the place, the chair (WT 4.73, 4.90)."""
    conference, cases = _open(request, pk, "conference.convene")
    chairs = possible_chairs(conference.authority_id, cases)
    edition = edition_for(conference.authority_id, conference.convened_at)
    form = ArrangeForm(request.POST or None, conference=conference, chairs=chairs, edition=edition)

    def save() -> Conference:
        said = dict(form.cleaned_data)
        said["chair"] = chair_of(said["chair"], chairs)
        return actions.arrange_conference(by=request.actor, conference=conference, **said)

    return act_page(
        request,
        form,
        save,
        title="Day, place and chair",
        part="conference",
        cases=cases,
        back=conference.get_absolute_url(),
        done="The conference is arranged.",
    )


def cancel(request: ActorRequest, pk: UUID) -> HttpResponse:
    """Call a conference off, with the reason."""
    conference, cases = _open(request, pk, "conference.convene")
    form = CancelForm(request.POST or None)
    return act_page(
        request,
        form,
        lambda: actions.cancel_conference(by=request.actor, conference=conference, **form.cleaned_data),
        title="Call the conference off",
        intro="The clock that it was to meet goes on.",
        part="conference",
        cases=cases,
        back=conference.get_absolute_url(),
        done="The conference is called off.",
    )


def invite(request: ActorRequest, pk: UUID) -> HttpResponse:
    """Invite more people, each in a role and for a reason (CPC-02; WT 4.68)."""
    conference, cases = _open(request, pk, "conference.invite")
    rows = list(conference.invitations.all())
    there = {f"p-{row.practitioner_id}" for row in rows} | {f"f-{row.person_id}" for row in rows}
    people = {key: one for key, one in suggested(cases).items() if key not in there}
    edition = edition_for(conference.authority_id, conference.convened_at)
    form = InviteForm(request.POST or None, people=people, edition=edition, conference=conference)
    if not rows and "invited" in form.fields:
        form.fields["invited"].initial = list(people)  # a conference that an enquiry convened has invited nobody yet

    def save() -> bool:
        said = form.cleaned_data
        invited = [people[key] for key in said.get("invited", [])]
        if said["practitioner"] or said["name"].strip():
            invited.append(
                Invited(
                    role=said["role"],
                    name=said["name"].strip(),
                    reason=said["reason"],
                    practitioner=said["practitioner"],
                    agency_name=said["agency_name"],
                    direct_contact=said["direct_contact"],
                )
            )
        actions.invite(by=request.actor, conference=conference, invited=invited)
        return True

    return act_page(
        request,
        form,
        save,
        title="Invite",
        part="conference",
        cases=cases,
        back=conference.get_absolute_url(),
        done="Invited.",
    )
