"""A page with every piece of the design system on it, served in tests only."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from types import SimpleNamespace

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.template import engines
from django.urls import include, path

from holdfast.core.time import today
from holdfast.web import forms
from holdfast.web.components import (
    Beside,
    Entry,
    Filter,
    Identity,
    Link,
    Point,
    Row,
    Tag,
    Task,
    control_chart,
)
from holdfast.web.paging import page_of, sorting_of

KINDS = [("neglect", "Neglect"), ("physical", "Physical abuse"), ("emotional", "Emotional abuse")]
WORKERS = [(str(n), f"Worker {n:02d} Marsh") for n in range(30)]


class EveryField(forms.HoldfastForm):
    """One field of each kind."""

    submit = "Record the referral"
    groups = [("The referrer", ["referrer", "email", "by_phone"])]

    received = forms.DateTimeField(
        label="When the referral was received",
        missing="Enter the date and time at which the referral was received",
        why=("What has to be decided about it is due a working day later.", "WT 4.20"),
        not_future=True,
    )
    born = forms.DateField(label="Date of birth", missing="Enter the date of birth", not_future=True)
    concern = forms.NarrativeField(label="What is the concern?", hint="In the referrer’s words where you can.")
    kind = forms.ChoiceField(
        label="What kind of harm?",
        missing="Choose the kind of harm",
        choices=KINDS,
        hints={"neglect": "Needs that go on not being met"},
    )
    worker = forms.ChoiceField(label="Who takes it?", missing="Choose who takes it", choices=WORKERS)
    lead = forms.ChoiceField(label="Who leads?", choices=WORKERS, required=False, narrow=True)
    agencies = forms.ManyChoiceField(
        label="Who knows the child?", choices=[("school", "School"), ("gp", "GP")], required=False
    )
    parents_know = forms.YesNoWhyField(
        label="Do the parents know about the referral?",
        missing="Say whether the parents know",
        reason_label="Why do they not know?",
        why=("Concerns are talked over with parents unless that puts a child at risk.", "WT 4.17"),
    )
    seen_at = forms.TimeField(label="Time at which the child was seen", required=False)
    letters = forms.FileField(label="Letter", required=False)
    children_count = forms.NumberField(label="How many children live there?", missing="Enter how many")
    referrer = forms.TextField(label="Name of the referrer", required=False, width=30)
    email = forms.EmailField(label="Email address of the referrer", required=False)
    by_phone = forms.YesNoField(label="Was it made by telephone?", missing="Say whether it was by telephone")
    sure = forms.CheckboxField(label="I have read it to the referrer", missing="Confirm that you have read it out")


class ChildRow(forms.HoldfastForm):
    """A repeated row."""

    name = forms.TextField(label="Name", missing="Enter the child’s name")
    born = forms.DateField(label="Date of birth", required=False, hint="Like 23/12/2005")


class Narrow(forms.HoldfastForm):
    """A filter."""

    state = forms.ChoiceField(label="State", choices=[(str(n), f"State {n}") for n in range(9)], required=False)


FORM_PAGE = """{% extends "web/base.html" %}{% block title %}New referral{% endblock %}
{% block content %}<h1 class="govuk-heading-l">New referral</h1>
{% include "web/form.html" with cancel_url="/" %}{% endblock %}"""

SINK_PAGE = """{% extends "web/base.html" %}{% load holdfast %}{% block title %}Kitchen sink{% endblock %}
{% block identity %}{% identity_bar who %}{% endblock %}
{% block back %}<a class="govuk-back-link" href="/help/">Front door</a>{% endblock %}
{% block before_content %}{% tabs links %}{% endblock %}
{% block content %}<h1 class="govuk-heading-l">Everything at once</h1>
{% warning "The father must not learn the address." %}
<h2 class="govuk-heading-m">Clocks</h2>{% clocks running %}
<h2 class="govuk-heading-m">Story</h2>{% timeline entries %}
{% correction was="4 May 2003" now="5 May 2003" why="Certificate seen" by="Ada Osei" at=moment what="birth" %}
<h2 class="govuk-heading-m">Family</h2>{% side_by_side siblings %}
<h2 class="govuk-heading-m">Next</h2>{% task_list tasks %}
<h2 class="govuk-heading-m">Referrals</h2>{% filters narrow on=on %}
<div class="hf-table-box"><table class="govuk-table">
<caption class="govuk-table__caption govuk-visually-hidden">Referrals</caption>
<thead class="govuk-table__head"><tr class="govuk-table__row">
{% sort_header sorting "name" "Child" %}{% sort_header sorting "due" "Due" %}
<th scope="col" class="govuk-table__header">Status</th></tr></thead><tbody class="govuk-table__body">
{% for n in page %}<tr class="govuk-table__row"><th scope="row" class="govuk-table__header">Child {{ n }}</th>
<td class="govuk-table__cell">{{ moment|short_day }}</td>
<td class="govuk-table__cell">{% tag "Open" "good" %}</td></tr>{% endfor %}
</tbody></table></div>{% pagination page "referrals" %}
<h2 class="govuk-heading-m">Timeliness</h2>{% chart timeliness %}
<h2 class="govuk-heading-m">Nothing</h2>{% empty_state "No referral waits." "/help/" "Record a contact" %}
{% recorded by="Ada Osei" at=moment role="Social worker" happened=moment %}{% endblock %}
{% block aside %}<h2 class="govuk-heading-s">Facts</h2>
{% summary_list facts %}{% clock late %}{% endblock %}"""


def _clocks() -> list[dict[str, object]]:
    rule = {
        "rule": "7 working days from the day on which the referral was received",
        "source": "WT 4.24",
        "started_by": "Referral received",
        "why": "A short assessment of whether the child is in need.",
    }
    near = {
        "running": today() + timedelta(days=9),
        "due": today() + timedelta(days=1),
        "overdue": today() - timedelta(days=4),
        "met": today(),
    }
    names = ["Initial assessment", "Decision about the referral", "Initial conference", "Strategy record"]
    return [
        {"label": name, "status": status, "due": day, "started": today() - timedelta(days=12), **rule}
        for name, (status, day) in zip(names, near.items(), strict=True)
    ]


def _sign_in(request: HttpRequest) -> None:
    request.actor = SimpleNamespace(  # type: ignore[attr-defined]
        name="Ada Osei", roles=frozenset({"social-worker"}), agency_name="Marram"
    )


@login_not_required
def form_page(request: HttpRequest) -> HttpResponse:
    """A form with every field, and rows."""
    _sign_in(request)
    form = EveryField(request.POST or None, request.FILES or None)
    rows = forms.Rows(request, ChildRow, prefix="children", one="child", at_least=1)
    if rows.pressed:
        rows.settle(form)
    elif request.method == "POST" and all([form.is_valid(), rows.is_valid()]):
        messages.success(request, f"Recorded {len(rows.values)} children.")
    page = engines["django"].from_string(FORM_PAGE)
    return HttpResponse(page.render({"form": form, "rows": rows}, request))


@login_not_required
def sink_page(request: HttpRequest) -> HttpResponse:
    """Every component."""
    _sign_in(request)
    messages.success(request, "The referral is recorded.")
    messages.warning(request, "Two children of this family were referred last year.")
    moment = datetime(2006, 1, 6, 14, 30, tzinfo=UTC)
    who = Identity(
        name="Rowan Sedge",
        born=date(2003, 5, 5),
        url="/help/",
        reference="H-2041",
        tags=[Tag("Child protection plan", "warn"), Tag("Interpreter: Polish", "note")],
        warnings=["Visit in pairs: threats were made to staff in November."],
        facts=[("Key worker", "Ada Osei"), ("Category", "Neglect"), ("Last seen", "3 days ago")],
        actions=[Link("Record urgent action", "/help/")],
    )
    clocks = _clocks()
    entry = Entry(moment, "Telephone call from the school", "contact", "Came hungry again.\nAte two breakfasts.")
    seen = Entry(
        date(2006, 1, 5),
        "Child seen alone",
        "visit",
        url="/help/",
        by="Ada Osei",
        marks=[Tag("Opinion", "note")],
    )
    beside = [
        Beside(
            name,
            [Row("School", "Thrift Lane Primary"), Row("Last seen", "3 days ago"), Row("Plan", "")],
            url="/help/",
            age="3 years 2 months",
            tags=[Tag("Neglect", "warn")],
            clocks=clocks[:1],
        )
        for name in ("Rowan Sedge", "Briar Sedge", "Unborn Sedge")
    ]
    values = [81, 84, 79, 88, 83, 85, 40, 82, 86, 84, 80, 83]
    context = {
        "who": who,
        "links": [
            Link("Story", "/sink/", current=True),
            Link("Clocks", "/help/", count=3),
            Link("People", "/help/"),
        ],
        "running": clocks,
        "late": clocks[2],
        "entries": [entry, seen],
        "siblings": beside,
        "tasks": [Task("Speak to the referrer", "/help/", "To do"), Task("Read the file", done=True)],
        "narrow": Narrow(request.GET or None, auto_id="filter_%s"),
        "on": [Filter("Late only", "?")],
        "sorting": sorting_of(request, {"name": "name", "due": "due"}, default="due"),
        "page": page_of(request, range(1, 230), per=5),
        "moment": moment,
        "timeliness": control_chart(
            "Initial assessments in time",
            [Point(f"{m:02d}/05", v) for m, v in enumerate(values, 1)],
            unit="%",
            ceiling=100,
        ),
        "facts": [Row("Address", "4 Saltings Row", url="/help/"), Row("School", "")],
    }
    return HttpResponse(engines["django"].from_string(SINK_PAGE).render(context, request))


urlpatterns = [
    path("sink/", sink_page, name="sink"),
    path("sink/form/", form_page, name="sink-form"),
    path("", include("holdfast.config.urls")),
]
