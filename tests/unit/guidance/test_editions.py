"""The two editions that there are: what they must hold, whatever their words."""

from __future__ import annotations

from pathlib import Path

import pytest

from holdfast.guidance import EVENTS, SUPERSEDING, Edition, citations, editions, load
from holdfast.guidance.page import page

ROOT = Path(__file__).parents[3]

TABLE = """
referral-written-confirmation 48 hours referral.professional-telephone referral.confirmed-in-writing WT 4.19
referral-acknowledgement 1 working_days referral.written-received referral.acknowledged WT 4.19
referral-chase 3 working_days referral.written-sent referral.acknowledged,referral.chased WT 4.19
referral-decision 1 working_days referral.received referral.decided WT 4.20
initial-assessment 7 working_days referral.received assessment.initial.completed WT 4.24
curfew-enquiry 48 hours curfew.information-received enquiry.started WT box 1
strategy-record 1 working_days strategy.held strategy.record-circulated WT 4.44
core-assessment 35 working_days assessment.initial.completed,strategy.initiating,assessment.new-information \
assessment.core.completed WT 4.75, 4.97
initial-conference 15 working_days strategy.last conference.initial.held WT 4.67
conference-decision 1 working_days conference.held conference.decision-circulated WT 4.82
first-core-group 10 working_days plan.agreed core-group.first-held WT 4.95
first-review 3 months plan.agreed review.first-held WT 4.110
next-review 6 months review.last review.next-held WT 4.110
child-in-need-review 6 months child-in-need.plan-agreed,child-in-need.review-last child-in-need.review-held WT 4.84
transfer-conference 15 working_days move.notified conference.transfer.held WT 4.114
police-protection 72 hours police-protection.taken police-protection.ended WT App.1 §16
emergency-protection-order 8 days epo.made epo.ended,epo.extended WT App.1 §16
emergency-protection-extension 7 days epo.first-ended epo.ended WT App.1 §16
"""

DECIDED_IN = {
    "contact": "contact-outcome",
    "referral": "referral-decision",
    "initial-assessment": "initial-assessment-outcome",
    "assessment": "assessment-outcome",
    "core-assessment": "core-assessment-outcome",
    "strategy-discussion": "strategy-decision",
    "section-47-enquiry": "enquiry-outcome",
    "initial-conference": "conference-decision",
    "pre-birth-conference": "conference-decision",
    "transfer-conference": "conference-decision",
    "review-conference": "review-decision",
    "child-in-need-review": "child-in-need-plan-outcome",
}


@pytest.fixture(params=editions())
def edition(request: pytest.FixtureRequest) -> Edition:
    return load(request.param)


def test_the_clocks_of_2005() -> None:
    """REF-04..06, IA-01, STR-05, ENQ-01, CPC-01, CPC-12, CPC-13, CPP-02, CPP-06, CPP-08, IMM-03, IMM-07."""
    lines = []
    for rule in load("working-together-2005").clocks.values():
        events = f"{','.join(rule.from_events)} {','.join(rule.met_events)}"
        lines.append(f"{rule.code} {rule.limit} {rule.unit} {events} {rule.source}")
    assert lines == TABLE.strip().splitlines()


def test_the_clocks_of_2023() -> None:
    """IA-01, CPC-01: one assessment; the conference runs from the discussion that initiated the enquiry."""
    clocks = load("working-together-2023").clocks
    assert clocks["assessment"].limit_text == "45 working days"
    assert clocks["initial-conference"].from_events == ("strategy.initiating",)
    assert not {"initial-assessment", "core-assessment", "curfew-enquiry"} & clocks.keys()
    assert [code for code, rule in clocks.items() if not rule.source.verified] == ["child-in-need-review"]
    assert all(rule.source.note for rule in clocks.values()), "each says what was consulted"


def test_what_starts_and_meets_clocks_is_known() -> None:
    """GEN-07: no event is listed that no edition uses."""
    used = {e for code in editions() for rule in load(code).clocks.values() for e in rule.from_events + rule.met_events}
    assert used == EVENTS.keys()
    assert used >= SUPERSEDING


