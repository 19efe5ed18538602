"""Pages of strategy discussions (STR-01..06)."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from holdfast.access.door import check, fetch, may
from holdfast.access.middleware import ActorRequest
from holdfast.agencies.models import AgencyKind, Practitioner
from holdfast.cases.correcting import correction_page
from holdfast.cases.models import Case, Decision, Involvement
from holdfast.cases.pages import act_page, looked
from holdfast.cases.selectors import actions_on, edition_for, information_on
from holdfast.cases.strategy import actions, selectors
from holdfast.cases.strategy.forms import (
    CirculateForm,
    DecideForm,
    InterviewForm,
    MoreForm,
    ParticipantForm,
    RecordForm,
    ReviewForm,
    ToDoForm,
)
from holdfast.cases.strategy.models import Participant, StrategyChild, StrategyDiscussion
from holdfast.core.errors import OutOfSight
from holdfast.core.time import local_date
from holdfast.guidance import Edition
from holdfast.ledger.selectors import corrections_of
from holdfast.people.models import Person
from holdfast.people.selectors import siblings_of
from holdfast.web.forms import Rows

DISCUSSIONS = StrategyDiscussion.objects.select_related("authority", "chair")


def open_cases(request: ActorRequest, verb: str) -> list[Case]:
    """The open cases of the children that the address names, each checked; siblings with open cases beside them."""
    keys = []
    for text in request.GET.getlist("child"):
        try:
            keys.append(UUID(text))
        except ValueError:
            continue
    named = Case.objects.filter(child_id__in=keys, authority_id=request.actor.authority_id, closed_at=None)
    if keys and not named:
        raise OutOfSight("There is no such record")
    family = set(keys)
    for child in Person.objects.filter(pk__in=keys):
        family |= {sibling.pk for sibling in siblings_of(child)}
    cases = Case.objects.filter(child_id__in=family, authority_id=request.actor.authority_id, closed_at=None)
    held = list(cases.select_related("child", "worker", "team", "authority"))
    check(verb, by=request.actor, on=held)
    return held


def known_practitioners(cases: list[Case], request: ActorRequest) -> QuerySet[Practitioner]:
    """Who may well take part: those who work with the children, police officers, the worker's own colleagues."""
    involved = Involvement.objects.filter(child_id__in=[case.child_id for case in cases], to_at=None)
    fits = Q(pk__in=involved.values("practitioner_id")) | Q(agency__kind=AgencyKind.POLICE)
    fits |= Q(agency_id=request.actor.agency_id)
    return Practitioner.objects.filter(fits).select_related("agency").order_by("agency__name", "name")


def _rows(request: ActorRequest, cases: list[Case], edition: Edition, *, me: bool) -> list[Rows]:
    known = known_practitioners(cases, request)
    begun: list[dict[str, Any]] = [
        {"role": "social-care", "practitioner": request.actor.practitioner_id},
        {"role": "police"},
    ]
    mine = begun if me else []
    people = Rows(
        request,
        ParticipantForm,
        prefix="participants",
        one="participant",
        initial=mine,
        form_kwargs={"edition": edition, "known": known},
    )
    todo = Rows(request, ToDoForm, prefix="todo", one="action", form_kwargs={"known": known})
    if me:
        return [people, todo]
    return [people, todo, Rows(request, InterviewForm, prefix="interviews", one="interview")]


def _told(rows: list[Rows]) -> dict[str, Any]:
    people, todo, *interviews = rows
    return {
        "participants": [actions.TookPart(**row) for row in people.values],
        "todo": [actions.ToDo(**row) for row in todo.values],
        "interviews": [actions.Interview(**row) for each in interviews for row in each.values],
    }


