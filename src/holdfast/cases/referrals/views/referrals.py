"""A referral's page, its decision, and what passes between the referrer and us (REF-04..08, REF-14; WT 4.19-4.22)."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from holdfast.access.door import fetch, may
from holdfast.access.middleware import ActorRequest
from holdfast.access.roles import SOCIAL_WORK
from holdfast.agencies.selectors import holders_of
from holdfast.cases.models import Case
from holdfast.cases.referrals import actions, selectors
from holdfast.cases.referrals.forms.following import (
    AcknowledgeForm,
    ConfirmForm,
    DecideForm,
    DifferentForm,
    FamilyForm,
    TellForm,
    child_decisions,
)
from holdfast.cases.referrals.letters import states_of
from holdfast.cases.referrals.models import Referral
from holdfast.cases.referrals.prose import children_beside, prose_of, questions_left
from holdfast.cases.referrals.views.common import ask, looked, sent, sources
from holdfast.cases.selectors import decisions_of_child, edition_for, information_on, views_on
from holdfast.web.components.words import plain_day
from holdfast.web.forms import attempt


def _fetch(request: ActorRequest, pk: UUID, verb: str, part: str) -> Referral:
    """The referral, authorised, and the look logged."""
    found = fetch(selectors.referral_record(), pk, verb, by=request.actor)
    looked(request, [one.child_id for one in found.children.all()], part)
    return found


def _cases(referral: Referral) -> list[Case]:
    return [one.case for one in referral.children.all()]


def referral(request: ActorRequest, pk: UUID) -> HttpResponse:
    """The referral as prose, each child's decision, its clocks, and what is still to do (REC-04; WT 4.17-4.22)."""
    found = _fetch(request, pk, "referral.view", "referral")
    children = list(found.children.all())
    keys = [one.pk for one in children]
    reasons = selectors.reasons_by_record(keys)
    edition = edition_for(found.authority_id, found.received_at)
    may_act = may("referral.acknowledge", by=request.actor, on=[found])
    given, views = information_on(keys), views_on(keys)
    first = keys[0] if keys else None
    return render(
        request,
        "referrals/referral.html",
        {
            "referral": found,
            "contact": found.contact,
            "cases": _cases(found),
            "children": [(one, reasons.get(one.pk, "")) for one in children],
            "beside": children_beside(found),
            "prose": prose_of(found.contact),
            "left": questions_left(found.contact),
            "clocks": states_of(found),
            "earlier": _earlier(found),
            "given": given.get(first, []) if first else [],
            "views": views.get(first, []) if first else [],
            "may_act": may_act,
            "may_decide": may("referral.decide", by=request.actor, on=[found]),
            "may_reveal": found.contact.referrer.withheld
            and may("referral.referrer.reveal", by=request.actor, on=[found]),
            "letters": _letter_forms(found) if may_act else {},
            "family_form": FamilyForm(auto_id="family_%s") if may_act else None,
            "feedback_ask": edition.step("referral").ask("feedback"),
            "cites": sources(edition),
        },
    )


def _earlier(referral: Referral) -> list[tuple[Any, list[selectors.Earlier]]]:
    """Each child's earlier referrals with what was decided and why (REF-14; WT 4.26, 4.127)."""
    children = list(referral.children.all())
    earlier = selectors.earlier_referrals(
        [one.child_id for one in children], authority_id=referral.authority_id, before=referral.received_at
    )
    return [(one.child, earlier[one.child_id]) for one in children if one.child_id in earlier]


def _letter_forms(referral: Referral) -> dict[str, Any]:
    """The letters that are still to pass, each with its form on the page (REF-04, REF-05, REF-08)."""
    edition = edition_for(referral.authority_id)
    same_way = {"how": referral.contact.mode}
    waiting = {state.rule.code for state in states_of(referral) if state.met_at is None}
    forms: dict[str, Any] = {}
    if "referral-written-confirmation" in waiting:
        forms["confirm"] = ConfirmForm(auto_id="confirm_%s")
    if "referral-acknowledgement" in waiting:
        forms["acknowledge"] = AcknowledgeForm(auto_id="acknowledge_%s", edition=edition, initial=same_way)
    if referral.needs_feedback:
        initial = {"told": feedback_wording(referral), **same_way}
        forms["tell"] = TellForm(auto_id="tell_%s", edition=edition, initial=initial)
    return forms


def feedback_wording(referral: Referral) -> str:
    """Words to begin from when telling the referrer; a member of the public hears nothing of the family (REF-08).

    Only a professional is told the decision and its reasons; whoever tells them cuts what goes too far (WT 4.22).
    """
    received = plain_day(referral.received_at)
    if not referral.contact.referrer.is_professional:
        return (
            f"Thank you for telling us on {received} about your concern. We have looked into it and decided what to "
            "do. To respect the privacy of children and their families we cannot tell you more. If you are still "
            "worried, or worried again, please tell us."
        )
    reasons = selectors.reasons_by_record([one.pk for one in referral.children.all()])
    lines = [f"Thank you for your referral of {received}. We have decided:"]
    for one in referral.children.all():
        why = f" {reasons[one.pk]}" if reasons.get(one.pk) else ""
        lines.append(f"{one.child.name}: {one.outcome_label.lower()}.{why}")
    return "\n".join(lines)


