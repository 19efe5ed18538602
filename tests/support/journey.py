"""Three children's journey through the screens, from a teacher's telephone call to the end of their plans."""

from __future__ import annotations

import re

from tests.support.opening import CHILDREN, FAMILY, Opening

__all__ = ["CHILDREN", "FAMILY", "Journey"]


class Journey(Opening):
    """The whole way: the opening, then the enquiry, the conferences, the plans and their end."""

    def enquiry(self) -> None:
        """The section 47 enquiry: each child heard, the family told, one outcome for all three (ENQ-01..09)."""
        walk = self.walk
        with walk.step("Section 47 enquiry", self.cast.worker):
            heard = (
                ("Child interviewed separately", "It has been since last summer, mostly Saturdays."),
                ("Child interviewed separately", "Kit hits Rowan and Mum cries in the bathroom."),
            )
            for number, (name, (kind, said)) in enumerate(zip(CHILDREN, heard, strict=False)):
                self.child(name)
                walk.follow("Section 47 enquiry begins")
                walk.follow("Record what was done")
                walk.select("What was done", kind)
                walk.when("When was it done?", self.on(5, 10 + number))
                walk.type("What the child said", said)
                walk.press("Record it")
            walk.follow("Record what the family was told")
            walk.type("Who?", "Dawn and her sister")
            walk.when("When?", self.on(5, 13))
            walk.press("Record it")
            walk.follow("Decide the outcome")
            for name in CHILDREN:
                walk.tick(re.compile(name))
            walk.tick(re.compile("^Substantiated, continuing risk"))
            walk.type("Reasons", "Rowan's account fits the mark; Kit denies it and is back at the flat since Tuesday.")
            walk.when("When was it decided?", self.on(11, 14))
            walk.press("Record the outcome")
            walk.sees("continuing risk")

    def outcome_given(self) -> None:
        """Family and agencies have the outcome of all three enquiries before the conference (ENQ-09; WT 4.58)."""
        walk = self.walk
        with walk.step("Outcome given", self.cast.worker):
            walk.go("/my-work/")
            walk.follow(re.compile(f"Give the outcome.*Rowan {FAMILY}"))
            walk.follow("Give the outcome")
            walk.when("When?", self.on(13, 10))
            walk.press("Record who received it")

    def convene(self) -> None:
        """The administrator sets the day, the chair and who is invited (CPC-01, CPC-08; WT 4.67-4.74, 4.90)."""
        walk = self.walk
        with walk.step("Convening the conference", self.cast.administrator):
            walk.go("/my-work/")
            walk.follow(re.compile(f"Initial conference.*Rowan {FAMILY}"))
            walk.follow("Day, place and chair")
            walk.when("When is it to be held?", self.on(23, 10))
            walk.type("Where?", "Eelgrass House, room 2")
            walk.answer("Who chairs?", "Charles Eider")
            walk.press("Save")
            for name, role in (
                ("Teresa Vetch, Thrift Lane Primary School", "School or education"),
                ("Pat Constable, Marram Constabulary", "Police"),
            ):
                walk.follow("Invite")
                walk.select("A practitioner in the register", name)
                walk.select("In what role?", role)
                walk.tick("Has direct contact with the child")
                walk.press("Invite")

    def conference(self) -> None:
        """Held on one page: views, the decision for all three, key worker, core group, outline (CPC-09..15)."""
        walk = self.walk
        with walk.step("Initial conference", self.cast.chair):
            walk.go("/my-work/")
            walk.follow(re.compile(f"Rowan {FAMILY}"))
            walk.follow("Hold the conference")
            walk.when("When was it held?", self.on(23, 10))
            walk.answer("Who chaired?", "Charles Eider")
            walk.sees("Quorum")
            walk.answer("At continuing risk of significant harm?", "Yes")
            walk.answer("If so: which limb", re.compile("^Has suffered"))
            walk.answer("What is decided?", re.compile("^Child protection plan"))
            walk.answer("Category or categories", re.compile("^Physical abuse"))
            walk.type("Reasons for the decision", "The man who did it came back; Dawn cannot keep him out alone.")
            walk.type("What needs to change?", "No one hits or frightens them, and Dawn has help to keep it so.")
            walk.type("What if it does not work?", "Legal planning meeting the same week.")
            first = walk.part("Planned outcome 1")
            walk.type("What is to be different", "They sleep and go to school unafraid", within=first)
            walk.type("What will be done?", "Locks changed and injunction sought", within=first)
            walk.type("Who does it?", "Dawn with the outreach worker", within=first)
            walk.day("By when?", self.on(30), within=first)
            walk.press("Record the conference")
            walk.sees("Child protection plan")

    def decision_sent(self) -> None:
        """The decision goes out to everybody who was invited (CPC-13; WT 4.82)."""
        walk = self.walk
        with walk.step("Decision sent", self.cast.administrator):
            walk.go("/conferences/")
            walk.follow(re.compile(f"Rowan {FAMILY}"))
            walk.follow("Send out the decision")
            walk.when("When did it go out?", self.on(24, 9))
            walk.press("Record that it went out")
            walk.sees("Circulation of the conference's decision met")

    def core_group(self) -> None:
        """The first core group, recorded once for all three plans (CPP-02, CPP-03; WT 4.93-4.96)."""
        walk = self.walk
        with walk.step("Core group", self.cast.worker):
            walk.go("/plans/")
            walk.follow(f"Rowan {FAMILY}")
            walk.follow("Record a core group")
            walk.when("When did it meet?", self.on(32, 14))
            walk.type(
                "What was decided and agreed?",
                "School keeps a daily eye; police answer the address first.",
            )
            walk.day("When does it meet next?", self.on(65))
            walk.press("Record the core group")
            walk.sees("The core group is recorded.", *CHILDREN)

    def core_assessment(self) -> None:
        """The core assessment that the enquiry began, in time (ENQ-01; WT 4.75, 4.97)."""
        walk = self.walk
        with walk.step("Core assessment", self.cast.worker):
            self.child()
            walk.follow("Core assessment begun")
            walk.follow("Write")
            walk.type("Parenting capacity", "Since the injunction Dawn sets bedtimes and answers them when they wake.")
            meanings = (
                "He watches doors, and laughs again at school.",
                "Dry at night since Kit went; plays at being a nurse.",
                "Gaining weight with the health visitor's feeding plan.",
            )
            for name, found in zip(CHILDREN, meanings, strict=True):
                walk.type("What does it all mean", found, within=walk.part(f"{name} {FAMILY}"))
            walk.press("Save, then complete")
            walk.answer("What is the outcome?", "Feeds the child protection plan")
            walk.type("Reasons, and next steps", "Safe while Kit stays away; the plan's aims fit what was found.")
            walk.when("When was it completed?", self.on(46, 12))
            walk.press("Complete the assessment")
            walk.sees("Feeds the child protection plan")

    def review(self, name: str, days: int, decision: str, reasons: str, progress: tuple[str, str, str]) -> None:
        """A review conference: convened with one click each, held on one page (CPC-14, CPP-06; WT 4.110-4.114)."""
        walk = self.walk
        with walk.step(name, self.cast.administrator):
            walk.go("/plans/")
            walk.follow(f"Rowan {FAMILY}")
            walk.follow("Convene the review conference")
            walk.when("When is it to be held?", self.on(days, 10))
            walk.press("Convene the conference")
        with walk.step(name, self.cast.chair):
            walk.go("/my-work/")
            walk.follow(re.compile(f"Rowan {FAMILY}"))
            walk.follow("Hold the conference")
            walk.answer("At continuing risk of significant harm?", "Yes" if decision == "Plan continues" else "No")
            walk.answer("What is decided?", re.compile(f"^{decision}$"))
            walk.type("Reasons for the decision", reasons)
            for child, fares in zip(CHILDREN, progress, strict=True):
                walk.type("How the child fares", fares, within=walk.region(f"{child} {FAMILY}"))
            walk.press("Record the conference")
            walk.sees(*CHILDREN)

    def ending(self) -> None:
        """The plans have ended by a review; those concerned are told, and help goes on (CPP-08, CIN-01; WT 4.115)."""
        walk = self.walk
        with walk.step("After the plans", self.cast.worker):
            walk.go("/my-work/")
            walk.follow(re.compile(f"Tell those concerned.*Rowan {FAMILY}"))
            walk.sees("Ended", "A review judged it no longer needed")
            walk.follow("Tell of the end of the plan")
            walk.type("What did parents and child want", "Dawn keeps her support worker; Rowan his Thursday club.")
            walk.when("When were they told?", self.on(232, 11))
            walk.press("Record who was told")
            self.child()
            walk.sees(
                "Go on with the child in need plan", "Review of the child in need plan", "Child protection plan ended"
            )

    def whole(self) -> None:
        """From the telephone call to the end of the plans."""
        self.referral()
        self.decision()
        self.letters()
        self.visit()
        self.initial_assessment()
        self.endorsement()
        self.strategy()
        self.enquiry()
        self.outcome_given()
        self.convene()
        self.conference()
        self.decision_sent()
        self.core_group()
        self.core_assessment()
        self.review(
            "First review",
            107,
            "Plan continues",
            "Kit is gone; Dawn's strength is new and not yet tried.",
            ("Sleeps through most nights.", "Talks of school in September.", "Crawls everywhere."),
        )
        self.review(
            "Second review",
            231,
            "Plan ends: child in need plan",
            "Eight months without harm; Dawn asks for help early and gets it.",
            (
                "Plays football, brings friends home.",
                "Has started school happily.",
                "Walks; on her weight line.",
            ),
        )
        self.ending()
