"""The first half of three children's journey, from a teacher's telephone call to the strategy discussion.

It begins some eight months before today, and every step says when it happened, as somebody does who records what
happened while the computer was away. Each fact is typed where it is learnt, and nowhere else.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from holdfast.core.time import LONDON, now
from tests.support.walking import Walk

FAMILY = "Brackenbury"
CHILDREN = ("Rowan", "Hazel", "Linnet")
"""Nine and four years old, and a baby."""


def beginning() -> datetime:
    """A Monday morning some eight months ago, on which the telephone rings."""
    long_ago = now().astimezone(LONDON) - timedelta(days=252)
    monday = long_ago - timedelta(days=long_ago.weekday())
    return monday.replace(hour=9, minute=40, second=0, microsecond=0, tzinfo=LONDON)


@dataclass
class Opening:
    """The first half, to the strategy discussion. `walk` does and counts what the practitioners of `cast` do."""

    walk: Walk
    cast: Any
    start: datetime = field(default_factory=beginning)

    def on(self, days: int, hour: int = 10, minute: int = 0) -> datetime:
        """A moment so many days after the call, London's time."""
        return (self.start + timedelta(days=days)).replace(hour=hour, minute=minute)

    def child(self, name: str = CHILDREN[0]) -> None:
        """Open a child's page from one's own work."""
        self.walk.go("/my-work/")
        self.walk.follow(re.compile(f"^{name} {FAMILY}$"))

    def referral(self) -> None:
        """Search first, then take the concern down, once for all three (REF-01, REF-03, REF-07)."""
        walk = self.walk
        with walk.step("Referral", self.cast.worker):
            walk.go("/front-door/")
            walk.type("Name", FAMILY)
            walk.press("Search")
            walk.sees(FAMILY)
            walk.follow("Take down the concern")
            self._family()
            self._concern()
            walk.press("Record")
            walk.sees("The referral is recorded. Decide next what happens.", *CHILDREN)

    def _family(self) -> None:
        walk = self.walk
        walk.type("House and street", "12 Samphire Court")
        walk.type("Town", "Marram")
        walk.type("Postcode", "ZZ1 7QT")
        born = [(3300, "Male"), (1580, "Female"), (130, "Female")]
        for number, (name, (days, sex)) in enumerate(zip(CHILDREN, born, strict=True), 1):
            if number > 1:
                walk.tap(walk.main.get_by_role("button", name="Add another child"))
            row = walk.main.get_by_role("group", name=f"Child {number}", exact=True)
            walk.type("First name", name, within=row)
            walk.day("Date of birth", self.on(-days), within=row)
            walk.tick(re.compile(f"^{sex}"), within=row)
        mother = walk.main.get_by_role("group", name="Adult 1", exact=True)
        walk.type("First name", "Dawn", within=mother)
        walk.select("What they are to the children", "Mother", within=mother)
        walk.tick("Yes", within=mother)

    def _concern(self) -> None:
        walk = self.walk
        walk.when("When was it received?", self.on(0, 9, 40))
        walk.select("Who is raising it?", "School or education")
        walk.type("Their name", "Teresa Vetch")
        walk.type("What is the concern?", "Rowan came with a belt mark across his back and said he is hit at home.")
        walk.answer("Is it alleged that a child is being maltreated?", "Yes")
        walk.answer("Does the family know and agree?", "Not sought yet")

    def decision(self) -> None:
        """The manager's one decision for all three, on the same day, and who takes them on (REF-06; WT 4.20)."""
        walk = self.walk
        with walk.step("Decision", self.cast.manager):
            walk.go("/front-door/")
            walk.follow(FAMILY)
            walk.follow("Decide what happens next")
            walk.answer("What happens next?", "Initial assessment")
            walk.type("Why?", "A mark that fits what he says; nobody has yet looked at how the other two are.")
            walk.answer("Who takes it on?", "Wendy Sorrel")
            walk.when("When was it decided?", self.on(0, 15))
            walk.press("Decide for all 3 children")
            walk.sees(*CHILDREN, "Initial assessment")

    def letters(self) -> None:
        """The school's letter comes, and the school hears what was decided (REF-04, REF-08; WT 4.19)."""
        walk = self.walk
        with walk.step("Letters", self.cast.worker):
            self.child()
            walk.follow("Referral from Teresa Vetch")
            walk.when("When did the written confirmation arrive?", self.on(1, 11))
            walk.press("Confirmation received")
            walk.answer("How?", "Telephone")
            walk.when("When?", self.on(1, 11, 15))
            walk.press("Record what they were told")
            walk.sees("Decision on the referral met", "Written confirmation of a telephoned referral met")

    def visit(self) -> None:
        """One visit, typed once; each child seen, in their own words (IA-03, GEN-04; WT 4.27)."""
        walk = self.walk
        with walk.step("Visit", self.cast.worker):
            self.child()
            walk.follow("Record a visit")
            walk.when("When", self.on(2, 16))
            walk.type("Where", "At home")
            walk.type("Who else was there", "Dawn, who left us alone with each child in turn")
            walk.type("What you observed", "A tidy, cold flat. The baby was slow to look up; Dawn was tearful.")
            rowan, hazel, linnet = (walk.part(f"{name} {FAMILY}") for name in CHILDREN)
            walk.tick("Yes", within=rowan.get_by_role("group", name="Alone"))
            walk.type("What the child said", "He does it with the belt when Mum is at work.", within=rowan)
            walk.type("Wishes and feelings", "He wants it to stop and to stay with his mum.", within=rowan)
            walk.tap(hazel.get_by_text("What Hazel said"))
            walk.tick("Yes", within=hazel.get_by_role("group", name="Alone"))
            walk.type("What the child said", "I hide in the wardrobe when Kit shouts.", within=hazel)
            walk.tick("Part of this visit", within=linnet)
            walk.press("Record the visit")
            walk.sees("Go on with the initial assessment", "He does it with the belt when Mum is at work.")

    def initial_assessment(self) -> None:
        """Written once for the family and once for each child, completed for all three (IA-02..07; WT 4.24-4.32)."""
        walk = self.walk
        with walk.step("Initial assessment", self.cast.worker):
            self.child()
            walk.follow("Initial assessment begun")
            walk.follow("Write")
            walk.type("History", "Kit moved in last summer. Two calls to the police about shouting, none followed up.")
            walk.type("Parenting capacity", "Dawn is warm to them and afraid of Kit. He says a belt did him no harm.")
            walk.type("Family and environmental factors", "Kit drinks at weekends. Dawn's sister lives nearby.")
            needs = (
                "Bright; has stopped joining in at games since the autumn.",
                "Wets herself at nursery again, after a dry year.",
                "Below her weight line; slow to smile.",
            )
            for name, found in zip(CHILDREN, needs, strict=True):
                part = walk.part(f"{name} {FAMILY}")
                walk.type("Developmental needs", found, within=part)
                walk.tick("Yes", within=part.get_by_role("group", name="Is this a child in need?"))
                walk.tick("Yes", within=part.get_by_role("group", name="Is there reasonable cause"))
            walk.press("Save, then complete")
            walk.answer("What is the outcome?", "Reasonable cause")
            walk.type("Reasons, and next steps", "All three live with the man who hits Rowan, and show it.")
            walk.when("When was it completed?", self.on(4, 12))
            walk.answer("Who has been given the outcome in writing?", "Dawn")
            walk.answer("Who has been given the outcome in writing?", "The referrer")
            walk.press("Complete the assessment")
            walk.sees("Not endorsed yet", *CHILDREN)

    def endorsement(self) -> None:
        """The manager endorses the outcome for all three at once (IA-06, GEN-11; WT 4.32)."""
        walk = self.walk
        with walk.step("Endorsement", self.cast.manager):
            walk.go("/my-work/")
            walk.follow(re.compile(f"Reasonable cause.*Rowan {FAMILY}"))
            walk.press("Endorse the decision")
            walk.sees("Endorsed", *CHILDREN)

    def strategy(self) -> None:
        """The outcome is endorsed; the discussion is recorded once for all three (STR-01..06; WT 4.41-4.46)."""
        walk = self.walk
        with walk.step("Strategy discussion", self.cast.manager):
            walk.go("/my-work/")
            walk.follow(re.compile(f"Hold a strategy discussion.*Rowan {FAMILY}"))
            walk.when("When was it held?", self.on(4, 15))
            walk.tick("Telephone")
            for name in CHILDREN:
                walk.answer(f"What was decided for {name}", "Begin a section 47 enquiry")
            walk.type("Reasons for the decisions", "The mark, what two children say, and fear of Kit in the home.")
            walk.answer("Who carries the enquiry?", "Jointly with the police")
            walk.type("What the family is told", "Wendy tells Dawn tonight; nothing to Kit before his arrest.")
            police = walk.part("Participant 2")
            walk.select("Who (optional)", "Pat Constable, Marram Constabulary", within=police)
            action = walk.part("Action 1")
            walk.type(
                "What will be done",
                "A paediatrician looks at Rowan's back",
                within=action,
            )
            walk.select("Who (optional)", "Wendy Sorrel, Marram Children's Services", within=action)
            walk.day("By when", self.on(5), within=action)
            walk.press("Record the strategy discussion")
            walk.sees(*CHILDREN)
            walk.follow("Circulate the record")
            walk.when("When was it sent?", self.on(7, 9))
            walk.press("Circulate to everybody")
