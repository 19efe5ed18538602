"""Addresses of conferences."""

from django.urls import path

from holdfast.cases.conferences import views

app_name = "conferences"
urlpatterns = [
    path("conferences/", views.conferences, name="list"),
    path("conferences/convene/", views.convene, name="convene"),
    path("conferences/<uuid:pk>/", views.conference, name="conference"),
    path("conferences/<uuid:pk>/arrange/", views.arrange, name="arrange"),
    path("conferences/<uuid:pk>/invite/", views.invite, name="invite"),
    path("conferences/<uuid:pk>/hold/", views.hold, name="hold"),
    path("conferences/<uuid:pk>/circulate/", views.circulate, name="circulate"),
    path("conferences/<uuid:pk>/minutes/", views.minutes, name="minutes"),
    path("conferences/<uuid:pk>/cancel/", views.cancel, name="cancel"),
    path("conferences/<uuid:pk>/correct/", views.correct_conference, name="correct-conference"),
    path("conferences/children/<uuid:pk>/correct/", views.correct_child, name="correct"),
]
