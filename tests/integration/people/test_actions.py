"""Who people are, where they live, how they are related: each change, and what is refused (GEN-01, GEN-08, GEN-09)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import pytest

from holdfast.cases.models import Case
from holdfast.core.errors import NotNow, NotPermitted, OutOfSight, Unacceptable
from holdfast.core.time import today
from holdfast.ledger.models import Act
from holdfast.people import actions
from holdfast.people.known import changes_of
from holdfast.people.models import (
    Address,
    Family,
    FamilyMember,
    Identifier,
    NameKind,
    Person,
    PersonName,
    Relationship,
    Residence,
)
from holdfast.people.selectors import circle_of, families_of, held_by, homes_of, household_of, relations_of, search
from tests.support.cast import Cast

pytestmark = pytest.mark.django_db

TOMORROW = timedelta(days=1)


def test_a_birth_goes_on_with_the_same_person(cast: Cast) -> None:
    """GEN-01: the child that the case followed before birth is the child after it (WT 4.14, 4.121)."""
    by = cast.worker.actor
    actions.record_birth(by=by, child=cast.unborn, born_on=today(), given_name="Wren", sex="female")
    born = Person.objects.get(pk=cast.unborn.pk)
    assert (born.name, born.born_on, born.sex, born.is_unborn) == ("Wren Thorne", today(), "female", False)
    assert born in search("unborn") or born in search("thorne")
    assert Act.objects.get(verb="person.born").actor_name == "Wendy Sorrel"
    with pytest.raises(NotNow):
        actions.record_birth(by=by, child=born, born_on=today())
    with pytest.raises(Unacceptable, match="future"):
        actions.record_birth(by=by, child=Person(held_by=cast.authority), born_on=today() + TOMORROW)


def test_a_former_name_is_kept_and_found(cast: Cast) -> None:
    """REC-01, REF-07: a change of name hides nobody."""
    by = cast.worker.actor
    actions.change_name(by=by, person=cast.child, given_name="Ivy", family_name="Okoro", from_date=date(2026, 3, 1))
    actions.add_name(by=by, person=cast.child, kind=NameKind.ALIAS, given_name="Vee")
    assert cast.child in search("thorne ivy")
    assert cast.child in search("vee")
    former = PersonName.objects.get(person=cast.child, kind=NameKind.FORMER)
    assert (str(former), former.to_date) == ("Ivy Thorne", date(2026, 3, 1))
    for refused in (
        lambda: actions.change_name(by=by, person=cast.child, given_name=" ", family_name=""),
        lambda: actions.change_name(
            by=by, person=cast.child, given_name="A", family_name="B", from_date=today() + TOMORROW
        ),
        lambda: actions.add_name(by=by, person=cast.child, kind=NameKind.ALIAS),
        lambda: actions.add_name(
            by=by,
            person=cast.child,
            kind=NameKind.ALIAS,
            given_name="X",
            from_date=date(2020, 1, 2),
            to_date=date(2020, 1, 1),
        ),
    ):
        with pytest.raises(Unacceptable):
            refused()


def test_another_date_of_birth_needs_its_reason_and_the_old_one_stays_readable(cast: Cast) -> None:
    """REC-01: what was recorded is corrected with who, when and why (WT 4.129-4.131)."""
    by = cast.worker.actor
    with pytest.raises(Unacceptable, match="how it is known"):
        actions.change_person(by=by, person=cast.child, changes={"born_on": date(2017, 8, 12)})
    child = Person.objects.get(pk=cast.child.pk)
    actions.change_person(
        by=by,
        person=child,
        changes={"born_on": date(2017, 8, 12), "disabilities": ["hearing"], "interpreter_needed": True},
        reason="Birth certificate seen",
    )
    told = {one.what: (one.was, one.now, one.by, one.why) for one in changes_of(child)}
    assert told["Date of birth"] == ("21 August 2017", "12 August 2017", "Wendy Sorrel", "Birth certificate seen")
    assert told["Disability"][:2] == ("", "Hearing")
    assert told["Needs an interpreter"][:2] == ("", "Yes")
    with pytest.raises(Unacceptable, match="future"):
        actions.change_person(by=by, person=child, changes={"born_on": today() + TOMORROW}, reason="Slip")
    actions.record_death(by=by, person=cast.mother, died_on=date(2020, 1, 1))
    with pytest.raises(Unacceptable, match="after the date of death"):
        actions.change_person(by=by, person=cast.mother, changes={"born_on": date(2021, 1, 1)}, reason="Slip")


def test_a_death_lies_between_birth_and_today(cast: Cast) -> None:
    """REC-01: what cannot be is not recorded."""
    for day in (today() + TOMORROW, date(2010, 1, 1)):
        with pytest.raises(Unacceptable):
            actions.record_death(by=cast.worker.actor, person=cast.child, died_on=day)


def test_a_wrong_check_digit_is_told_and_kept_if_it_was_given(cast: Cast) -> None:
    """REF-07: a slip is noticed; what somebody gave is kept, marked."""
    by = cast.worker.actor
    with pytest.raises(Unacceptable, match="check digit") as refusal:
        actions.identify(by=by, person=cast.child, kind="nhs", value="943 476 5910")
    assert refusal.value.field == "value"
    kept = actions.identify(by=by, person=cast.child, kind="nhs", value="943 476 5910", accept_wrong=True)
    assert (kept.value, kept.checks) == ("9434765910", False)
    right = actions.identify(by=by, person=cast.child, kind="nhs", value="943 476 5919")
    assert right.checks
    assert actions.identify(by=by, person=cast.child, kind="nhs", value="9434765919") == right
    local = actions.identify(by=by, person=cast.child, kind="local", value="ab 12")
    assert (local.value, local.issuer_id) == ("AB12", cast.authority.pk)
    with pytest.raises(Unacceptable):
        actions.identify(by=by, person=cast.child, kind="local", value=" ")
    assert cast.child in search(number="943 476 5919")


def test_a_family_moves_together_and_the_address_is_typed_once(cast: Cast) -> None:
    """GEN-08: the household moves; its home before ends the same day and stays on record (WT 4.36)."""
    by, day = cast.worker.actor, date(2026, 5, 1)
    family = [cast.mother, cast.child, cast.sibling]
    actions.move_home(by=by, people=family, line1="9 Sandwort Close", postcode="zz2  3cd", from_date=day)
    assert Address.objects.get(line1="9 Sandwort Close").postcode == "ZZ2 3CD"
    now, before = homes_of([cast.child.pk])[cast.child.pk]
    assert (now.from_date, now.to_date, before.to_date) == (day, None, day)
    assert household_of(cast.child.pk) == [cast.mother, cast.sibling]
    actions.move_home(by=by, people=family, line1="9 Sandwort Close", postcode="ZZ2 3CD", from_date=day)
    assert Residence.objects.filter(person=cast.child).count() == 2
    contact = actions.move_home(by=by, people=[cast.child], line1="1 Aunt's Row", kind="contact")
    assert Residence.objects.get(address=contact).to_date is None
    assert Residence.objects.get(person=cast.child, kind="home", to_date=None).from_date == day
    actions.move_home(by=by, people=[cast.unborn], line1="1 Aunt's Row")
    assert household_of(cast.child.pk) == [cast.mother, cast.sibling], "an address for contact makes no household"
    home = circle_of(cast.child).home
    assert home is not None
    assert home.kind == "home"


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"line1": " "}, "line1"),
        ({"line1": "1 A", "from_date": date(2999, 1, 1)}, "from_date"),
        ({"line1": "1 A", "from_date": date(2020, 1, 1)}, "from_date"),
    ],
)
def test_a_move_that_cannot_be_is_refused(cast: Cast, given: dict[str, object], field: str) -> None:
    """GEN-08: no address, a day to come, a day before they came."""
    by = cast.worker.actor
    actions.move_home(by=by, people=[cast.child], line1="9 Sandwort Close", from_date=date(2026, 5, 1))
    with pytest.raises(Unacceptable) as refusal:
        actions.move_home(by=by, people=[cast.child], **given)  # type: ignore[arg-type]
    assert refusal.value.field == field
    with pytest.raises(Unacceptable):
        actions.move_home(by=by, people=[], line1="1 A")


def test_somebody_leaves_and_nobody_knows_for_where(cast: Cast) -> None:
    """GEN-08: the household is true at once, without an invented address."""
    by = cast.worker.actor
    actions.leave_home(by=by, people=[cast.mother])
    assert household_of(cast.child.pk) == [cast.sibling]
    assert homes_of([cast.mother.pk])[cast.mother.pk][0].to_date == today()
    with pytest.raises(NotNow):
        actions.leave_home(by=by, people=[cast.mother])
    with pytest.raises(Unacceptable):
        actions.leave_home(by=by, people=[cast.child], on=today() + TOMORROW)
    actions.move_home(by=by, people=[cast.child], line1="1 New", from_date=date(2026, 5, 1))
    with pytest.raises(Unacceptable):
        actions.leave_home(by=by, people=[cast.child], on=date(2026, 4, 1))


def test_silence_takes_nothing_away_from_a_relationship(cast: Cast) -> None:
    """GEN-08: recorded again without an answer, parental responsibility stays as it was."""
    by = cast.worker.actor
    again = actions.relate(by=by, person=cast.mother, other=cast.child, kind="mother")
    assert again.parental_responsibility is True
    one = actions.relate(by=by, person=cast.child, other=cast.sibling, kind="sibling")
    other = actions.relate(by=by, person=cast.sibling, other=cast.child, kind="sibling")
    assert one == other
    with pytest.raises(Unacceptable):
        actions.relate(by=by, person=cast.child, other=cast.child, kind="sibling")
    with pytest.raises(Unacceptable):
        actions.relate(by=by, person=cast.mother, other=cast.child, kind="lodger", from_date=today() + TOMORROW)


def test_a_relationship_ends_and_what_it_said_is_kept(cast: Cast) -> None:
    """REC-01, GEN-08: with dates; and what it said before (WT 4.131)."""
    by = cast.worker.actor
    one = Relationship.objects.get(other=cast.child, kind="mother")
    actions.change_relationship(by=by, relationship=one, parental_responsibility=False, to_date=date(2026, 4, 1))
    told = {change.what: (change.was, change.now) for change in changes_of(cast.child, relations_of([cast.child.pk]))}
    assert told["Rosa Thorne and Ivy Thorne: parental responsibility"] == ("Yes", "No")
    assert told["Rosa Thorne and Ivy Thorne: to"] == ("", "1 April 2026")
    with pytest.raises(Unacceptable):
        actions.change_relationship(by=by, relationship=one, from_date=date(2026, 5, 1))


def test_somebody_new_is_brought_in_at_once(cast: Cast) -> None:
    """GEN-08: registered, related, at home and in the family in one act; a turned relationship is the child's."""
    by = cast.worker.actor
    made = actions.bring_in(
        by=by,
        child=cast.child,
        kind="parents-partner",
        new={"given_name": "Karl", "family_name": "Vetchling"},
        lives_there=True,
        parental_responsibility=False,
    )
    karl = made.person
    assert (karl.name, made.other, karl.held_by) == ("Karl Vetchling", cast.child, cast.authority)
    assert karl in household_of(cast.child.pk)
    assert karl in [one.person for one in cast.family.members.select_related("person")]
    act = Act.objects.get(verb="person.register", subjects__record_id=karl.pk)
    assert act.part_of is not None
    assert act.part_of.verb == "person.relate"
    turned = actions.bring_in(by=by, child=karl, kind="father", turned=True, other=cast.sibling)
    assert (turned.person, turned.other) == (karl, cast.sibling)
    with pytest.raises(Unacceptable) as refusal:
        actions.bring_in(by=by, child=cast.child, kind="aunt-uncle", new={"given_name": ""})
    assert refusal.value.field == "who"


