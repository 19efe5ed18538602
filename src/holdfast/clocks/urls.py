"""Addresses of the work lists."""

from django.urls import path

from holdfast.clocks import views

app_name = "clocks"
urlpatterns = [
    path("my-work/", views.my_work, name="my_work"),
    path("team/", views.team, name="team"),
    path("team/timeliness/", views.timeliness, name="timeliness"),
    path("clocks/<uuid:case>/<slug:clock>/<uuid:record>/late/", views.late_reason, name="late_reason"),
]
