"""One child of a return with everything in it, turned into rows that wait to be written (STA-03)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from holdfast.cases.conferences.models import ConferenceChild
from holdfast.cases.models import Case
from holdfast.cases.plans.models import ChildProtectionPlan
from holdfast.core.time import local_date
from holdfast.people.models import Person
from holdfast.returns.cin.actions import making, planning
from holdfast.returns.cin.actions.context import Taking
from holdfast.returns.cin.actions.finding import Cases
from holdfast.returns.cin.actions.rows import Rows
from holdfast.returns.cin.items import (
    ASSESSMENT,
    CHILD,
    CIN_PLAN,
    CONFERENCE,
    EPISODE,
    PLAN,
    REVIEW,
    SECTION47,
    Item,
)
from holdfast.returns.models import Imported

Name = tuple[str, str]
ONE_PLAN = "the child has another plan in this episode that has not ended, and there is one at a time"
ITS_PLAN = "the plan that it reviews could not be taken"


@dataclass(frozen=True, slots=True)
class Refused:
    """A record that Holdfast cannot keep beside what it has, and why."""

    element: str
    reason: str


class Family:
    """A child and the child's records. ``take`` makes rows of what is new."""

    def __init__(
        self,
        number: str,
        known: Mapping[Name, Imported],
        *,
        person: Person | None,
        cases: Cases,
        taking: Taking,
        rows: Rows,
    ) -> None:
        self._number = number
        self._known = known
        self._person = person
        self._cases = cases
        self._taking = taking
        self._rows = rows
        self._plans: dict[str, ChildProtectionPlan] = {}
        self._refused: dict[Name, Refused] = {}

    def take(self, items: Sequence[Item], new: set[Name]) -> dict[Name, Refused]:
        """Make rows of the ``new`` ones of ``items``; those that could not be taken, and why."""
        child = self._child(items[0])
        episodes: dict[str, list[Item]] = {}
        for item in {one.name: one for one in reversed(items)}.values():
            episodes.setdefault(item.episode, []).append(item)
        del episodes[""]
        for key in sorted(episodes):
            self._episode(child, key, episodes[key], new)
        return self._refused

    def _child(self, item: Item) -> Person:
        child = self._person
        if child is None:
            child = making.person(item.said, self._taking)
            self._rows.add(child, *making.identifiers(child, item.said, self._taking))
        if item.name not in self._known:
            self._remember(item, child.pk, None)
        self._taking.act.touch(child)
        return child

    def _remember(self, item: Item, record_id: UUID, case: Case | None) -> None:
        self._rows.add(
            Imported(
                authority=self._taking.authority,
                child_number=self._number,
                kind=item.kind,
                key=item.key,
                said=item.said,
                record_id=record_id,
                case_id=case.pk if case else None,
                first_taken=self._taking.taken,
                last_changed=self._taking.taken,
            )
        )

    def _episode(self, child: Person, key: str, items: list[Item], new: set[Name]) -> None:
        fresh = [item for item in items if item.name in new and item.kind != EPISODE]
        episode = next(item for item in items if item.kind == EPISODE)
        if episode.name in new:
            case = self._case(child, episode, [item for item in items if item is not episode])
        elif fresh:
            case = self._cases.by_id[self._known[EPISODE, key].record_id]
        else:
            return
        self._taking.act.touch(case)
        self._taking.cases[case.pk] = None
        for item in sorted(fresh, key=lambda one: (ORDER.index(one.kind), one.key)):
            own = self._cases.own.get((case.pk, item.kind, _day(item)))
            record = own or self._record(item, case, episode, items)
            if record is not None:
                self._remember(item, record, case)

    def _case(self, child: Person, episode: Item, within: list[Item]) -> Case:
        """The case of an episode that is new to the returns: one that Holdfast has since that day, or a fresh
        one.
        """
        day = episode.day("referred")
        assert day is not None
        case = self._cases.by_day.get((child.pk, day))
        if case is None:
            case = making.case(episode, child, within, self._taking)
            self._rows.add(case)
            making.referral(episode, case, within, self._taking, self._rows)
        self._remember(episode, case.pk, case)
        return case

    def _record(self, item: Item, case: Case, episode: Item, items: list[Item]) -> UUID | None:
        """Make the row of one record; the identifier that it will have, or ``None`` where it was refused."""
        if item.kind == ASSESSMENT:
            first = self._is_first(item, episode, items)
            return making.assessment(item, case, first, self._taking, self._rows).pk
        if item.kind == SECTION47:
            return making.enquiry(item, case, self._taking, self._rows).pk
        if item.kind == CIN_PLAN:
            return self._need_plan(item, case)
        if item.kind == PLAN:
            return self._plan(item, case, episode)
        if item.kind == REVIEW:
            return self._review(item, case)
        day = _day(item)
        kind = planning.kind_of(day, case.child)
        plan = self._plan_after(day, items)
        return self._conference(day, kind, case, plan).pk

    def _is_first(self, item: Item, episode: Item, items: list[Item]) -> bool:
        """Whether the referral began this assessment: the earliest of an episode that the return tells whole."""
        keys = [name[1] for name in self._known if name[0] == ASSESSMENT] + [
            one.key for one in items if one.kind == ASSESSMENT
        ]
        earliest = min(key for key in keys if key.startswith(f"{episode.key}/"))
        referred = episode.day("referred")
        return item.key == earliest and referred is not None and self._taking.in_census_year(referred)

    def _plan(self, item: Item, case: Case, episode: Item) -> UUID | None:
        plan = planning.protection_plan(item, case, episode.said.get("reason"), self._taking)
        if not self._room_for(item, plan.ended_at is None, case, self._cases.open_plans):
            return None
        self._plans[item.key] = plan
        self._rows.add(plan)
        return plan.pk

    def _need_plan(self, item: Item, case: Case) -> UUID | None:
        plan = planning.need_plan(item, case, self._taking)
        if not self._room_for(item, plan.ended_at is None, case, self._cases.open_need_plans):
            return None
        self._rows.add(plan)
        return plan.pk

    def _room_for(self, item: Item, is_open: bool, case: Case, taken: set[UUID]) -> bool:
        if is_open and case.pk in taken:
            self._refused[item.name] = Refused(ELEMENT[item.kind], ONE_PLAN)
            return False
        if is_open:
            taken.add(case.pk)
        return True

    def _plan_after(self, held: date, items: list[Item]) -> ChildProtectionPlan | None:
        """The plan that a conference led to: the first that began on its day or later, with no other in
        between.
        """
        later = [_day(one) for one in items if one.kind == CONFERENCE and _day(one) > held]
        began = {local_date(plan.started_at): plan for plan in self._plans.values()}
        days = [day for day in began if day >= held and not any(other <= day for other in later)]
        return began[min(days)] if days else None

    def _review(self, item: Item, case: Case) -> UUID | None:
        plan: ChildProtectionPlan | None = self._plans.get(item.parent)
        known = self._known.get((PLAN, item.parent))
        if plan is None and known is not None:
            plan = ChildProtectionPlan(pk=known.record_id)
        if plan is None:
            self._refused[item.name] = Refused(ELEMENT[REVIEW], ITS_PLAN)
            return None
        return self._conference(_day(item), planning.REVIEW, case, plan).pk

    def _conference(self, day: date, kind: str, case: Case, plan: ChildProtectionPlan | None) -> ConferenceChild:
        return planning.conference(day, kind=kind, made=case, plan=plan, taking=self._taking, rows=self._rows)


ORDER = (EPISODE, ASSESSMENT, SECTION47, CIN_PLAN, PLAN, CONFERENCE, REVIEW)
ELEMENT = {
    PLAN: "Child/CINdetails/ChildProtectionPlans",
    CIN_PLAN: "Child/CINdetails/CINPlanDates",
    REVIEW: "Child/CINdetails/ChildProtectionPlans/Reviews/CPPreviewDate",
    CHILD: "Child",
}


def _day(item: Item) -> date:
    day = item.day("held") or item.day("started")
    assert day is not None
    return day
