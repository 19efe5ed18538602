"""A child's records as flat items that can be told apart and compared from one return to the next (STA-03).

Pure. An item's key is made of the dates that say which record it is: a referral on a day, an assessment of
that referral begun on a day. What else a return says of it may be filled in or changed by a later year's
return.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from holdfast.returns.cin.records import (
    Assessment,
    ChildRecord,
    CinPlan,
    Episode,
    ProtectionPlan,
    Section47,
)

CHILD, EPISODE, ASSESSMENT, CIN_PLAN = "child", "episode", "assessment", "cin_plan"
SECTION47, CONFERENCE, PLAN, REVIEW = "section47", "conference", "plan", "review"

COUNTED = {
    CHILD: "children",
    EPISODE: "episodes",
    ASSESSMENT: "assessments",
    SECTION47: "section47",
    CONFERENCE: "conferences",
    PLAN: "plans",
    REVIEW: "reviews",
    CIN_PLAN: "cin_plans",
}
"""Under which name the report counts each kind of item."""

Said = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Item:
    """One record as a return tells it. ``said`` holds only what it says, dates as ISO text, codes as the
    census's.

    ``parent`` is the key of the record that it belongs to: an episode for most, a plan for a review, an
    enquiry for its conference.
    """

    kind: str
    key: str
    line: int
    said: Said = field(default_factory=dict)
    parent: str = ""
    episode: str = ""

    @property
    def name(self) -> tuple[str, str]:
        """What tells it apart from the child's other items."""
        return (self.kind, self.key)

    def day(self, name: str) -> date | None:
        """A date that was said."""
        text = self.said.get(name)
        return date.fromisoformat(text) if text else None


def child_number(child: ChildRecord) -> str:
    """The number by which an authority's returns know a child: its own, or the UPN where it gives none."""
    return child.la_child_id or f"UPN {child.upn}"


def items_of(child: ChildRecord) -> Iterator[Item]:
    """The child and everything in it, each after what it belongs to."""
    yield Item(CHILD, "", child.line, _child(child))
    seen: Counter[tuple[str, str]] = Counter()
    for episode in child.episodes:
        yield from _episode(episode, seen)


def changes(said: Mapping[str, Any], before: Mapping[str, Any]) -> Said:
    """What ``said`` adds to or alters in what was said ``before``. What it leaves out is no news."""
    return {name: value for name, value in said.items() if before.get(name) != value}


def _only(**said: Any) -> Said:
    """What is said, without what is not; days as ISO text."""
    return {
        name: value.isoformat() if isinstance(value, date) else list(value) if isinstance(value, tuple) else value
        for name, value in said.items()
        if value is not None and value not in {"", ()}
    }


def _child(child: ChildRecord) -> Said:
    return _only(
        number=child.la_child_id,
        upn=child.upn,
        former_upn=child.former_upn,
        upn_unknown=child.upn_unknown,
        born=child.birth_date,
        expected=child.expected_birth_date,
        died=child.death_date,
        sex=child.sex,
        ethnicity=child.ethnicity,
        disabilities=child.disabilities,
    )


def _episode(episode: Episode, seen: Counter[tuple[str, str]]) -> Iterator[Item]:
    key = _again(EPISODE, episode.referred.isoformat(), seen)
    said = _only(
        referred=episode.referred,
        source=episode.source,
        need=episode.primary_need,
        closed=episode.closed,
        reason=episode.closure_reason,
        nfa=episode.referral_nfa,
    )
    yield Item(EPISODE, key, episode.line, said, episode=key)
    for assessment in episode.assessments:
        yield _assessment(assessment, key, seen)
    for cin_plan in episode.cin_plans:
        yield _cin_plan(cin_plan, key, seen)
    for enquiry in episode.section47s:
        yield from _section47(enquiry, key, seen)
    for conference in episode.conferences:
        day = conference.held.isoformat()
        yield Item(CONFERENCE, f"{key}/{day}", conference.line, {"held": day}, key, key)
    for plan in episode.plans:
        yield from _plan(plan, key, seen)


def _again(kind: str, key: str, seen: Counter[tuple[str, str]]) -> str:
    """The key, numbered where a child has a second record of the kind with the same dates."""
    seen[kind, key] += 1
    return key if seen[kind, key] == 1 else f"{key}~{seen[kind, key]}"


def _assessment(assessment: Assessment, episode: str, seen: Counter[tuple[str, str]]) -> Item:
    key = _again(ASSESSMENT, f"{episode}/{assessment.started.isoformat()}", seen)
    said = _only(
        started=assessment.started,
        internal_review=assessment.internal_review,
        authorised=assessment.authorised,
        factors=assessment.factors,
    )
    return Item(ASSESSMENT, key, assessment.line, said, episode, episode)


def _cin_plan(plan: CinPlan, episode: str, seen: Counter[tuple[str, str]]) -> Item:
    key = _again(CIN_PLAN, f"{episode}/{plan.started.isoformat()}", seen)
    return Item(CIN_PLAN, key, plan.line, _only(started=plan.started, ended=plan.ended), episode, episode)


def _section47(enquiry: Section47, episode: str, seen: Counter[tuple[str, str]]) -> Iterator[Item]:
    key = _again(SECTION47, f"{episode}/{enquiry.started.isoformat()}", seen)
    held = enquiry.conference
    said = _only(
        started=enquiry.started,
        target=enquiry.conference_target,
        conference=held.held if held else None,
        not_required=enquiry.conference_not_required,
    )
    yield Item(SECTION47, key, enquiry.line, said, episode, episode)
    if held:
        day = held.held.isoformat()
        yield Item(CONFERENCE, f"{episode}/{day}", held.line, {"held": day}, key, episode)


def _plan(plan: ProtectionPlan, episode: str, seen: Counter[tuple[str, str]]) -> Iterator[Item]:
    key = _again(PLAN, f"{episode}/{plan.started.isoformat()}", seen)
    said = _only(
        started=plan.started,
        ended=plan.ended,
        initial=plan.initial_category,
        latest=plan.latest_category,
        previous=plan.previous_plans,
    )
    yield Item(PLAN, key, plan.line, said, episode, episode)
    for review in plan.reviews:
        day = review.held.isoformat()
        yield Item(REVIEW, f"{key}/{day}", review.line, {"held": day}, key, episode)