def decide(request: ActorRequest, pk: UUID) -> HttpResponse:
    """What happens next, the same for all brothers and sisters unless said otherwise (REF-06, REF-07; WT 4.20)."""
    found = _fetch(request, pk, "referral.decide", "referral")
    children = list(found.children.all())
    edition = edition_for(found.authority_id)
    data = sent(request)
    may_allocate = may("case.allocate", by=request.actor, on=_cases(found))
    workers = holders_of(*SOCIAL_WORK, agency_id=found.authority_id) if may_allocate else None
    form = DecideForm(
        data,
        edition=edition,
        searched=bool(found.contact.searches.all()),
        open_case=any(not one.opened_case for one in children),
        workers=workers,
        initial={"records_show": found.records_show, "consulted": found.consulted},
    )
    different = [DifferentForm(data, edition=edition, child=one) for one in children] if len(children) > 1 else []
    if request.method == "POST" and all([form.is_valid(), *(one.is_valid() for one in different)]):
        typed = form.cleaned_data
        done = attempt(
            form,
            lambda: actions.decide_referral(
                by=request.actor,
                referral=found,
                decisions=child_decisions(form, children, different),
                records_show=typed["records_show"],
                consulted=typed["consulted"],
                worker=typed.get("worker"),
                at=typed["at"],
            ),
        )
        if done is not None:
            messages.success(request, "The decision is recorded. Tell whoever made the referral.")
            return redirect(found.get_absolute_url())
    context = {
        "referral": found,
        "contact": found.contact,
        "cases": _cases(found),
        "form": form,
        "forms": different,
        "different": different,
        "differs": any(one.is_bound and (one.errors or one.has_changed()) for one in different),
        "prose": prose_of(found.contact),
        "earlier": _earlier(found),
        "history": [(one.child, decisions_of_child(one.child_id)) for one in children],
        "clocks": states_of(found)[:1],
        "searches": list(found.contact.searches.all()),
        "cites": sources(edition),
    }
    return render(request, "referrals/decide.html", context)


def confirm(request: ActorRequest, pk: UUID) -> HttpResponse:
    """The written confirmation of a telephone referral has come (REF-04; WT 4.19)."""
    found = _fetch(request, pk, "referral.confirm", "referral")
    form = ConfirmForm(sent(request))
    return ask(
        request,
        form,
        lambda: actions.confirm_referral(by=request.actor, referral=found, at=form.cleaned_data["at"]),
        title="Written confirmation of the referral",
        back=found.get_absolute_url(),
        done="The written confirmation is recorded.",
        cases=_cases(found),
    )


def acknowledge(request: ActorRequest, pk: UUID) -> HttpResponse:
    """The referral has been acknowledged (REF-05; WT 4.19)."""
    found = _fetch(request, pk, "referral.acknowledge", "referral")
    form = AcknowledgeForm(sent(request), edition=edition_for(found.authority_id), initial={"how": found.contact.mode})
    return ask(
        request,
        form,
        lambda: actions.acknowledge_referral(by=request.actor, referral=found, **form.cleaned_data),
        title="Acknowledgement of the referral",
        back=found.get_absolute_url(),
        done="The acknowledgement is recorded.",
        cases=_cases(found),
    )


def tell(request: ActorRequest, pk: UUID) -> HttpResponse:
    """What the referrer was told of the decision, or why not (REF-08; WT 4.19, 4.22)."""
    found = _fetch(request, pk, "referral.tell", "referral")
    initial = {"told": feedback_wording(found), "how": found.contact.mode}
    form = TellForm(sent(request), edition=edition_for(found.authority_id), initial=initial)

    def save() -> object:
        typed = form.cleaned_data
        told = "" if typed["withheld_reason"] else typed["told"]
        return actions.tell_referrer(by=request.actor, referral=found, **{**typed, "told": told})

    return ask(
        request,
        form,
        save,
        title="What the referrer was told",
        back=found.get_absolute_url(),
        done="It is recorded what the referrer was told.",
        cases=_cases(found),
    )


def family(request: ActorRequest, pk: UUID) -> HttpResponse:
    """What somebody of the family said about the referral, and what they were given (GEN-10; WT 4.56, 9.17)."""
    found = _fetch(request, pk, "referral.hear", "referral")
    form = FamilyForm(sent(request))
    return ask(
        request,
        form,
        lambda: actions.hear_family(by=request.actor, referral=found, **form.cleaned_data),
        title="What the family said",
        back=found.get_absolute_url(),
        done="What the family said is recorded.",
        cases=_cases(found),
    )