def test_nothing_of_a_bringing_in_is_kept_when_a_part_is_refused(cast: Cast) -> None:
    """GEN-08: no home on record to share: the person is not registered either."""
    with pytest.raises(Unacceptable) as refusal:
        actions.bring_in(
            by=cast.worker.actor, child=cast.unborn, kind="father", new={"given_name": "Karl"}, lives_there=True
        )
    assert refusal.value.field == "lives_there"
    assert not Person.objects.filter(given_name="Karl").exists()


def test_a_family_is_gathered_and_somebody_is_taken_out_again(cast: Cast) -> None:
    """GEN-08: shown together, and that they were shown together stays on record."""
    by = cast.worker.actor
    actions.gather_family(by=by, people=[cast.child], family=cast.family, name="Thorne-Marsh", without=[cast.unborn])
    assert Family.objects.get(pk=cast.family.pk).name == "Thorne-Marsh"
    assert families_of([cast.unborn.pk]) == []
    assert FamilyMember.objects.get(person=cast.unborn).to_date == today()
    actions.gather_family(by=by, people=[cast.unborn], family=cast.family)
    assert families_of([cast.unborn.pk]) == [cast.family]
    with pytest.raises(Unacceptable):
        actions.gather_family(by=by, people=[])
    assert actions.gather_family(by=by, people=[cast.mother]).name == "Thorne"


