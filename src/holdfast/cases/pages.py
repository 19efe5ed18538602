"""A page that asks for what one action needs, for one child or for brothers and sisters together."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from holdfast.access.door import look
from holdfast.access.middleware import ActorRequest
from holdfast.cases.models import Case
from holdfast.web.forms import ChoiceField, HoldfastForm, ManyChoiceField, Rows, attempt
from holdfast.web.forms.explain import Explained, Explanation, why_of


def looked(request: ActorRequest, cases: Iterable[Case], part: str) -> None:
    """Log that the children's records were looked at (WT 4.126)."""
    look(request.actor, [case.child_id for case in cases], part, request_id=getattr(request, "request_id", ""))


def act_page(
    request: ActorRequest,
    form: HoldfastForm,
    save: Callable[[], Any],
    *,
    title: str,
    part: str,
    cases: Sequence[Case],
    back: str,
    done: str,
    rows: Sequence[Rows] = (),
    to: Callable[[Any], str] | None = None,
    template: str = "cases/act.html",
    **more: Any,
) -> HttpResponse:
    """Ask, act, say what happened and lead on: to `to(result)`, or `back`.

    What the action refuses comes back beside its field, with everything typed kept. `save` reads the form's cleaned
    data; it returns something true. The record has been fetched and authorised by the view.
    """
    looked(request, cases, part)
    pressed = any(each.pressed for each in rows)
    if request.method == "POST" and not pressed and all([form.is_valid(), *(each.is_valid() for each in rows)]):
        result = attempt(form, save)
        if result is not None:
            messages.success(request, done)
            return redirect(to(result) if to else back)
    if pressed:
        for each in rows:
            each.settle(form)
    context = {"form": form, "rows": list(rows), "title": title, "cases": cases, "back": back, **more}
    return render(request, template, context)


def offer(
    form: HoldfastForm, name: str, choices: Iterable[tuple[str, str]], hints: dict[str, str] | None = None
) -> None:
    """Give a choice its answers out of the edition in force, with an explanation of each where there is one."""
    field = form.fields[name]
    assert isinstance(field, ChoiceField | ManyChoiceField)
    field.choices = list(choices)
    field.option_hints = hints or {}


def explain(form: HoldfastForm, name: str, why: Explanation) -> None:
    """Say why a question is asked, and where that stands (GEN-07)."""
    field = form.fields[name]
    assert isinstance(field, Explained)
    field.why = why_of(why)


def children_field(cases: Sequence[Case], **more: Any) -> ManyChoiceField:
    """Which of several children it is about, all of them chosen beforehand (GEN-08)."""
    more.setdefault("label", "For which children?")
    return ManyChoiceField(
        choices=[(str(case.pk), case.child.name) for case in cases],
        initial=[str(case.pk) for case in cases],
        missing="Choose at least one child",
        **more,
    )


def chosen(cases: Sequence[Case], keys: Iterable[str] | None) -> list[Case]:
    """The cases that a `children_field` chose; all of them where it was not asked."""
    if keys is None:
        return list(cases)
    wanted = set(keys)
    return [case for case in cases if str(case.pk) in wanted]
