"""The codes of the facts that start and meet clocks: what a case tells the engine, whatever the edition.

An edition's clock names the events that start it (``runs-from``) and those that meet it (``met-by``). The rooms
that know the facts of a case give each fact one or more of these codes; ``clocks`` puts the two together.

A clock starts anew for each fact that carries one of its ``from_events``. Of the events in ``SUPERSEDING`` only
the latest counts: a later one ends the clock of the earlier unmet, and starts its own (WT 4.67). So every strategy
discussion of an enquiry carries ``strategy.held`` and ``strategy.last``, and the one that began the enquiry
``strategy.initiating`` too; an edition chooses between them.

Of the reviews of a plan, the first carries ``review.first-held``, each later one ``review.next-held``, and all of
them ``review.last``: each review starts the clock that the next one meets (WT 4.110). Reviews of a child in need
plan likewise carry ``child-in-need.review-held`` and ``child-in-need.review-last`` (WT 4.84). A conference that
agrees a plan carries ``plan.agreed``, whether initial, pre-birth or of a receiving authority; with no plan there is
no core group and no review. A core assessment has one beginning, so one of its three events (WT 4.23, 4.33, 4.42).

``EVENTS`` says what each code means. The strict loader refuses a code that is not in it.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

EVENTS: Mapping[str, str] = MappingProxyType(
    {
        "referral.received": "the referral reached children's social care",
        "referral.professional-telephone": "a professional made the referral by telephone",
        "referral.written-received": "a written referral reached children's social care",
        "referral.written-sent": "a professional sent a written referral",
        "referral.confirmed-in-writing": "the written confirmation of a telephoned referral arrived",
        "referral.acknowledged": "the referral was acknowledged to the referrer",
        "referral.chased": "the referrer asked again, not having had an acknowledgement",
        "referral.decided": "the next step was decided and recorded",
        "curfew.information-received": "information about a child in breach of a curfew notice arrived",
        "assessment.initial.completed": "the initial assessment was completed",
        "assessment.core.completed": "the core assessment was completed",
        "assessment.completed": "the assessment was completed",
        "assessment.new-information": "new information on an open case began a core assessment",
        "strategy.held": "a strategy discussion was held",
        "strategy.initiating": "the strategy discussion that began the section 47 enquiry was held",
        "strategy.last": "the last strategy discussion of the enquiry was held",
        "strategy.record-circulated": "the record of a strategy discussion went to all its parties",
        "enquiry.started": "the section 47 enquiry was started",
        "conference.initial.held": "the initial (or pre-birth) conference was held",
        "conference.held": "a child protection conference of any kind was held",
        "conference.decision-circulated": "the conference's decision went to everybody invited",
        "conference.transfer.held": "the receiving authority's conference was held",
        "plan.agreed": "the child protection plan was agreed at a conference",
        "core-group.first-held": "the first core group met",
        "review.first-held": "the first review conference was held",
        "review.last": "the latest review conference was held",
        "review.next-held": "the review conference after the latest one was held",
        "child-in-need.plan-agreed": "the child in need plan was agreed",
        "child-in-need.review-last": "the child in need plan was last reviewed",
        "child-in-need.review-held": "the next review of the child in need plan was held",
        "move.notified": "the receiving authority was told of a child's move",
        "police-protection.taken": "a constable used police protection",
        "police-protection.ended": "police protection ended: the child was returned, or an order was made",
        "epo.made": "an emergency protection order was made",
        "epo.first-ended": "the first period of an emergency protection order ended, and it was extended",
        "epo.extended": "an emergency protection order was extended",
        "epo.ended": "an emergency protection order lapsed or was discharged",
    }
)

SUPERSEDING: frozenset[str] = frozenset({"strategy.last"})
"""Events of which only the latest counts: a later one ends the clock of the earlier and starts its own."""