def test_everybody_around_a_child_is_counted_once(cast: Cast) -> None:
    """GEN-08: household, brothers and sisters, parents: each once (WT 4.36, 4.47)."""
    circle = circle_of(cast.child)
    assert {one.pk for one in circle.everybody} == {cast.mother.pk, cast.sibling.pk, cast.unborn.pk}
    assert circle.home is not None
    assert circle_of(cast.unborn).home is None
    assert cast.child in held_by(cast.authority.pk)
    assert not held_by(None).exists()


Change = Callable[[Cast], object]
CHANGES: dict[str, Change] = {
    "register": lambda c: actions.register_person(by=c.worker.actor, given_name="New", family_name="Person"),
    "change name": lambda c: actions.change_name(
        by=c.worker.actor, person=c.child, given_name="New", family_name="Name"
    ),
    "add name": lambda c: actions.add_name(by=c.worker.actor, person=c.child, kind="alias", given_name="New"),
    "change": lambda c: actions.change_person(by=c.worker.actor, person=c.child, changes={"religion": "New"}),
    "birth": lambda c: actions.record_birth(by=c.worker.actor, child=c.unborn, born_on=today(), given_name="New"),
    "death": lambda c: actions.record_death(by=c.worker.actor, person=c.child, died_on=today()),
    "identify": lambda c: actions.identify(by=c.worker.actor, person=c.child, kind="local", value="NEW"),
    "move": lambda c: actions.move_home(by=c.worker.actor, people=[c.child, c.sibling], line1="1 New Row"),
    "leave": lambda c: actions.leave_home(by=c.worker.actor, people=[c.child]),
    "relate": lambda c: actions.relate(by=c.worker.actor, person=c.mother, other=c.sibling, kind="guardian"),
    "change relationship": lambda c: actions.change_relationship(
        by=c.worker.actor, relationship=Relationship.objects.get(other=c.child), to_date=today()
    ),
    "bring in": lambda c: actions.bring_in(
        by=c.worker.actor, child=c.child, kind="father", new={"given_name": "New"}, lives_there=True
    ),
    "gather": lambda c: actions.gather_family(
        by=c.worker.actor, people=[c.child], family=c.family, name="New", without=[c.unborn]
    ),
}
KEPT = (Person, PersonName, Identifier, Address, Residence, Relationship, Family, FamilyMember, Act)


