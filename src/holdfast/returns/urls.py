"""Addresses of returns."""

from django.urls import path

from holdfast.returns import views

app_name = "returns"
urlpatterns = [path("returns/children-in-need/", views.cin, name="cin")]
