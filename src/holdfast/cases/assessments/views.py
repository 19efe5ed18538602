"""Assessments on screen: begin, write, complete, and what follows."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from holdfast.access.door import fetch, look, may
from holdfast.access.middleware import ActorRequest
from holdfast.cases.actions import Told, give_information
from holdfast.cases.assessments import actions
from holdfast.cases.assessments.forms import BeginForm, CommonForm, CompleteForm, OwnForm, ReasonForm
from holdfast.cases.assessments.models import Assessment, AssessmentRound, BeganWith
from holdfast.cases.assessments.selectors import assessments_in
from holdfast.cases.correcting import correction_page
from holdfast.cases.models import Case, ChildSeen, Decision, InformationGiven
from holdfast.cases.selectors import edition_for, information_on, network_of, sightings_of
from holdfast.core.errors import HoldfastError, NotNow, OutOfSight, Unacceptable
from holdfast.guidance import Step, UnknownCode
from holdfast.people.selectors import carers_of, families_of, siblings_of
from holdfast.web.forms import HoldfastForm

CASES = Case.objects.select_related("child", "authority", "worker", "team")
ROUNDS = AssessmentRound.objects.select_related("lead", "authority")
ASSESSMENTS = Assessment.objects.select_related(
    "case__child", "case__authority", "case__worker", "case__team", "round__lead", "builds_on"
)
CORRECTABLE_CHILD = ("developmental_needs", "analysis", "in_need", "reasonable_cause", "action_needed", "completed_at")


def _step(round_: AssessmentRound) -> Step:
    return edition_for(round_.authority_id, round_.started_at).step(round_.step)


def _family_cases(case: Case) -> list[Case]:
    kin = {person.id for person in siblings_of(case.child)}
    for family in families_of([case.child_id]):
        kin |= set(family.members.values_list("person_id", flat=True))
    kin.discard(case.child_id)
    return [case, *CASES.filter(child_id__in=kin, authority_id=case.authority_id, closed_at=None)]


def begin(request: ActorRequest, pk: UUID, step: str) -> HttpResponse:
    """Begin an assessment of a child, and of the brothers and sisters with it (IA-02, AF-05; WT 4.26)."""
    case = fetch(CASES, pk, "assessment.begin", by=request.actor)
    try:
        rule = edition_for(case.authority_id).step(step)
    except UnknownCode:
        raise OutOfSight("The edition in force has no such assessment") from None
    look(request.actor, [case.child_id], "assessment", request_id=getattr(request, "request_id", ""))
    cases = _family_cases(case)
    form = BeginForm(request.POST or None, case=case, cases=cases, step=rule)
    if request.method == "POST" and form.is_valid():
        asked = form.cleaned_data
        wanted = asked.get("children") or [str(case.id)]
        began = asked.get("began_with") or BeganWith.REFERRAL
        try:
            round_ = actions.begin_assessment(
                by=request.actor,
                cases=[one for one in cases if str(one.id) in wanted],
                step=step,
                began_with=began,
                at=asked["at"],
                clock_from=case.opened_at if began == BeganWith.REFERRAL else None,
                lead=asked["lead"],
                plan=asked["plan"],
            )
        except Unacceptable as problem:
            form.refuse(problem)
        else:
            messages.success(request, f"{rule.label} begun.")
            return redirect("assessments:round", pk=round_.id)
    context = {"form": form, "child": case.child, "case": case, "title": f"Begin: {rule.label.lower()}", "step": rule}
    return render(request, "assessments/form.html", context)


@dataclass(frozen=True)
class Part:
    """One child's part on the pages of a round."""

    assessment: Assessment
    sightings: list[ChildSeen]
    decision: Decision | None
    told: list[InformationGiven]

    @property
    def not_seen(self) -> bool:
        """Nobody has seen the child since the assessment began (IA-03, GEN-04)."""
        return not self.assessment.case.child.is_unborn and not any(seen.seen for seen in self.sightings)


