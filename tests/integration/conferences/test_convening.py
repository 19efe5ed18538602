"""Convening a conference, who is invited, who may chair (CPC-01, CPC-02, CPC-08, CPC-14; WT 4.67-4.74, 4.121)."""

from __future__ import annotations

from datetime import timedelta

import pytest

from holdfast.access.roles import Role
from holdfast.agencies import actions as agencies
from holdfast.cases import rooms
from holdfast.cases.conferences import actions
from holdfast.cases.conferences.chairing import chair_last_time, possible_chairs
from holdfast.cases.conferences.deciding import Invited
from holdfast.cases.conferences.models import Conference
from holdfast.cases.conferences.selectors import open_conference
from holdfast.cases.models import Involvement
from holdfast.core.errors import NotNow, NotPermitted, OutOfSight, Unacceptable
from holdfast.core.time import now
from holdfast.ledger.models import Act
from tests.support.cast import Cast
from tests.support.conferencing import CONVENED, HELD, another_case, convened, held, invited

pytestmark = pytest.mark.django_db


def test_one_conference_for_a_family_has_an_entry_for_each_child(cast: Cast) -> None:
    """What is common is typed once, each child is decided apart (CPC-15, GEN-08; WT 4.75)."""
    conference = convened(cast)
    assert {entry.case_id for entry in conference.children.all()} == {cast.case.pk, cast.sibling_case.pk}
    act = Act.objects.get(verb="conference.convene")
    assert act.actor_name == "Wendy Sorrel"


def test_people_are_invited_by_role_and_reason_and_see_the_child_from_then_on(cast: Cast) -> None:
    """Those who have something to bring, practitioners and family (CPC-02; WT 4.68)."""
    with pytest.raises(OutOfSight):
        actions.invite(by=cast.partner.actor, conference=convened(cast, invited=[]), invited=invited(cast))
    conference = open_conference(cast.case.pk, "initial")
    assert conference is not None
    made = actions.invite(by=cast.worker.actor, conference=conference, invited=invited(cast))
    assert {(row.role, row.name) for row in made} == {
        ("parent", "Rosa Thorne"),
        ("social-worker", "Wendy Sorrel"),
        ("school", "Teresa Vetch"),
        ("police", "Pat Constable"),
    }
    # The officer now works with the children: the record is there for him, though inviting is not his.
    with pytest.raises(NotPermitted):
        actions.invite(by=cast.partner.actor, conference=conference, invited=invited(cast))
    assert actions.invite(by=cast.worker.actor, conference=conference, invited=invited(cast)) == []


def test_an_invitation_needs_a_role_of_the_edition_and_a_name(cast: Cast) -> None:
    """Roles are the edition's words (CPC-02, GEN-07; WT 4.68)."""
    conference = convened(cast)
    with pytest.raises(Unacceptable, match="invitee-role"):
        actions.invite(by=cast.worker.actor, conference=conference, invited=[Invited(role="wizard", name="Merle")])
    with pytest.raises(Unacceptable, match="name"):
        actions.invite(by=cast.worker.actor, conference=conference, invited=[Invited(role="gp")])


def test_a_withdrawn_invitation_stays_on_record(cast: Cast) -> None:
    """Nothing is removed (REC-01)."""
    conference = convened(cast)
    row = conference.invitations.get(role="police")
    actions.withdraw_invitation(by=cast.worker.actor, invitation=row, reason="Wrong officer")
    row.refresh_from_db()
    assert (row.attendance, row.note) == ("absent", "Wrong officer")


@pytest.mark.parametrize("who", ["worker", "manager", "service_manager", "administrator"])
def test_a_chair_in_the_line_of_the_case_or_unqualified_is_refused(cast: Cast, who: str) -> None:
    """Independent of operational and line management, and a qualified social worker (CPC-08; WT 4.73)."""
    with pytest.raises(Unacceptable, match=r"WT 4\.73") as refused:
        convened(cast, chair=getattr(cast, who).practitioner)
    assert refused.value.field == "chair"


def test_a_worker_of_the_same_team_who_is_not_above_the_case_is_not_in_its_line(cast: Cast) -> None:
    """The line is the allocated worker, the team's managers, and those above (CPC-08; WT 4.73)."""
    assert convened(cast, chair=cast.second_worker.practitioner).chair == cast.second_worker.practitioner