def new(request: ActorRequest) -> HttpResponse:
    """Record a discussion, typed once for brothers and sisters (STR-01..04; WT 4.41-4.44)."""
    check("strategy.begin", by=request.actor)
    cases = open_cases(request, "strategy.record")
    if not cases:
        raise OutOfSight("Begin from a child's page")
    edition = edition_for(request.actor.authority_id)
    form = RecordForm(request.POST or None, cases=cases, edition=edition)
    rows = _rows(request, cases, edition, me=True)

    def save() -> StrategyDiscussion:
        return actions.record_discussion(
            by=request.actor,
            cases=form.chosen_cases(),
            held_at=form.cleaned_data["held_at"],
            mode=form.cleaned_data["mode"],
            decisions=[actions.ForChild(*one) for one in form.decided()],
            **_told(rows),
            **form.plan(),
        )

    return act_page(
        request,
        form,
        save,
        title="Record a strategy discussion",
        part="strategy discussion",
        cases=cases,
        back=reverse("children:child", kwargs={"pk": cases[0].child_id}),
        done="The discussion is recorded. Now circulate the record.",
        rows=rows,
        to=lambda made: made.get_absolute_url(),
    )


def _fetched(request: ActorRequest, pk: UUID, verb: str) -> StrategyDiscussion:
    record = fetch(DISCUSSIONS.all(), pk, verb, by=request.actor)
    if request.actor.authority_id is None and not selectors.took_part(request.actor, record):
        raise OutOfSight("There is no such record")
    return record


def _cases_of(record: StrategyDiscussion) -> list[Case]:
    return list(Case.objects.filter(strategy_entries__discussion=record).select_related("child", "worker", "team"))


def discussion(request: ActorRequest, pk: UUID) -> HttpResponse:
    """The record, for those who took part and those who hold the case (STR-05; WT 4.44)."""
    record = _fetched(request, pk, "strategy.view")
    cases = _cases_of(record)
    looked(request, cases, "strategy discussion")
    edition = edition_for(record.authority_id, record.held_at)
    entries = list(StrategyChild.objects.filter(discussion=record).select_related("case__child"))
    keys = [entry.pk for entry in entries]
    decisions = list(Decision.objects.filter(record_id__in=keys).select_related("taken_by").order_by("taken_at"))
    standing = {one.record_id: one for one in decisions if one.superseded_at is None}
    participants = list(record.participants.select_related("practitioner"))
    corrected = corrections_of([one.pk for one in participants])
    tasks = actions_on(keys)
    given = information_on(keys)
    context = {
        "record": record,
        "cases": cases,
        "mode": dict(edition.choices("strategy-mode")).get(record.mode, record.mode),
        "conduct": dict(edition.choices("enquiry-conduct")).get(record.conduct, record.conduct),
        "children": [(entry, standing.get(entry.pk)) for entry in entries],
        "earlier": [one for one in decisions if one.superseded_at is not None],
        "participants": [
            (one, dict(edition.choices("strategy-part")).get(one.role, one.role), corrected.get(one.pk, []))
            for one in participants
        ],
        "interviews": list(record.interviews.all()),
        "tasks": [task for key in keys for task in tasks.get(key, [])],
        "given": given.get(keys[0], []) if keys else [],
        "reviews": list(record.reviews.select_related("by")),
        "missing_people": selectors.who_is_missing(record, participants, cases, edition),
        "missing": selectors.still_to_add(record, standing.values(), edition),
        "may_record": may("strategy.add", by=request.actor, on=[record]),
    }
    return render(request, "strategy/discussion.html", context)


def add(request: ActorRequest, pk: UUID) -> HttpResponse:
    """Complete the record (GEN-05; WT 4.42, 4.43)."""
    record = _fetched(request, pk, "strategy.add")
    cases = _cases_of(record)
    edition = edition_for(record.authority_id, record.held_at)
    form = MoreForm(request.POST or None, discussion=record, edition=edition)
    rows = _rows(request, cases, edition, me=False)
    return act_page(
        request,
        form,
        lambda: actions.add_to_discussion(by=request.actor, discussion=record, **_told(rows), **form.cleaned_data),
        title="Add to the record of the strategy discussion",
        part="strategy discussion",
        cases=cases,
        back=record.get_absolute_url(),
        done="The record is completed.",
        rows=rows,
    )


