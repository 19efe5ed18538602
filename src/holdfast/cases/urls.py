"""Addresses of what belongs to no single step: who works with a child, and the guidance."""

from django.urls import include, path

from holdfast.cases.screens import guidance, network

_network = [
    path("children/<uuid:pk>/network/add/", network.add, name="add"),
    path("network/<uuid:pk>/end/", network.end, name="end"),
]
_guidance = [
    path("guidance/", guidance.index, name="index"),
    path("guidance/<slug:edition>/", guidance.edition, name="edition"),
    path("guidance/<slug:edition>/paragraphs/", guidance.by_paragraph, name="paragraphs"),
    path("settings/guidance/", guidance.adoption, name="adoption"),
]
urlpatterns = [
    path("", include((_network, "network"))),
    path("", include((_guidance, "guidance"))),
]
