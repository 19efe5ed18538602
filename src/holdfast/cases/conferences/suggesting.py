"""Whom to invite: those who work with the child, the family, the social worker and their manager (CPC-02; WT 4.68)."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from holdfast.access.roles import Role
from holdfast.agencies.models import AgencyKind
from holdfast.agencies.selectors import holders_of
from holdfast.cases.conferences.deciding import Invited
from holdfast.cases.models import Case, Involvement
from holdfast.people.models import Relationship
from holdfast.people.selectors import relations_of

BY_KIND = {
    AgencyKind.POLICE: "police",
    AgencyKind.HEALTH_HOSPITAL: "paediatrician",
    AgencyKind.HEALTH_COMMUNITY: "health-visitor",
    AgencyKind.HEALTH_GP: "gp",
    AgencyKind.HEALTH_MENTAL: "adult-mental-health",
    AgencyKind.MIDWIFERY: "midwife",
    AgencyKind.SCHOOL: "school",
    AgencyKind.EARLY_YEARS: "early-years",
    AgencyKind.EDUCATION: "school",
    AgencyKind.PROBATION: "probation",
    AgencyKind.SUBSTANCE_MISUSE: "substance-misuse",
    AgencyKind.NSPCC: "nspcc",
    AgencyKind.CAFCASS: "childrens-guardian",
    AgencyKind.LEGAL: "legal-services",
    AgencyKind.ARMED_FORCES: "armed-services",
    AgencyKind.CHILDRENS_SOCIAL_CARE: "social-worker",
    AgencyKind.VOLUNTARY: "voluntary-organisation",
}
"""The part in which somebody of an agency is most likely to come; changed with a choice where it is another."""
OTHERWISE = "family-support"
FAMILY = ("child", "parent", "wider-family", "supporter")
CARING = ("mother", "father", "step-parent", "parents-partner", "adoptive-parent", "guardian", "other-carer")


def role_of_kind(kind: str) -> str:
    """The likely part of somebody who works for an agency of a kind."""
    return BY_KIND.get(AgencyKind(kind), OTHERWISE)


def suggested(cases: Sequence[Case]) -> dict[str, Invited]:
    """Those to invite, by a key for the form: the worker, the manager, the network, parents and carers (WT 4.68)."""
    found: dict[str, Invited] = {}
    children = [case.child_id for case in cases]
    for case in cases:
        if case.worker is not None:
            found.setdefault(
                f"p-{case.worker_id}",
                Invited(role="social-worker", practitioner=case.worker, reason="Holds the case", direct_contact=True),
            )
        if case.team_id is not None:
            for manager in holders_of(Role.TEAM_MANAGER, team_id=case.team_id).select_related("agency"):
                found.setdefault(
                    f"p-{manager.pk}",
                    Invited(role="social-work-manager", practitioner=manager, reason="Manages the case"),
                )
    network = Involvement.objects.filter(child_id__in=children, to_at=None).select_related("practitioner__agency")
    for involved in network.order_by("practitioner__agency__name", "practitioner__name"):
        worker = involved.practitioner
        found.setdefault(
            f"p-{worker.pk}",
            Invited(
                role=role_of_kind(worker.agency.kind),
                practitioner=worker,
                reason="Works with the child",
                direct_contact=True,
            ),
        )
    found.update(_family(relations_of(children), children))
    return found


def _family(relations: Sequence[Relationship], children: Sequence[UUID]) -> dict[str, Invited]:
    found: dict[str, Invited] = {}
    for relation in relations:
        parent = relation.person
        caring = relation.kind in CARING and relation.to_date is None and parent.died_on is None
        if caring and relation.other_id in children:
            found.setdefault(
                f"f-{parent.pk}", Invited(role="parent", person=parent, reason=relation.get_kind_display())
            )
    return found