def _parts(assessments: list[Assessment]) -> list[Part]:
    seen = sightings_of([one.case.child_id for one in assessments])
    told = information_on([one.id for one in assessments])
    standing: dict[UUID, Decision] = {}
    decisions = Decision.objects.filter(record_id__in=[one.id for one in assessments], superseded_at=None)
    for decision in decisions.select_related("taken_by", "endorsed_by"):
        standing[decision.record_id] = decision

    def during(one: Assessment) -> list[ChildSeen]:
        end: datetime | None = one.completed_at
        return [s for s in seen[one.case.child_id] if s.at >= one.clock_from and (end is None or s.at <= end)]

    return [Part(one, during(one), standing.get(one.id), told[one.id]) for one in assessments]


def round_page(request: ActorRequest, pk: UUID) -> HttpResponse:
    """The assessment as prose: common findings, and each child's own side by side (IA-04, IA-06, AF-05)."""
    round_ = fetch(ROUNDS, pk, "assessment.view", by=request.actor)
    assessments = assessments_in(round_)
    look(
        request.actor,
        [one.case.child_id for one in assessments],
        "assessment",
        request_id=getattr(request, "request_id", ""),
    )
    first = assessments[0]
    return render(
        request,
        "assessments/round.html",
        {
            "round": round_,
            "step": _step(round_),
            "parts": _parts(assessments),
            "child": first.case.child,
            "case": first.case,
            "open": any(one.is_open for one in assessments),
            "reads_for_endorsement": may("assessment.return", by=request.actor, on=[first.case]),
        },
    )


def write(request: ActorRequest, pk: UUID) -> HttpResponse:
    """Write in an assessment, as often as needed; nothing has to be complete to be kept (IA-02..05)."""
    round_ = fetch(ROUNDS, pk, "assessment.write", by=request.actor)
    assessments = [one for one in assessments_in(round_) if one.is_open]
    if not assessments:
        messages.warning(request, "This assessment is completed. Reopen it to write in it, or correct it.")
        return redirect("assessments:round", pk=round_.id)
    look(
        request.actor,
        [one.case.child_id for one in assessments],
        "assessment",
        request_id=getattr(request, "request_id", ""),
    )
    step = _step(round_)
    common = CommonForm(request.POST or None, round_=round_, step=step)
    own = [
        (one, OwnForm(request.POST or None, assessment=one, step=step, prefix=f"child-{one.id}")) for one in assessments
    ]
    forms = [common, *(form for _, form in own)]
    if request.method == "POST" and all(map(HoldfastForm.is_valid, forms)):
        try:
            actions.write_assessment(
                by=request.actor,
                round_=round_,
                common=common.cleaned_data,
                children={one: form.cleaned_data for one, form in own},
            )
        except NotNow as problem:
            common.refuse(problem.message)
        else:
            if "complete" in request.POST:
                return redirect("assessments:complete", pk=round_.id)
            messages.success(request, "Saved.")
            return redirect("assessments:round", pk=round_.id)
    return render(
        request,
        "assessments/write.html",
        {
            "round": round_,
            "step": step,
            "common": common,
            "own": own,
            "forms": forms,
            "parts": _parts(assessments),
            "child": assessments[0].case.child,
            "case": assessments[0].case,
        },
    )


def _recipients(assessments: list[Assessment]) -> dict[str, Told]:
    """Who may be told the outcome: parents and carers, the child, those who work with the child (IA-07)."""
    found: dict[str, Told] = {}
    for one in assessments:
        child = one.case.child
        for carer in carers_of(child.id):
            found[f"person-{carer.person_id}"] = Told(
                carer.person.name, part="family", language=carer.person.first_language, person_id=carer.person_id
            )
        if not child.is_unborn:
            found[f"child-{child.id}"] = Told(child.name, part="child", person_id=child.id)
        for link in network_of(child.id):
            found[f"practitioner-{link.practitioner_id}"] = Told(
                f"{link.practitioner.name}, {link.practitioner.agency.name}",
                part="agency",
                practitioner_id=link.practitioner_id,
            )
    found["referrer"] = Told("The referrer", part="referrer")
    return found


