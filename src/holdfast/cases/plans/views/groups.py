"""Core groups on screen: members, meetings, the report to the review (CPP-02, CPP-07; WT 4.93-4.96, 4.113)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import cast
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from holdfast.access.door import fetch, may
from holdfast.access.middleware import ActorRequest
from holdfast.cases import rooms
from holdfast.cases.correcting import correction_page
from holdfast.cases.models import Case, OfCase
from holdfast.cases.pages import act_page, chosen, looked
from holdfast.cases.plans import actions
from holdfast.cases.plans.forms import CoreGroupForm, MembersForm, ReportForm, standing_forms, standings_from
from holdfast.cases.plans.models import ChildProtectionPlan, CoreGroupMeeting, CoreGroupMember
from holdfast.cases.plans.outline import Member, Standing
from holdfast.cases.plans.selectors import family_plans, outcomes_of
from holdfast.cases.plans.views.protection import PLANS, edition_of
from holdfast.cases.selectors import network_of
from holdfast.people.selectors import carers_of
from holdfast.web.forms import HoldfastForm, attempt


def as_member(row: CoreGroupMember) -> Member:
    """A member as the actions take them."""
    return Member(name=row.name, role=row.role, practitioner=row.practitioner, person=row.person)


def members_of(plans: Sequence[ChildProtectionPlan]) -> dict[str, Member]:
    """The members of plans' core groups, each once, by a key for the form."""
    rows = CoreGroupMember.objects.filter(plan__in=plans, to_at=None).select_related("practitioner__agency", "person")
    found: dict[object, tuple[str, Member]] = {}
    for row in rows:
        member = as_member(row)
        found.setdefault(member.key, (str(row.pk), member))
    return dict(found.values())


def said(member: Member) -> str:
    """A member in words."""
    return f"{member.called}, {member.practitioner.agency.name}" if member.practitioner else member.called


def members(request: ActorRequest, pk: UUID) -> HttpResponse:
    """Who belongs to the core group (CPP-02; WT 4.93)."""
    found = fetch(PLANS, pk, "core-group.change", by=request.actor)
    known = members_of([found])
    chosen_now = list(known)
    there = {member.key for member in known.values()}
    possible = [
        *(Member(practitioner=row.practitioner, role="professional") for row in network_of(found.case.child_id)),
        *(Member(person=carer.person, role="family-member") for carer in carers_of(found.case.child_id)),
    ]
    for place, member in enumerate(possible):
        if member.key not in there:
            there.add(member.key)
            known[f"new-{place}"] = member
    form = MembersForm(
        request.POST or None, choices=[(key, said(member)) for key, member in known.items()], chosen=chosen_now
    )

    def save() -> object:
        answers = form.cleaned_data
        wanted = [known[key] for key in answers["members"]]
        if answers["practitioner"]:
            wanted.append(Member(practitioner=answers["practitioner"], role="professional"))
        if answers["name"].strip():
            wanted.append(Member(name=answers["name"].strip(), role="professional"))
        return actions.change_core_group(by=request.actor, plan=found, members=wanted)

    return act_page(
        request,
        form,
        save,
        title="Core group",
        part="core group",
        cases=[found.case],
        back=found.get_absolute_url(),
        done="The core group is saved.",
    )


def hold_core_group(request: ActorRequest, pk: UUID) -> HttpResponse:
    """Record a core group meeting, for brothers and sisters together (CPP-02, GEN-08; WT 4.95-4.96)."""
    found = fetch(PLANS, pk, "core-group.hold", by=request.actor)
    plans = family_plans(found)
    cases = [plan.case for plan in plans]
    looked(request, cases, "core group")
    known = members_of(plans)
    form = CoreGroupForm(
        request.POST or None,
        plans=plans,
        members=[(key, said(member)) for key, member in known.items()],
        edition=edition_of(found),
    )
    lines = outcomes_of(plan.pk for plan in plans)
    several = len(plans) > 1
    standings = standing_forms(
        request.POST or None,
        [(line, plan.case.child.name if several else "") for plan in plans for line in lines[plan.pk]],
    )
    if request.method == "POST" and all([form.is_valid(), *(one.is_valid() for one in standings)]):
        meeting = attempt(form, lambda: _record(request, form, plans, known, standings_from(standings)))
        if meeting is not None:
            messages.success(request, "The core group is recorded.")
            return redirect(meeting)
    context = {
        "form": form,
        "forms": [form, *standings],
        "standings": standings,
        "title": "Core group",
        "cases": cases,
        "back": found.get_absolute_url(),
        "source": "WT 4.95, 4.96",
    }
    return render(request, "plans/judged.html", context)