def decide(request: ActorRequest, pk: UUID) -> HttpResponse:
    """What was decided for one child, taken or changed after the record was made (STR-03; WT 4.42)."""
    entry = fetch(
        StrategyChild.objects.select_related("case__child", "case__worker", "case__team", "discussion"),
        pk,
        "strategy.decide",
        by=request.actor,
    )
    record = entry.discussion
    edition = edition_for(record.authority_id, record.held_at)
    form = DecideForm(request.POST or None, edition=edition, initial={"at": record.held_at})

    def save() -> list[Decision]:
        given = form.cleaned_data
        decided = actions.ForChild(entry.case, given["outcome"], given["reasons"])
        return actions.decide(by=request.actor, discussion=record, decisions=[decided], at=given["at"])

    return act_page(
        request,
        form,
        save,
        title=f"What was decided for {entry.case.child.name}",
        part="strategy discussion",
        cases=[entry.case],
        back=record.get_absolute_url(),
        done="The decision is recorded.",
    )


def circulate(request: ActorRequest, pk: UUID) -> HttpResponse:
    """The record goes to everybody who took part, in one step (STR-05; WT 4.44)."""
    record = _fetched(request, pk, "strategy.circulate")
    form = CirculateForm(request.POST or None)
    names = ", ".join(record.participants.values_list("name", flat=True))
    return act_page(
        request,
        form,
        lambda: actions.circulate_record(by=request.actor, discussion=record, at=form.cleaned_data["at"]),
        title="Circulate the record",
        part="strategy discussion",
        cases=_cases_of(record),
        back=record.get_absolute_url(),
        done="It is recorded that everybody who took part has the record.",
        intro=f"It goes to: {names or 'nobody yet: record first who took part'}.",
        source="WT 4.44",
    )


def review(request: ActorRequest, pk: UUID) -> HttpResponse:
    """Look again at immediate action (STR-06; WT 4.44)."""
    record = _fetched(request, pk, "strategy.review")
    form = ReviewForm(request.POST or None)
    return act_page(
        request,
        form,
        lambda: actions.review_immediate_action(by=request.actor, discussion=record, **form.cleaned_data),
        title="Look again at immediate action",
        part="strategy discussion",
        cases=_cases_of(record),
        back=record.get_absolute_url(),
        done="The review is recorded.",
        intro=f"Decided on {local_date(record.held_at):%d/%m/%Y}: {record.immediate_action or 'nothing was recorded'}",
        source="WT 4.44",
    )


def correct_participant(request: ActorRequest, pk: UUID) -> HttpResponse:
    """Correct who took part or what they told (REC-01; WT 4.44, 4.131)."""
    source = Participant.objects.select_related("discussion")
    party = fetch(source, pk, "strategy.correct", by=request.actor)
    return correction_page(
        request,
        party,  # type: ignore[arg-type]  # of several cases: the action touches them all
        ["name", "agency_name", "gave"],
        title=f"What {party.name} told",
        back=party.discussion.get_absolute_url(),
        correct=actions.correct_participant,
        case=_cases_of(party.discussion)[0],
    )


def correct(request: ActorRequest, pk: UUID) -> HttpResponse:
    """Correct the record, with the reason; clocks follow a corrected date (REC-01; WT 4.131)."""
    record = _fetched(request, pk, "strategy.correct")
    told = [name for name in actions.PLAN if name != "chair" and getattr(record, name) not in (None, "")]
    names = ["held_at", *(name for name in told if name != "conduct")]
    return correction_page(
        request,
        record,  # type: ignore[arg-type]  # of several cases: the action touches them all
        names,
        title="Strategy discussion",
        back=record.get_absolute_url(),
        correct=actions.correct_discussion,
        case=_cases_of(record)[0],
    )
