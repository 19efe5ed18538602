"""The guidance as everybody can read it, and which edition of it binds (GEN-07)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from holdfast.access.door import check, may
from holdfast.access.middleware import ActorRequest
from holdfast.agencies.models import Agency
from holdfast.cases import actions
from holdfast.cases.paragraphs import Paragraph, leads_words, paragraphs
from holdfast.cases.screens.forms import AdoptForm
from holdfast.cases.selectors import adopted_editions, adoptions_of, edition_on
from holdfast.core.errors import NotPermitted
from holdfast.core.time import today
from holdfast.guidance import ClockRule, Edition, UnknownEdition, editions, load
from holdfast.web.components import Link
from holdfast.web.forms import attempt


def index(request: ActorRequest) -> HttpResponse:
    """The editions of the guidance that there are, and which of them binds today (GEN-07)."""
    check("guidance.view", by=request.actor)
    adopted = adopted_editions(request.actor.authority_id)
    context = {
        "editions": [load(code) for code in editions()],
        "binding": edition_on(adopted, today()) if request.actor.authority_id else None,
        "adopted": bool(adopted),
        "may_adopt": _may_adopt(request),
    }
    return render(request, "guidance/index.html", context)


def _may_adopt(request: ActorRequest) -> bool:
    return request.actor.authority_id is not None and may("edition.adopt", by=request.actor)


def _edition(code: str) -> Edition:
    try:
        return load(code)
    except UnknownEdition as error:
        raise Http404(str(error)) from error


def _parts(edition: Edition, current: str) -> list[Link]:
    where = {"Clocks, steps and words": "guidance:edition", "By paragraph": "guidance:paragraphs"}
    return [
        Link(label, reverse(name, kwargs={"edition": edition.code}), current=name.endswith(current))
        for label, name in where.items()
    ]


def edition(request: ActorRequest, edition: str) -> HttpResponse:
    """An edition to read: each clock, step, decision and word with its paragraph (GEN-07; WT 4.1)."""
    check("guidance.view", by=request.actor)
    found = _edition(edition)
    context = {
        "edition": found,
        "clocks": [rule for rules in found.dated_clocks.values() for rule in rules],
        "values": [value for values in found.dated_values.values() for value in values],
        "steps": [
            {"step": step, "decisions": [(one, leads_words(found, one)) for one in step.decisions]}
            for step in found.steps.values()
        ],
        "vocabularies": list(found.vocabularies.items()),
        "parts": _parts(found, "edition"),
    }
    return render(request, "guidance/edition.html", context)


def by_paragraph(request: ActorRequest, edition: str) -> HttpResponse:
    """What rests on each paragraph, so that a citation anywhere in Holdfast leads to it in one click (GEN-07)."""
    check("guidance.view", by=request.actor)
    found = _edition(edition)
    listed: tuple[Paragraph, ...] = paragraphs(found.code)
    context = {"edition": found, "paragraphs": listed, "parts": _parts(found, "paragraphs")}
    return render(request, "guidance/paragraphs.html", context)


@dataclass(frozen=True)
class Compared:
    """One clock in every edition, beside each other."""

    label: str
    rules: tuple[ClockRule | None, ...]

    @property
    def differs(self) -> bool:
        """Whether the editions do not say the same."""
        return len({(rule.limit, rule.unit, rule.runs_from) if rule else None for rule in self.rules}) > 1


def compare(several: Iterable[Edition]) -> list[Compared]:
    """Every clock of several editions side by side, in the order of the first that has it (GEN-07)."""
    beside = list(several)
    codes = dict.fromkeys(code for one in beside for code in one.clocks)
    rows = []
    for code in codes:
        rules = tuple(one.clocks.get(code) for one in beside)
        label = next(rule.label for rule in rules if rule is not None)
        rows.append(Compared(label, rules))
    return rows


def adoption(request: ActorRequest) -> HttpResponse:
    """Which edition binds the authority from which day; what another would change (GEN-07; design: Edition)."""
    check("edition.adopt", by=request.actor)
    if request.actor.authority_id is None:
        raise NotPermitted("Only a local authority adopts an edition of the guidance")
    authority = Agency.objects.get(pk=request.actor.authority_id)
    form = AdoptForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        adopted = attempt(
            form, lambda: actions.adopt_edition(by=request.actor, authority=authority, **form.cleaned_data)
        )
        if adopted is not None:
            title = load(adopted.edition).title
            messages.success(request, f"From {adopted.from_date:%-d %B %Y}, this edition binds: {title}.")
            return redirect("guidance:adoption")
    every = [load(code) for code in editions()]
    context = {
        "form": form,
        "authority": authority,
        "binding": edition_on(adopted_editions(authority.pk), today()),
        "history": adoptions_of(authority.pk),
        "editions": every,
        "clocks": compare(every),
    }
    return render(request, "guidance/adoption.html", context)
