"""The floor that every room stands on: acts, history, access (REC-01, GEN-11; WT 4.129-4.131)."""

from __future__ import annotations

import pytest
from django.db import DatabaseError, connection, transaction

from holdfast.access.door import acting, fetch
from holdfast.cases import actions
from holdfast.cases.models import Case, Decision
from holdfast.core.errors import NotPermitted, OutOfSight, Unacceptable
from holdfast.ledger.guard import WrittenOutsideAct
from holdfast.ledger.models import Act, Correction
from holdfast.people import actions as people
from holdfast.people.models import Person
from holdfast.people.selectors import search, siblings_of
from tests.support.cast import Cast

pytestmark = pytest.mark.django_db


def test_evidence_is_written_only_inside_an_act(cast: Cast) -> None:
    """One door (REC-01)."""
    cast.child.given_name = "Ivo"
    with pytest.raises(WrittenOutsideAct):
        cast.child.save()
    with pytest.raises(WrittenOutsideAct):
        Person.objects.filter(pk=cast.child.pk).update(given_name="Ivo")
    with pytest.raises(WrittenOutsideAct):
        cast.child.delete()


def test_every_version_is_kept_with_the_act_that_made_it(cast: Cast) -> None:
    """History is kept by the database, and points at its act (REC-01; WT 4.131)."""
    people.change_person(by=cast.worker.actor, person=cast.child, changes={"first_language": "Polish"})
    versions = list(Person.objects.get(pk=cast.child.pk).history.order_by("pgh_id"))
    assert [version.first_language for version in versions] == ["", "Polish"]
    act = Act.objects.get(pk=versions[-1].pgh_context["act"])
    assert (act.verb, act.actor_name, act.agency_name) == (
        "person.change",
        "Wendy Sorrel",
        "Marram Children's Services",
    )


@pytest.mark.parametrize("table", ["ledger_act", "people_personevent", "ledger_actsubject"])
def test_the_database_refuses_to_alter_what_was_kept(cast: Cast, table: str) -> None:
    """Acts and versions cannot be changed or removed, even past the application (REC-01)."""
    for statement in (f"DELETE FROM {table}", f"UPDATE {table} SET {_a_column(table)} = NULL"):
        with (
            pytest.raises(DatabaseError, match="Cannot"),
            transaction.atomic(),
            connection.cursor() as cursor,
        ):
            cursor.execute(statement)


def _a_column(table: str) -> str:
    return {"ledger_act": "reason", "people_personevent": "pgh_label", "ledger_actsubject": "kind"}[table]


def test_rows_of_evidence_cannot_be_deleted_past_the_application(cast: Cast) -> None:
    """Deleting does not exist (REC-01)."""
    with pytest.raises(DatabaseError, match="Cannot"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("DELETE FROM cases_allocation")


def test_outsiders_see_nothing_and_wrong_roles_are_refused(cast: Cast) -> None:
    """Default deny (design: Access)."""
    assert fetch(Case, cast.case.pk, "case.view", by=cast.worker.actor) == cast.case
    assert fetch(Case, cast.case.pk, "case.view", by=cast.teacher.actor) == cast.case
    with pytest.raises(OutOfSight):
        fetch(Case, cast.case.pk, "case.view", by=cast.outsider.actor)
    with pytest.raises(OutOfSight):
        fetch(Case, cast.case.pk, "case.view", by=cast.partner.actor)
    with pytest.raises(NotPermitted):
        fetch(Case, cast.case.pk, "case.view", by=cast.sysadmin.actor)
    with pytest.raises(NotPermitted):
        fetch(Case, cast.case.pk, "case.allocate", by=cast.worker.actor)


def test_nothing_is_kept_when_the_ledger_cannot_be_written(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    """Break the ledger, and nothing has changed (REC-01)."""

    def broken(*args: object, **kwargs: object) -> None:
        raise OSError("the disk is full")

    monkeypatch.setattr("holdfast.ledger.acts.ActSubject.objects.bulk_create", broken)
    with pytest.raises(OSError):
        people.change_person(by=cast.worker.actor, person=cast.child, changes={"religion": "None"})
    assert Person.objects.get(pk=cast.child.pk).religion == ""
    assert not Act.objects.filter(verb="person.change").exists()


def test_a_correction_stands_beside_what_it_corrects(cast: Cast) -> None:
    """Both readable, with who and why (REC-01; WT 4.131)."""
    seen = actions.see_child(by=cast.worker.actor, case=cast.case, alone=False, said="I want to stay")
    actions.correct_record(
        by=cast.worker.actor, record=seen, changes={"alone": True}, reason="Grandmother was in the garden"
    )
    correction = Correction.objects.get(record_id=seen.pk)
    assert (correction.was, correction.now_says) == ("No", "Yes")
    assert correction.act.actor_name == "Wendy Sorrel"
    with pytest.raises(Unacceptable):
        actions.correct_record(by=cast.worker.actor, record=seen, changes={"alone": False}, reason=" ")


def test_a_manager_endorses_what_another_decided(cast: Cast) -> None:
    """Decisions carry who took and who endorsed them (GEN-11; WT 4.32)."""
    with acting("case.open", by=cast.worker.actor, on=[cast.case]):
        decision = Decision(
            case=cast.case,
            step="initial-assessment",
            record_id=cast.case.pk,
            outcome="child-in-need",
            outcome_label="Child in need",
            taken_at=cast.case.opened_at,
            reasons="Seen",
            taken_by=cast.worker.practitioner,
            endorsement_by_role="team-manager",
        )
        decision.save()
    with pytest.raises(NotPermitted):
        actions.endorse_decision(by=cast.worker.actor, decision=decision)
    actions.endorse_decision(by=cast.manager.actor, decision=decision, note="Agreed")
    assert Decision.objects.get(pk=decision.pk).endorsed_by == cast.manager.practitioner


def test_people_are_found_as_spelt_and_as_heard(cast: Cast) -> None:
    """Existing records are searched before anything is decided (REF-07; WT 4.20)."""
    assert cast.child in search("ivy thorne")
    assert cast.child in search("Thorn Ivy")
    people.change_name(by=cast.worker.actor, person=cast.child, given_name="Ivy", family_name="Marsh-Okoro")
    assert cast.child in search("thorne ivy")
    assert cast.child in search("okoro")
    assert cast.child in search(postcode="zz1 4ab")
    assert not search("Nobody").exists()


def test_brothers_and_sisters_are_in_sight(cast: Cast) -> None:
    """Siblings by a shared parent, the unborn child too (GEN-01, GEN-08; WT 4.14, 4.36)."""
    assert {person.pk for person in siblings_of(cast.child)} == {cast.sibling.pk, cast.unborn.pk}


def test_an_unborn_child_is_born_and_stays_the_same_person(cast: Cast) -> None:
    """The case goes on (GEN-01; WT 4.14, 4.121)."""
    from datetime import date

    people.record_birth(by=cast.worker.actor, child=cast.unborn, born_on=date(2026, 3, 1), given_name="Wren")
    born = Person.objects.get(pk=cast.unborn.pk)
    assert (born.name, born.is_unborn, born.expected_on) == ("Wren Thorne", False, date(2027, 1, 15))