def complete(request: ActorRequest, pk: UUID) -> HttpResponse:
    """The outcome, its reasons, and who was told in writing (IA-06, IA-07; WT 4.30, 4.32)."""
    round_ = fetch(ROUNDS, pk, "assessment.complete", by=request.actor)
    open_ones = [one for one in assessments_in(round_) if one.is_open]
    if not open_ones:
        return redirect("assessments:round", pk=round_.id)
    look(
        request.actor,
        [one.case.child_id for one in open_ones],
        "assessment",
        request_id=getattr(request, "request_id", ""),
    )
    recipients = _recipients(open_ones)
    form = CompleteForm(
        request.POST or None,
        assessments=open_ones,
        edition=edition_for(round_.authority_id, round_.started_at),
        told=[(code, told.recipient) for code, told in recipients.items()],
    )
    if request.method == "POST" and form.is_valid():
        wanted = form.cleaned_data.get("children") or [str(open_ones[0].id)]
        chosen = [one for one in open_ones if str(one.id) in wanted]
        if _completed(request, form, chosen, recipients):
            messages.success(request, "Completed. A manager has been asked to endorse the outcome.")
            return redirect("assessments:round", pk=round_.id)
    parts = _parts(open_ones)
    return render(
        request,
        "assessments/complete.html",
        {
            "form": form,
            "round": round_,
            "step": _step(round_),
            "parts": parts,
            "child": open_ones[0].case.child,
            "case": open_ones[0].case,
            "not_seen": [part.assessment.case.child for part in parts if part.not_seen],
        },
    )


def _completed(
    request: ActorRequest, form: CompleteForm, chosen: list[Assessment], recipients: dict[str, Told]
) -> bool:
    asked = form.cleaned_data
    told = [replace(recipients[code], given_at=asked["at"]) for code in asked["told"]]
    if asked["told_not"].strip():
        told.append(Told("Not told", withheld_reason=asked["told_not"]))
    try:
        actions.complete_assessments(
            by=request.actor,
            assessments=chosen,
            outcome=asked["outcome"],
            reasons=asked["reasons"],
            at=asked["at"],
            lead_departure=asked.get("lead_departure", ""),
        )
        for one in chosen if told else []:
            give_information(
                by=request.actor, case=one.case, step=one.step, record=one, what="Outcome of the assessment", to=told
            )
    except Unacceptable as problem:
        form.refuse(problem)
    except NotNow as problem:
        form.refuse(problem.message)
    else:
        return True
    return False


def _reasoned(request: ActorRequest, pk: UUID, verb: str, title: str, done: str) -> HttpResponse:
    assessment = fetch(ASSESSMENTS, pk, verb, by=request.actor)
    look(request.actor, [assessment.case.child_id], "assessment", request_id=getattr(request, "request_id", ""))
    form = ReasonForm(request.POST or None)
    act = {
        "assessment.reopen": actions.reopen_assessment,
        "assessment.return": actions.return_assessment,
        "assessment.stop": actions.stop_assessment,
    }[verb]
    if request.method == "POST" and form.is_valid():
        try:
            act(by=request.actor, assessment=assessment, reason=form.cleaned_data["reason"])
        except HoldfastError as problem:
            form.refuse(problem.message)
        else:
            messages.success(request, done)
            return redirect("assessments:round", pk=assessment.round_id)
    context = {"form": form, "child": assessment.case.child, "case": assessment.case, "title": title}
    return render(request, "assessments/form.html", context)


def reopen(request: ActorRequest, pk: UUID) -> HttpResponse:
    """Take an assessment up again."""
    return _reasoned(request, pk, "assessment.reopen", "Reopen the assessment", "The assessment is open again.")


def return_(request: ActorRequest, pk: UUID) -> HttpResponse:
    """Send an assessment back to its writer with what is missing (IA-07; WT 4.32)."""
    return _reasoned(request, pk, "assessment.return", "Return the assessment", "Returned to its writer.")


def stop(request: ActorRequest, pk: UUID) -> HttpResponse:
    """Stop an assessment that is no longer needed."""
    return _reasoned(request, pk, "assessment.stop", "Stop the assessment", "The assessment is stopped.")


def correct(request: ActorRequest, pk: UUID) -> HttpResponse:
    """Correct a completed assessment; what it said stays beside (REC-01)."""
    assessment = fetch(ASSESSMENTS, pk, "record.correct", by=request.actor)
    back = reverse("assessments:round", kwargs={"pk": assessment.round_id})
    names = CORRECTABLE_CHILD if assessment.completed_at else CORRECTABLE_CHILD[:-1]
    return correction_page(request, assessment, names, title="Assessment", back=back)
