"""What the children's screens put together."""

from __future__ import annotations

from dataclasses import dataclass, field
from uuid import UUID

from holdfast.access.actors import Actor
from holdfast.access.policy import rule_for
from holdfast.cases.models import AgreedAction, Case, ChildSeen, Decision, Involvement
from holdfast.cases.plans.models import ChildInNeedPlan, ChildProtectionPlan
from holdfast.cases.plans.selectors import current_need_plan, current_plan
from holdfast.cases.rooms import Mark, Offer, StoryEntry, all_offers, marks_of
from holdfast.cases.selectors import adopted_editions, cases_of, decisions_of_child, edition_for, edition_on, network_of
from holdfast.chronology.selectors import sees_everything, story_for
from holdfast.clocks.selectors import ClockView, clocks_of
from holdfast.core.time import local_date
from holdfast.guidance import Decision as DecisionRule
from holdfast.guidance import Edition, UnknownCode, editions, load
from holdfast.people.models import Family, Person, Relationship
from holdfast.people.selectors import families_of, household_of, relations_of, siblings_of

STORY_ON_PAGE = 12  # entries on the child's page before the chronology; a matter of the screen


@dataclass(frozen=True, slots=True)
class NextStep:
    """Something that can be begun now; `suggested` when the last decision leads there."""

    label: str
    url: str
    suggested: bool
    urgent: bool
    why: str = ""
    source: str = ""


@dataclass
class ChildPicture:
    """Everything that the child's page shows."""

    person: Person
    cases: list[Case]
    marks: list[Mark]
    clocks: list[ClockView]
    story: list[StoryEntry]
    relations: list[Relationship]
    siblings: list[Person]
    household: list[Person]
    families: list[Family]
    network: list[Involvement]
    last_seen: ChildSeen | None
    last_alone: ChildSeen | None
    last_words: ChildSeen | None
    decisions: list[Decision]
    actions: list[AgreedAction]
    plan: ChildProtectionPlan | None = None
    need_plan: ChildInNeedPlan | None = None
    categories: list[str] = field(default_factory=list)
    next_steps: list[NextStep] = field(default_factory=list)
    more_story: bool = False
    may_allocate: bool = False

    @property
    def case(self) -> Case | None:
        """The open case, else the latest."""
        return next((case for case in self.cases if case.is_open), self.cases[0] if self.cases else None)


def picture_of(person: Person, actor: Actor) -> ChildPicture:
    """The child's page in a fixed number of queries."""
    cases = cases_of(person.id)
    case = next((one for one in cases if one.is_open), None)
    relations = relations_of([person.id])
    story = story_for(actor, [person.id])
    seen = list(ChildSeen.objects.filter(child=person, seen=True).select_related("by").order_by("-at")[:40])
    full = sees_everything(actor)
    decisions = decisions_of_child(person.id) if full else []
    picture = ChildPicture(
        person=person,
        cases=cases,
        marks=marks_of([person.id])[person.id],
        clocks=clocks_of([case.id], running_only=True)[case.id] if case and full else [],
        story=story[:STORY_ON_PAGE],
        more_story=len(story) > STORY_ON_PAGE,
        relations=relations,
        siblings=siblings_of(person, relations),
        household=household_of(person.id),
        families=families_of([person.id]),
        # Somebody who came to conferences and sits in the core group is one person with one telephone.
        network=list({one.practitioner_id: one for one in network_of(person.id)}.values()),
        last_seen=seen[0] if seen else None,
        last_alone=next((one for one in seen if one.alone), None),
        last_words=next((one for one in seen if one.said), None),
        decisions=decisions,
        actions=_open_actions(person.id) if full else [],
        may_allocate=not actor.roles.isdisjoint(rule_for("case.allocate").roles),
    )
    if case is not None:
        picture.plan = current_plan(case.id)
        picture.need_plan = None if picture.plan else current_need_plan(case.id)
        picture.categories = category_words(picture.plan) if picture.plan else []
    if picture.case is not None:
        picture.next_steps = next_steps(picture.case, actor, decisions)
    return picture


def category_words(plan: ChildProtectionPlan) -> list[str]:
    """The categories of a plan in the words of the edition in force when it began (GEN-03; WT 4.83)."""
    edition = edition_for(plan.case.authority_id, plan.started_at)
    labels = dict(edition.choices("category-of-abuse"))
    return [labels.get(code, code) for code in plan.latest_categories or plan.initial_categories]


def _open_actions(child_id: UUID) -> list[AgreedAction]:
    waiting = AgreedAction.objects.filter(case__child_id=child_id, done_at=None)
    return list(waiting.select_related("owner").order_by("due_on")[:20])


def _leads_to(case: Case, decisions: list[Decision]) -> tuple[DecisionRule | None, Edition]:
    adopted = adopted_editions(case.authority_id)
    last = next((one for one in decisions if one.case_id == case.id and one.superseded_at is None), None)
    edition = edition_on(adopted, local_date(last.taken_at if last else case.opened_at))
    if last is None:
        return None, edition
    try:
        return edition.step(last.step).decision(last.outcome), edition
    except UnknownCode:
        return None, edition


def next_steps(case: Case, actor: Actor, decisions: list[Decision]) -> list[NextStep]:
    """What the actor can begin on a case, what the guidance suggests first: it suggests, it does not lock."""
    rule, edition = _leads_to(case, decisions)
    suggested = set(rule.leads_to) if rule else set()
    steps = []
    for offer in all_offers().values():
        if not _may(offer, actor) or not _known(offer.step, edition) or not offer.available(case):
            continue
        is_next = offer.step in suggested
        going_on = offer.going_on(case) if is_next else None
        label, url = going_on or (offer.label, offer.url(case))
        steps.append(
            NextStep(
                label=label,
                url=url,
                suggested=is_next,
                urgent=offer.urgent,
                why=f"The decision '{rule.label}' leads here." if is_next and rule else "",
                source=str(rule.source) if is_next and rule else "",
            )
        )
    return sorted(steps, key=lambda step: (not step.suggested, not step.urgent))


def _known(step: str, edition: Edition) -> bool:
    """Whether the edition has the step; things that are steps of no edition (a visit) are always offered."""
    return step in edition.steps or not any(step in load(code).steps for code in editions())


def _may(offer: Offer, actor: Actor) -> bool:
    return not actor.roles.isdisjoint(rule_for(offer.verb).roles)


def decisions_alike(decision: Decision) -> list[Decision]:
    """What was decided at the same moment for brothers and sisters and also waits for endorsement (GEN-08, GEN-11)."""
    if decision.endorsed_at is not None:
        return []
    cases = open_cases_of_siblings(decision.case.child, decision.case.authority_id)
    return list(
        Decision.objects.filter(
            case__in=cases,
            step=decision.step,
            outcome=decision.outcome,
            taken_at=decision.taken_at,
            taken_by=decision.taken_by_id,
            endorsement_by_role=decision.endorsement_by_role,
            endorsed_at=None,
            superseded_at=None,
        )
        .select_related("case__child", "case__authority", "case__worker", "case__team", "taken_by")
        .order_by("case__child__born_on")
    )


def open_cases_of_siblings(child: Person, authority_id: UUID) -> list[Case]:
    """Open cases of a child's brothers and sisters, and of other children of the family (GEN-08)."""
    kin = {person.id for person in siblings_of(child)}
    for family in families_of([child.id]):
        kin |= {member.person_id for member in family.members.all()}
    kin.discard(child.id)
    return list(
        Case.objects.filter(child_id__in=kin, authority_id=authority_id, closed_at=None)
        .select_related("child", "worker", "team", "authority")
        .order_by("child__born_on")
    )
