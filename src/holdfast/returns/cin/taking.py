"""From gathered values to the records of one child: what each record needs, and what contradicts itself.

The rule throughout: the smallest thing that can be left out is what is left out. A bad end date costs the end
date, a bad start date costs the record that it begins, and a child is refused only where nothing says which
child it is.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date

from holdfast.returns.cin.gathering import Gathered, Notes, Within, gather
from holdfast.returns.cin.nodes import Node
from holdfast.returns.cin.records import (
    Assessment,
    ChildRecord,
    CinPlan,
    Conference,
    Episode,
    Header,
    ProtectionPlan,
    Review,
    Section47,
)
from holdfast.returns.cin.shapes import (
    ASSESSMENT,
    CHARACTERISTICS,
    CHILD,
    CIN_PLAN,
    COLLECTION_DETAILS,
    EPISODE,
    HEADER,
    IDENTIFIERS,
    PROTECTION_PLAN,
    SECTION47,
    SOURCE,
    Shape,
)

_NO_DISABILITY = "NONE"
_LONGEST_LOCAL_NUMBER = 20


def header(node: Node, notes: Notes) -> Header:
    """Reads the header. Parts that cannot be read are noted and left out."""
    top = gather(node, HEADER, "Header", notes)[0]
    details = _only(top, COLLECTION_DETAILS, "Header/CollectionDetails", notes)
    source = _only(top, SOURCE, "Header/Source", notes)
    return Header(
        line=node.line,
        collection=details.text("collection"),
        year=details.number("year"),
        reference_date=details.day("reference_date"),
        authority=source.text("authority"),
        software=source.text("software"),
        release=source.text("release"),
        serial=source.text("serial"),
        written_at=source.text("written_at"),
    )


def child(node: Node, notes: Notes) -> ChildRecord | None:
    """Reads one child; ``None``, with a rejection noted, where nothing in it says which child it is."""
    top = gather(node, CHILD, "Child", notes)[0]
    identifiers = _only(top, IDENTIFIERS, "Child/ChildIdentifiers", notes)
    local, upn = identifiers.text("la_child_id"), identifiers.text("upn").upper()
    notes.child = local or upn
    characteristics = _only(top, CHARACTERISTICS, "Child/ChildCharacteristics", notes)
    episodes = _episodes(top, notes)
    if not notes.child:
        within = count_episodes(episodes)
        reason = "the child has neither a LAchildID nor a UPN, so nothing says which child this is"
        notes.reject(node.line, "Child", "", reason, lost="record", within=within)
        return None
    _check_identifiers(identifiers, node.line, notes)
    if not episodes:
        notes.remark(node.line, "Child", notes.child, "the child has no episode; the child alone was taken")
    birth = identifiers.day("birth_date")
    return ChildRecord(
        line=node.line,
        la_child_id=local,
        upn=upn,
        former_upn=identifiers.text("former_upn").upper(),
        upn_unknown=identifiers.code("upn_unknown"),
        birth_date=birth,
        expected_birth_date=identifiers.day("expected_birth_date"),
        sex=identifiers.code("sex"),
        death_date=_not_before(identifiers, "death_date", birth, "the date of birth", notes),
        ethnicity=characteristics.code("ethnicity"),
        disabilities=_disabilities(characteristics, notes),
        episodes=episodes,
    )


def count_episodes(episodes: tuple[Episode, ...]) -> dict[str, int]:
    """How many of each thing the episodes hold, under the names of the import's report; nothing that is
    nought.
    """
    total: Counter[str] = Counter()
    for one in episodes:
        total["episodes"] += 1
        total.update(_count(one.conferences, one.assessments, one.cin_plans, one.section47s, one.plans))
    return dict(total)


def _count(
    conferences: Sequence[Conference],
    assessments: Sequence[Assessment],
    cin_plans: Sequence[CinPlan],
    section47s: Sequence[Section47],
    plans: Sequence[ProtectionPlan],
) -> dict[str, int]:
    number = {
        "assessments": len(assessments),
        "cin_plans": len(cin_plans),
        "section47": len(section47s),
        "conferences": len(conferences) + sum(1 for enquiry in section47s if enquiry.conference),
        "plans": len(plans),
        "reviews": sum(len(plan.reviews) for plan in plans),
    }
    return {name: how_many for name, how_many in number.items() if how_many}


def _only(top: Gathered, shape: Shape, path: str, notes: Notes) -> Gathered:
    """The one record of ``shape``, put together where it stands in several pieces."""
    nodes = top.records.get(shape.name, [])
    whole = Node(shape.name, nodes[0].line if nodes else top.line)
    for node in nodes:
        whole.children.extend(node.children)
        whole.add_text(node.text)
    return gather(whole, shape, path, notes)[0]


def _episodes(top: Gathered, notes: Notes) -> tuple[Episode, ...]:
    found = [
        _episode(gathered, notes)
        for node in top.records.get(EPISODE.name, [])
        for gathered in gather(node, EPISODE, "Child/CINdetails", notes)
    ]
    return tuple(episode for episode in found if episode)


def _episode(found: Gathered, notes: Notes) -> Episode | None:
    conferences = [Conference(line, day) for line, day in _days(found, "conferences")]
    section47s = _section47s(found, conferences, notes)
    assessments, cin_plans = _assessments(found, notes), _cin_plans(found, notes)
    plans = _plans(found, notes)
    begun = found.day("referred")
    if begun is None:
        within = _count(conferences, assessments, cin_plans, section47s, plans)
        _refuse(found, "CINreferralDate", "a referral", notes, within)
        return None
    return Episode(
        line=found.line,
        referred=begun,
        source=found.code("source"),
        primary_need=found.code("primary_need"),
        closed=_not_before(found, "closed", begun, "the referral", notes),
        closure_reason=found.code("closure_reason"),
        referral_nfa=found.flag("referral_nfa"),
        conferences=tuple(conferences),
        assessments=assessments,
        cin_plans=cin_plans,
        section47s=section47s,
        plans=plans,
    )


def _section47s(episode: Gathered, conferences: list[Conference], notes: Notes) -> tuple[Section47, ...]:
    """The enquiries. The conference of an enquiry that cannot be taken moves to the episode: it was still
    held.
    """
    taken = []
    for found in _inside(episode, SECTION47, notes):
        begun, given = found.day("started"), found.one("conference")
        held = Conference(given.line, given.value) if given and isinstance(given.value, date) else None
        if begun is None:
            _refuse(found, "S47ActualStartDate", "an enquiry", notes)
            conferences.extend([held] if held else [])
            continue
        taken.append(
            Section47(
                line=found.line,
                started=begun,
                conference_target=found.day("conference_target"),
                conference=held,
                conference_not_required=found.flag("conference_not_required"),
            )
        )
    return tuple(taken)


def _assessments(episode: Gathered, notes: Notes) -> tuple[Assessment, ...]:
    taken = []
    for found in _inside(episode, ASSESSMENT, notes):
        begun = found.day("started")
        if begun is None:
            _refuse(found, "AssessmentActualStartDate", "an assessment", notes)
            continue
        taken.append(
            Assessment(
                line=found.line,
                started=begun,
                internal_review=found.day("internal_review"),
                authorised=_not_before(found, "authorised", begun, "the assessment's start", notes),
                factors=_each_once(found, "factors"),
            )
        )
    return tuple(taken)


def _cin_plans(episode: Gathered, notes: Notes) -> tuple[CinPlan, ...]:
    taken = []
    for found in _inside(episode, CIN_PLAN, notes):
        begun = found.day("started")
        if begun is None:
            _refuse(found, "CINPlanStartDate", "a child in need plan", notes)
            continue
        ended = _not_before(found, "ended", begun, "the plan's start", notes)
        taken.append(CinPlan(line=found.line, started=begun, ended=ended))
    return tuple(taken)


def _plans(episode: Gathered, notes: Notes) -> tuple[ProtectionPlan, ...]:
    taken = []
    for found in _inside(episode, PROTECTION_PLAN, notes):
        begun = found.day("started")
        reviews = tuple(Review(line, day) for line, day in _days(found, "reviews"))
        if begun is None:
            within = {"reviews": len(reviews)} if reviews else None
            _refuse(found, "CPPstartDate", "a child protection plan", notes, within)
            continue
        taken.append(
            ProtectionPlan(
                line=found.line,
                started=begun,
                ended=_not_before(found, "ended", begun, "the plan's start", notes),
                initial_category=found.code("initial_category"),
                latest_category=found.code("latest_category"),
                previous_plans=found.number("previous_plans"),
                reviews=reviews,
            )
        )
    return tuple(taken)


def _days(found: Gathered, key: str) -> Iterator[tuple[int, date]]:
    """Each day called ``key``, with its line."""
    for given in found.many(key):
        if isinstance(given.value, date):
            yield given.line, given.value


def _inside(episode: Gathered, shape: Shape, notes: Notes) -> list[Gathered]:
    """The records of ``shape`` in an episode; an element that holds nothing at all is no record."""
    path = f"{episode.path}/{shape.name}"
    found = [gathered for node in episode.records.get(shape.name, []) for gathered in gather(node, shape, path, notes)]
    return [gathered for gathered in found if gathered.values or gathered.spoilt]


def _refuse(found: Gathered, element: str, what: str, notes: Notes, within: Within = None) -> None:
    """Notes that a whole record was lost for want of the day it began."""
    unreadable = found.spoilt & {"started", "referred"}
    why = "that date could not be read" if unreadable else "it is missing"
    went = ", ".join(f"{number} {name}" for name, number in (within or {}).items())
    lost_with_it = f"; with it went: {went}" if went else ""
    reason = f"{what} needs the date on which it began, {element}, and {why}{lost_with_it}"
    notes.reject(found.line, found.path, "", reason, lost="record", within=within)


def _not_before(found: Gathered, key: str, begun: date | None, words: str, notes: Notes) -> date | None:
    """The day called ``key``, unless it is before ``begun``: then it is noted and left out."""
    given, day = found.one(key), found.day(key)
    if given is None or day is None or begun is None or day >= begun:
        return day
    reason = f"this day is before {words} ({begun.isoformat()}), so the record was taken without it"
    notes.reject(given.line, given.element, day.isoformat(), reason)
    return None


def _each_once(found: Gathered, key: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(str(given.value) for given in found.many(key)))


def _disabilities(found: Gathered, notes: Notes) -> tuple[str, ...]:
    codes = _each_once(found, "disabilities")
    if _NO_DISABILITY in codes and len(codes) > 1:
        line = next(given.line for given in found.many("disabilities") if given.value == _NO_DISABILITY)
        reason = "“no disability” stands beside disabilities; the disabilities were taken"
        notes.remark(line, f"{found.path}/Disability", _NO_DISABILITY, reason)
        return tuple(code for code in codes if code != _NO_DISABILITY)
    return codes


def _check_identifiers(found: Gathered, line: int, notes: Notes) -> None:
    local = found.one("la_child_id")
    if local is None:
        reason = "the child has no LAchildID, so the UPN says which child this is"
        notes.remark(line, f"{found.path}/LAchildID", "", reason)
    elif len(str(local.value)) > _LONGEST_LOCAL_NUMBER or not str(local.value).isalnum():
        reason = f"the census wants letters and digits, at most {_LONGEST_LOCAL_NUMBER}; taken as written"
        notes.remark(local.line, local.element, str(local.value), reason)
    if found.day("birth_date") is None and found.day("expected_birth_date") is None:
        notes.remark(line, found.path, "", "the child has neither a date of birth nor an expected one")
