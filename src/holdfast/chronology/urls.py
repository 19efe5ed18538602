"""Addresses of the chronologies."""

from django.urls import path

from holdfast.chronology import views

app_name = "chronology"
urlpatterns = [
    path("children/<uuid:pk>/chronology/", views.chronology, name="child"),
    path("families/<uuid:pk>/chronology/", views.family_chronology, name="family"),
]
