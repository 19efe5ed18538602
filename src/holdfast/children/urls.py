"""Addresses of the children's screens."""

from django.urls import path

from holdfast.children.views import casework, child, family, search, seen

app_name = "children"
urlpatterns = [
    path("search/", search.search, name="search"),
    path("children/<uuid:pk>/", child.child, name="child"),
    path("children/<uuid:pk>/decisions/", child.decisions, name="decisions"),
    path("children/<uuid:pk>/seen/", seen.record_seen, name="seen"),
    path("children/<uuid:pk>/family/", family.of_child, name="family_of"),
    path("seen/<uuid:pk>/", seen.sighting, name="sighting"),
    path("families/<uuid:pk>/", family.family, name="family"),
    path("cases/<uuid:pk>/allocate/", casework.allocate, name="allocate"),
    path("cases/<uuid:pk>/close/", casework.close, name="close"),
    path("cases/<uuid:pk>/reopen/", casework.reopen, name="reopen"),
    path("decisions/<uuid:pk>/endorse/", casework.endorse, name="endorse"),
    path("actions/<uuid:pk>/", casework.finish_action, name="finish_action"),
]
