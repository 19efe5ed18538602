"""Addresses of the pages about people: none holds a name, a date or a number of anybody."""

from django.urls import path

from holdfast.people.views import circle, details, homes, relations

app_name = "people"
urlpatterns = [
    path("children/<uuid:pk>/people/", circle.child, name="child"),
    path("children/<uuid:pk>/people/details/", details.details, name="details"),
    path("children/<uuid:pk>/people/name/", details.name, name="name"),
    path("children/<uuid:pk>/people/other-name/", details.alias, name="alias"),
    path("children/<uuid:pk>/people/birth/", details.birth, name="birth"),
    path("children/<uuid:pk>/people/death/", details.death, name="death"),
    path("children/<uuid:pk>/people/number/", details.number, name="number"),
    path("children/<uuid:pk>/people/home/", homes.home, name="home"),
    path("children/<uuid:pk>/people/left/", homes.left, name="left"),
    path("children/<uuid:pk>/people/relate/", relations.relate, name="relate"),
    path("children/<uuid:pk>/people/relationship/<uuid:to>/", relations.relationship, name="relationship"),
    path("children/<uuid:pk>/people/family/", relations.family, name="family"),
]
