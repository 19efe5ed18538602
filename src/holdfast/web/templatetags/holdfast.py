"""``{% load holdfast %}``: every tag and filter of the design system. See docs/how-to/build-a-screen.md."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django import template
from django.template.context import Context
from django.template.loader import render_to_string
from django.urls import NoReverseMatch, reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from holdfast.core.time import now as now_here
from holdfast.web import navigation
from holdfast.web.citing import address_of
from holdfast.web.components import words
from holdfast.web.components.clock import chip_of
from holdfast.web.components.parts import Identity, Row
from holdfast.web.forms.choices import RadiosOrSelect
from holdfast.web.forms.drawing import FieldView, Problem, fields_of, problems_of
from holdfast.web.forms.drawing import begun as any_begun

register = template.Library()


# --- forms ---------------------------------------------------------------------------------------


@register.simple_tag
def render_form(form: Any, mark_optional: bool = True) -> SafeString:
    """All fields of a form (any Django form), in its groups. The ``<form>`` element is yours."""
    groups = fields_of(form, mark_optional=mark_optional)
    return SafeString(render_to_string("web/forms/fields.html", {"form": form, "groups": groups}))


@register.filter
def begun(views: Iterable[FieldView]) -> bool:
    """Whether a folded group of fields has to stand open."""
    return any_begun(views)


@register.simple_tag
def render_field(bound: Any) -> SafeString:
    """One field: ``{% render_field form.concern %}``."""
    return SafeString(render_to_string("web/forms/field.html", {"view": FieldView(bound)}))


@register.simple_tag
def render_rows(rows: Any) -> SafeString:
    """Repeated rows with 'Add another'; one ``Rows`` or a list of them."""
    many = rows if isinstance(rows, (list, tuple)) else [rows]
    return SafeString("".join(render_to_string("web/forms/rows.html", {"rows": each}) for each in many))


def _problems(context: Context) -> list[Problem]:
    """Errors of ``form``, ``forms`` (a list) and ``rows`` (one or a list) of this page."""
    found: list[Problem] = []
    for name in ("form", "forms", "rows"):
        given = context.get(name)
        several: Iterable[Any] = given if isinstance(given, (list, tuple)) else [given]
        for each in several:
            if hasattr(each, "formset") or hasattr(each, "non_field_errors"):
                found += problems_of(each)
    return found


@register.inclusion_tag("web/error_summary.html", takes_context=True)
def error_summary(context: Context) -> dict[str, Any]:
    """The list of errors at the top of the page; ``base.html`` has it already."""
    return {"problems": _problems(context)}


@register.simple_tag(takes_context=True)
def error_prefix(context: Context) -> str:
    """``Error: `` in the title of a page that has errors."""
    return "Error: " if _problems(context) else ""


# --- the frame -----------------------------------------------------------------------------------


@register.simple_tag(takes_context=True)
def main_menu(context: Context) -> list[navigation.Link]:
    """The links of the main menu for whoever is signed in."""
    request = context.get("request")
    return list(navigation.links_for(getattr(request, "actor", None), getattr(request, "path", "")))


@register.simple_tag
def search_address() -> str | None:
    """Where the search box leads."""
    return navigation.search_url()


@register.simple_tag
def sign_out_address() -> str | None:
    """Where the sign-out button posts to; None in a URL configuration without accounts."""
    try:
        return reverse("account_logout")
    except NoReverseMatch:
        return None


@register.simple_tag
def printed_at() -> str:
    """The moment at which the page was made, for its paper copy."""
    return words.moment_words(now_here())


# --- components ----------------------------------------------------------------------------------


@register.inclusion_tag("web/components/identity.html")
def identity_bar(who: Identity) -> dict[str, Any]:
    """Who the page is about, under the menu: goes into ``{% block identity %}``."""
    return {"who": who}


@register.inclusion_tag("web/components/clock.html")
def clock(given: Any) -> dict[str, Any]:
    """A clock with its due date, its state in words and, one click away, its reasons (GEN-07)."""
    return {"chip": chip_of(given)}


@register.inclusion_tag("web/components/clocks.html")
def clocks(given: Iterable[Any], nothing: str = "No clock is running.") -> dict[str, Any]:
    """A list of clocks."""
    return {"clocks": list(given), "nothing": nothing}


@register.simple_tag
def cite(source: Any, new_tab: bool = False) -> SafeString:
    """A paragraph of the guidance, one click away where it can be read: ``{% cite 'WT 4.67' %}`` (GEN-07).

    ``new_tab`` keeps what is being typed on this page.
    """
    address = address_of(source)
    if address and new_tab:
        words_ = '<span class="govuk-visually-hidden"> (opens in a new tab)</span>'
        link = '<a class="hf-cite" href="{}" target="_blank" rel="noopener">{}{}</a>'
        return format_html(link, address, source, SafeString(words_))
    if address:
        return format_html('<a class="hf-cite" href="{}">{}</a>', address, source)
    return format_html('<span class="hf-cite">{}</span>', source)


@register.simple_tag
def tag(given: Any, tone: str = "") -> SafeString:
    """A status in a box: text with a tone, or a ``Tag``."""
    shade = tone or getattr(given, "tone", "calm")
    box = '<strong class="govuk-tag hf-tag hf-tag--{}">{}</strong>'
    return format_html(box, shade, getattr(given, "text", given))


@register.inclusion_tag("web/components/timeline.html")
def timeline(entries: Iterable[Any], nothing: str = "Nothing recorded yet.", level: str = "h3") -> dict[str, Any]:
    """Entries with ``when title kind text url marks by recorded_at``, in the order given (REC-01)."""
    return {"entries": list(entries), "nothing": nothing, "level": level}


@register.inclusion_tag("web/components/summary.html")
def summary_list(rows: Iterable[Any]) -> dict[str, Any]:
    """Facts as key and value: ``Row`` objects, or pairs."""
    drawn = [row if hasattr(row, "key") else Row(*row) for row in rows]
    return {"rows": drawn, "any_url": any(row.url for row in drawn)}


@register.inclusion_tag("web/components/tasks.html")
def task_list(tasks: Iterable[Any], prefix: str = "task") -> dict[str, Any]:
    """``Task`` objects. Give each list of a page its own ``prefix``."""
    return {"tasks": list(tasks), "prefix": prefix}


@register.inclusion_tag("web/components/pagination.html")
def pagination(page: Any, things: str = "results", label: str = "Pages") -> dict[str, Any]:
    """The numbers under a list made by ``page_of``, and how many there are."""
    return {"page": page, "things": things, "label": label}


@register.inclusion_tag("web/components/sort_header.html")
def sort_header(sorting: Any, key: str, label: str, numeric: bool = False) -> dict[str, Any]:
    """A ``<th>`` that sorts on the server: ``{% sort_header sorting 'due' 'Due' %}``."""
    return {"label": label, "url": sorting.url(key), "direction": sorting.direction(key), "numeric": numeric}


@register.inclusion_tag("web/components/tabs.html")
def tabs(links: Iterable[Any], label: str = "Parts of this record") -> dict[str, Any]:
    """Sub-navigation between pages about one thing: ``Link`` objects."""
    return {"links": list(links), "label": label}


@register.inclusion_tag("web/components/filters.html", takes_context=True)
def filters(context: Context, form: Any, on: Iterable[Any] = (), label: str = "Narrow the list") -> dict[str, Any]:
    """A GET form above a list; the sort order is kept. ``on``: ``Filter`` objects that can be removed."""
    for field in form.fields.values():
        if isinstance(field.widget, RadiosOrSelect):
            field.widget.in_a_filter = True
    request = context.get("request")
    sort = request.GET.get("sort") if request else None
    return {"form": form, "on": list(on), "label": label, "kept": [("sort", sort)] if sort else []}


@register.inclusion_tag("web/components/empty.html")
def empty_state(text: str, url: str = "", action: str = "") -> dict[str, Any]:
    """What a list says when there is nothing in it, and what to do next."""
    return {"text": text, "url": url, "action": action}


@register.inclusion_tag("web/components/warning.html")
def warning(text: str) -> dict[str, Any]:
    """A sentence that must not be overlooked."""
    return {"text": text}


@register.inclusion_tag("web/components/recorded.html")
def recorded(by: Any, at: Any = None, role: str = "", happened: Any = None) -> dict[str, Any]:
    """'Recorded by … on …' (GEN-01)."""
    return {"by": by, "at": at, "role": role, "happened": happened}


@register.inclusion_tag("web/components/correction.html")
def correction(
    was: Any, now: Any, why: str = "", *, by: Any = "", at: Any = None, what: str = "", head: str = "Corrected"
) -> dict[str, Any]:
    """A correction, with both readings: nothing is overwritten (REC-01). ``head`` for what merely changed."""
    return {"was": was, "now": now, "why": why, "by": by, "at": at, "what": what, "head": head}


@register.inclusion_tag("web/components/beside.html")
def side_by_side(columns: Iterable[Any], prefix: str = "beside", level: str = "h3") -> dict[str, Any]:
    """Siblings beside each other on a wide screen, stacked on a phone: ``Beside`` objects (GEN-05)."""
    return {"columns": list(columns), "prefix": prefix, "level": level}


@register.inclusion_tag("web/components/chart.html")
def chart(given: Any) -> dict[str, Any]:
    """A ``ControlChart``, with its table."""
    return {"chart": given}


# --- words ---------------------------------------------------------------------------------------


@register.filter
def near(value: Any) -> SafeString:
    """``3 days ago``, with the day itself for the pointer and for machines."""
    if words.day_of(value) is None:
        return SafeString("")
    return format_html(
        '<time datetime="{}" title="{}">{}</time>',
        machine(value),
        words.moment_words(value),
        words.near_words(value),
    )


@register.filter
def machine(value: Any) -> str:
    """A date or moment for ``datetime=``: ISO 8601, London."""
    if isinstance(value, datetime):
        return words.local(value).isoformat(timespec="minutes")
    return value.isoformat() if isinstance(value, date) else ""


register.filter("role_words", words.role_words)
register.filter("code_words", words.code_words)
register.filter("day", words.day_words)
register.filter("plain_day", words.plain_day)
register.filter("short_day", words.short_day)
register.filter("moment", words.moment_words)
register.filter("age", words.age_of)