def test_each_step_offers_the_decisions_of_its_vocabulary(edition: Edition) -> None:
    """REF-06, IA-06, STR-03, ENQ-05, CPC-11, CPP-06."""
    for code, vocabulary in DECIDED_IN.items():
        if code in edition.steps:
            assert {d.code for d in edition.step(code).decisions} == {t.code for t in edition.terms(vocabulary)}, code


def test_every_step_can_be_reached_and_left(edition: Edition) -> None:
    """GEN-06: nobody is left in a step with nowhere to go; a child only comes here by moving in, or by a contact."""
    reached = {to for step in edition.steps.values() for decision in step.decisions for to in decision.leads_to}
    assert edition.steps.keys() - reached == {"contact"}, "only a contact comes from outside"
    assert all(step.decisions for step in edition.steps.values())


def test_every_clock_belongs_to_a_step_that_shows_it(edition: Edition) -> None:
    """GEN-07."""
    shown = {clock for step in edition.steps.values() for clock in step.clocks}
    assert shown == edition.clocks.keys()
    for rule in edition.clocks.values():
        assert rule.code in edition.step(rule.step).clocks


def test_the_words_and_vocabularies_that_the_rooms_ask_for_are_in_both_editions() -> None:
    """GEN-01..03, GEN-12, CPC-03, CPP-08, REF-14."""
    old, new = (load(code) for code in ("working-together-2005", "working-together-2023"))
    assert old.words.keys() == new.words.keys()
    assert old.dated_values.keys() == new.dated_values.keys()
    only_old = {"initial-assessment-outcome", "core-assessment-outcome", "core-assessment-start"}
    assert old.vocabularies.keys() - new.vocabularies.keys() == only_old
    assert new.vocabularies.keys() - old.vocabularies.keys() == {"assessment-outcome"}
    assert old.word("full-assessment") == "core assessment"
    assert new.word("board") == "safeguarding children partnership"


def test_what_the_pathway_counts_on(edition: Edition) -> None:
    """GEN-01, GEN-03, CPC-03, CPP-08, REF-14: WT 1.18, 1.27–1.31, 4.69, 4.114."""
    assert [t.code for t in edition.terms("category-of-abuse")] == ["neglect", "physical", "sexual", "emotional"]
    assert len(edition.terms("plan-ending-reason")) == 5
    assert len(edition.terms("five-outcomes")) == 5
    assert len(edition.terms("significant-harm-test")) == 2
    assert len(edition.terms("assessment-dimension")) == 20
    assert len(edition.terms("pitfall")) == 10
    assert edition.value("conference-quorum-other-agencies") == 2
    assert edition.value("rereferral-window") == 12
    assert edition.value("adulthood-age") == 18


def test_measures_that_run_out_start_their_clocks(edition: Edition) -> None:
    """IMM-03, WT App.1 §16."""
    starting = {term.code: term.clock for term in edition.terms("protection-measure") if term.clock}
    assert starting == {code: code for code in edition.clocks if code.startswith(("police-", "emergency-"))}


def test_who_endorses() -> None:
    """GEN-11, IA-07, ENQ-07: WT 4.32, 4.64."""
    steps = load("working-together-2005").steps
    assert {d.endorsed_by for d in steps["initial-assessment"].decisions} == {"team-manager"}
    enquiry = {d.code: d.endorsed_by for d in steps["section-47-enquiry"].decisions}
    assert enquiry["substantiated-no-continuing-risk"] == "service-manager"


def test_what_is_not_verified_says_why(edition: Edition) -> None:
    """GEN-07: honest about what could not be checked."""
    for citation in citations(edition):
        if not citation.verified:
            assert citation.note or not edition.documents[citation.document].verified, str(citation)


def test_the_documentation_page_is_current(edition: Edition) -> None:
    """GEN-07: docs/guidance is made from the edition; run `holdfast guidance page` after a change."""
    path = ROOT / "docs" / "guidance" / f"{edition.code}.md"
    assert path.read_text(encoding="utf-8") == page(edition)