def test_a_chair_who_has_become_a_manager_of_the_team_is_no_longer_offered(cast: Cast) -> None:
    """The line follows posts (CPC-08; WT 4.73)."""
    assert possible_chairs(cast.authority.pk, [cast.case]) == [cast.chair.practitioner]
    from tests.support.cast import founder

    agencies.hold_post(
        by=founder(cast.authority.pk), practitioner=cast.chair.practitioner, role=Role.TEAM_MANAGER, team=cast.team
    )
    assert possible_chairs(cast.authority.pk, [cast.case]) == []


def test_the_chair_of_last_time_is_suggested(cast: Cast) -> None:
    """The same person wherever possible (CPC-08; WT 4.73)."""
    assert chair_last_time([cast.case.pk]) is None
    held(cast)
    assert chair_last_time([cast.case.pk]) == cast.chair.practitioner


def test_a_conference_is_not_convened_twice_nor_for_a_closed_case_nor_in_the_future(cast: Cast) -> None:
    """One of a kind at a time; initial and pre-birth are one kind (WT 4.121)."""
    convened(cast)
    with pytest.raises(NotNow, match="convened already"):
        convened(cast, "pre-birth")
    with pytest.raises(Unacceptable, match="not come yet"):
        convened(cast, "transfer", at=now() + timedelta(days=1))


def test_a_review_needs_a_plan(cast: Cast) -> None:
    """There is nothing else that it could look at (WT 4.111)."""
    with pytest.raises(NotNow, match="Ivy Thorne"):
        convened(cast, "review")


def test_who_may_convene(cast: Cast) -> None:
    """Social workers convene; a stranger finds nothing, an auditor is refused (design: Access)."""
    for who, error in ((cast.outsider, OutOfSight), (cast.auditor, NotPermitted)):
        with pytest.raises(error):
            actions.convene_conference(by=who.actor, kind="initial", cases=[cast.case])


def test_a_day_place_and_chair_can_follow_and_a_conference_can_be_called_off(cast: Cast) -> None:
    """An urgent conference is convened first and arranged afterwards (GEN-05; WT 4.67, 4.90)."""
    conference = convened(cast, chair=None, invited=[])
    actions.arrange_conference(by=cast.worker.actor, conference=conference, planned_for=HELD, place="Room 2")
    with pytest.raises(Unacceptable, match=r"WT 4\.73"):
        actions.arrange_conference(by=cast.worker.actor, conference=conference, chair=cast.manager.practitioner)
    with pytest.raises(Unacceptable, match="why"):
        actions.cancel_conference(by=cast.worker.actor, conference=conference, reason=" ")
    actions.cancel_conference(by=cast.worker.actor, conference=conference, reason="The family moved away")
    with pytest.raises(NotNow):
        actions.arrange_conference(by=cast.worker.actor, conference=conference, place="Room 3")
    assert open_conference(cast.case.pk, "initial") is None


def test_an_enquiry_begins_one_conference_for_the_family_once(cast: Cast) -> None:
    """Substantiated, continuing risk leads to a conference (CPC-01, ENQ-05; WT 4.65)."""
    begun = rooms.begin(
        "initial-conference", by=cast.worker.actor, cases=[cast.case, cast.sibling_case], at=CONVENED, because=None
    )
    again = rooms.begin("initial-conference", by=cast.worker.actor, cases=[cast.case], at=CONVENED, because=None)
    assert begun == again
    assert begun.children.count() == 2


def test_a_brother_whose_enquiry_ends_later_joins_the_familys_conference(cast: Cast) -> None:
    """One conference for the family, and those invited see him too (CPC-15, CPC-02; WT 4.68, 4.75)."""
    conference = convened(cast, children=[cast.case])
    begun = rooms.begin("initial-conference", by=cast.worker.actor, cases=[cast.sibling_case], at=HELD)
    assert begun == conference
    assert conference.children.count() == 2
    seen = Involvement.objects.filter(child=cast.sibling, part="conference-member")
    assert {row.practitioner.name for row in seen} == {"Wendy Sorrel", "Teresa Vetch", "Pat Constable"}


def test_an_unborn_childs_conference_is_pre_birth_with_the_same_standing(cast: Cast) -> None:
    """Same status; born brothers and sisters are left to theirs (CPC-14; WT 4.121)."""
    unborn = another_case(cast, cast.unborn)
    assert rooms.begin("pre-birth-conference", by=cast.worker.actor, cases=[cast.case], at=CONVENED) is None
    begun = rooms.begin("initial-conference", by=cast.worker.actor, cases=[unborn], at=CONVENED)
    assert begun.kind == "pre-birth"
    assert rooms.begin("pre-birth-conference", by=cast.worker.actor, cases=[unborn], at=CONVENED) == begun
    assert Conference.objects.count() == 1
