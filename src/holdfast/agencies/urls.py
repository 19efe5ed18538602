"""Addresses of the register of agencies."""

from django.urls import path

from holdfast.agencies import views

app_name = "agencies"
urlpatterns = [
    path("agencies/", views.agencies, name="list"),
    path("agencies/find/", views.find, name="find"),
    path("agencies/register/", views.register_agency, name="register"),
    path("agencies/<uuid:pk>/", views.agency, name="agency"),
    path("agencies/<uuid:pk>/teams/add/", views.add_team, name="add_team"),
    path("agencies/<uuid:pk>/practitioners/add/", views.register_practitioner, name="register_practitioner"),
    path("practitioners/<uuid:pk>/posts/add/", views.hold_post, name="hold_post"),
    path("posts/<uuid:pk>/leave/", views.leave_post, name="leave_post"),
]
