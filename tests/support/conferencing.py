"""A conference about the cast's children, ready to be held: those invited, and what each child's decision needs."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

from holdfast.access.roles import Role
from holdfast.agencies import actions as agencies
from holdfast.agencies.models import AgencyKind
from holdfast.cases import actions as cases
from holdfast.cases.conferences import actions
from holdfast.cases.conferences.deciding import Attended, FamilyView, ForChild, Invited, View
from holdfast.cases.conferences.models import Conference
from holdfast.cases.models import Case
from holdfast.cases.plans.models import ChildProtectionPlan
from holdfast.cases.plans.outline import Member, Outline, PlannedAction
from tests.support.cast import Cast, founder, member
from tests.support.cast import Member as Cast_

CONVENED = datetime(2026, 3, 20, 9, 0, tzinfo=UTC)
HELD = datetime(2026, 4, 1, 9, 30, tzinfo=UTC)
REVIEWED = datetime(2026, 6, 24, 9, 30, tzinfo=UTC)


def health_visitor(cast: Cast) -> Cast_:
    """A health visitor who knows the children."""
    by = founder(cast.authority.pk)
    trust = agencies.register_agency(by=by, name="Marram Community Health", kind=AgencyKind.HEALTH_COMMUNITY)
    return member(by, trust, "Hester Visitor", Role.PARTNER)


def invited(cast: Cast) -> list[Invited]:
    """The mother, the social worker, the teacher and the police."""
    return [
        Invited(role="parent", person=cast.mother, reason="Mother"),
        Invited(role="social-worker", practitioner=cast.worker.practitioner, direct_contact=True),
        Invited(role="school", practitioner=cast.teacher.practitioner, direct_contact=True, reason="Teaches Ivy"),
        Invited(role="police", practitioner=cast.partner.practitioner, reason="Investigates"),
    ]


def convened(cast: Cast, kind: str = "initial", children: list[Case] | None = None, **more: Any) -> Conference:
    """A conference convened for both children, with a chair and those invited."""
    more.setdefault("chair", cast.chair.practitioner)
    more.setdefault("invited", invited(cast))
    more.setdefault("at", CONVENED)
    return actions.convene_conference(
        by=cast.worker.actor, kind=kind, cases=children or [cast.case, cast.sibling_case], **more
    )


def everybody_came(conference: Conference) -> list[Attended]:
    """All invited came, and all who are no family know the child."""
    return [Attended(row, direct_contact=row.person_id is None) for row in conference.invitations.all()]


def plan_for(cast: Cast, case: Case, **more: Any) -> ForChild:
    """A decision that this child needs a plan."""
    said: dict[str, Any] = {
        "decision": "plan",
        "continuing_risk": True,
        "test": "suffered-and-likely",
        "reasons": "Left alone at night more than once; it will happen again without help.",
        "categories": ["neglect"],
        "views": [
            View("Thrift Lane Primary School", "plan", "Teresa Vetch", "Comes to school hungry."),
            View(
                "Marram Constabulary", "no-plan", "Pat Constable", "Help on a voluntary basis would do.", dissents=True
            ),
        ],
        "family_views": [FamilyView(person=cast.mother, view="I want help, not people checking on me.")],
        "child_view": "I do not like it when it is dark.",
        "how_heard": "Her teacher read out what she had written.",
        "child_attended": False,
        "lead_body": "local-authority",
        "key_worker": cast.worker.practitioner,
        "core_group": [
            Member(practitioner=cast.worker.practitioner, role="key-worker"),
            Member(practitioner=cast.teacher.practitioner, role="professional"),
            Member(person=cast.mother, role="family-member"),
        ],
        "outcomes": [
            Outline(
                outcome="An adult is at home every night",
                need="To be looked after at night",
                area="stay-safe",
                measure="Ivy says so; unannounced visits",
                actions=(PlannedAction("Find evening child care", owner=cast.worker.practitioner),),
            )
        ],
        "contingency": "A strategy discussion the same day.",
        "visits_every_days": 14,
        "first_core_group_on": date(2026, 4, 10),
        "next_review_on": date(2026, 6, 24),
    }
    return ForChild(case=case, **{**said, **more})


def held(cast: Cast, conference: Conference | None = None, *children: ForChild, **more: Any) -> Conference:
    """A conference held; without `children` both get a plan."""
    conference = conference or convened(cast)
    more.setdefault("attended", everybody_came(conference))
    more.setdefault("held_at", HELD)
    return actions.hold_conference(
        by=cast.administrator.actor,
        conference=conference,
        children=children or [plan_for(cast, cast.case), plan_for(cast, cast.sibling_case, categories=["emotional"])],
        **more,
    )


def planned(cast: Cast) -> ChildProtectionPlan:
    """A plan of the elder child, begun by a conference about her alone."""
    held(cast, convened(cast, children=[cast.case]), plan_for(cast, cast.case))
    return ChildProtectionPlan.objects.select_related("case__child", "case__authority", "key_worker").get()


def reviewed(cast: Cast, plan: ChildProtectionPlan, decision: str = "continue", **more: Any) -> Conference:
    """A review of a plan, held."""
    review = convened(cast, "review", [plan.case])
    ends = decision.startswith("end")
    said = {"continuing_risk": not ends, "reasons": "As the core group reports.", "progress": "Better.", **more}
    if not ends:
        said.setdefault("next_review_on", date(2026, 12, 1))
    return held(cast, review, ForChild(case=plan.case, decision=decision, **said), held_at=REVIEWED)


def another_case(cast: Cast, child: Any) -> Case:
    """A case for another child of the family, held by the same team."""
    by = founder(cast.authority.pk)
    case = cases.open_case(by=by, child=child, authority=cast.authority, at=cast.case.opened_at, team=cast.team)
    cases.allocate_case(
        by=by, cases=[case], practitioner=cast.worker.practitioner, team=cast.team, at=cast.case.opened_at
    )
    return Case.objects.select_related("child").get(pk=case.pk)