def snapshot() -> list[list[dict[str, object]]]:
    """Every row that people's actions can change."""
    return [list(model.objects.order_by("pk").values()) for model in KEPT]


def test_every_action_of_the_room_is_broken_below() -> None:
    """REC-01: an action that is added is added to the test of broken ledgers too."""
    assert len(CHANGES) == len([name for name in actions.__all__ if name != "check_digit_right"])


@pytest.mark.parametrize("name", sorted(CHANGES))
def test_nothing_is_kept_when_the_ledger_breaks(name: str, cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    """REC-01: a change without its act does not exist."""

    def broken(*args: object, **kwargs: object) -> None:
        raise OSError("the disk is full")

    before = snapshot()
    monkeypatch.setattr("holdfast.ledger.acts.ActSubject.objects.bulk_create", broken)
    with pytest.raises(OSError, match="disk"):
        CHANGES[name](cast)
    assert snapshot() == before


@pytest.mark.parametrize("name", sorted(set(CHANGES) - {"register"}))
def test_outsiders_and_wrong_roles_change_nothing(name: str, cast: Cast) -> None:
    """GEN-07: of another authority nothing is there; a role that only reads is refused."""
    for member, error in ((cast.outsider, OutOfSight), (cast.auditor, NotPermitted), (cast.teacher, None)):
        cast.worker.actor = member.actor
        with pytest.raises(error or (OutOfSight, NotPermitted)):
            CHANGES[name](cast)


def test_a_case_is_not_disturbed_by_what_becomes_known_of_its_child(cast: Cast) -> None:
    """GEN-01: a birth, a name, a move: the case stays what it was."""
    before = Case.objects.filter(pk=cast.case.pk).values().get()
    for name in ("change name", "move", "death"):
        CHANGES[name](cast)
    assert Case.objects.filter(pk=cast.case.pk).values().get() == before