def _record(
    request: ActorRequest,
    form: HoldfastForm,
    plans: Sequence[ChildProtectionPlan],
    known: dict[str, Member],
    standings: Sequence[Standing],
) -> CoreGroupMeeting:
    answers = form.cleaned_data
    about: list[Case] = chosen([plan.case for plan in plans], answers.get("children"))
    ids = {case.pk for case in about}
    wanted = [plan for plan in plans if plan.case_id in ids]
    others = [Member(name=name.strip()) for name in answers["others"].split(",") if name.strip()]
    meeting = actions.hold_core_group(
        by=request.actor,
        plans=wanted,
        decided=answers["decided"],
        came=[*(known[key] for key in answers["came"]), *others],
        missing=[member for key, member in known.items() if key not in answers["came"]],
        held_at=answers["held_at"],
        notes={plan.pk: answers.get(f"note-{plan.pk}", "") for plan in wanted},
        standings=standings,
        place=answers["place"],
        plan_changes=answers["plan_changes"],
        core_assessment=answers["core_assessment"],
        next_meeting_on=answers["next_meeting_on"],
    )
    if answers["bring_forward"].strip():
        rooms.begin(
            "review-conference",
            by=request.actor,
            cases=about,
            at=answers["held_at"],
            brought_forward=answers["bring_forward"].strip(),
        )
    return meeting


def core_group(request: ActorRequest, pk: UUID) -> HttpResponse:
    """A core group meeting as prose (CPP-02; WT 4.96)."""
    meeting = fetch(
        CoreGroupMeeting.objects.select_related("written_by__agency", "authority"), pk, "plan.view", by=request.actor
    )
    entries = list(meeting.entries.select_related("case__child", "case__worker", "case__team", "plan"))
    cases = [entry.case for entry in entries]
    looked(request, cases, "core group")
    context = {
        "meeting": meeting,
        "entries": entries,
        "cases": cases,
        "may_correct": may("record.correct", by=request.actor, on=[meeting]),
        "attendance": list(meeting.attendance.select_related("practitioner__agency")),
    }
    return render(request, "plans/core_group.html", context)


def correct_core_group(request: ActorRequest, pk: UUID) -> HttpResponse:
    """Correct the note of a core group (REC-01; WT 4.131)."""
    meeting = fetch(CoreGroupMeeting.objects.select_related("authority"), pk, "record.correct", by=request.actor)
    entry = meeting.entries.select_related("case__child", "case__worker", "case__team").earliest("pk")
    return correction_page(
        request,
        cast(OfCase, meeting),  # it is about several children: the case is given apart
        ("place", "decided", "plan_changes", "core_assessment", "next_meeting_on"),
        title="Core group",
        back=meeting.get_absolute_url(),
        case=entry.case,
    )


def report(request: ActorRequest, pk: UUID) -> HttpResponse:
    """Write the core group's report to the review (CPP-07; WT 4.113)."""
    found = fetch(PLANS, pk, "plan.report", by=request.actor)
    looked(request, [found.case], "core group report")
    form = ReportForm(request.POST or None)
    standings = standing_forms(request.POST or None, [(line, "") for line in outcomes_of([found.pk])[found.pk]])
    if request.method == "POST" and all([form.is_valid(), *(one.is_valid() for one in standings)]):
        written = attempt(
            form,
            lambda: actions.report_to_review(
                by=request.actor, plan=found, standings=standings_from(standings), **form.cleaned_data
            ),
        )
        if written is not None:
            messages.success(request, "The report is recorded. The review conference reads it.")
            return redirect(found)
    context = {
        "form": form,
        "forms": [form, *standings],
        "standings": standings,
        "title": "The core group’s report to the review",
        "cases": [found.case],
        "back": found.get_absolute_url(),
        "source": "WT 4.113",
    }
    return render(request, "plans/judged.html", context)
