"""Addresses of immediate protection."""

from django.urls import path

from holdfast.cases.protection import views

app_name = "protection"
urlpatterns = [
    path("urgent/", views.urgent, name="urgent"),
    path("urgent/<uuid:pk>/", views.action, name="action"),
    path("urgent/<uuid:pk>/add/", views.add, name="add"),
    path("urgent/<uuid:pk>/measure/", views.measure, name="measure"),
    path("urgent/<uuid:pk>/responsibility/", views.ask_authority, name="ask_authority"),
    path("urgent/<uuid:pk>/next/", views.decide, name="next"),
    path("urgent/<uuid:pk>/correct/", views.correct_action, name="correct"),
    path("measures/<uuid:pk>/complete/", views.complete_measure, name="complete_measure"),
    path("measures/<uuid:pk>/extend/", views.extend, name="extend"),
    path("measures/<uuid:pk>/end/", views.end, name="end"),
    path("measures/<uuid:pk>/correct/", views.correct_measure, name="correct_measure"),
    path("responsibility/<uuid:pk>/answer/", views.answer_authority, name="answer_authority"),
    path("responsibility/<uuid:pk>/correct/", views.correct_authority, name="correct_authority"),
    path("responsibility/<uuid:pk>/confirm/", views.confirm_authority, name="confirm_authority"),
]
