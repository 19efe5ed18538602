"""Addresses of home and help."""

from django.urls import path

from holdfast.web import views

app_name = "web"

urlpatterns = [
    path("", views.home, name="home"),
    path("help/", views.help_page, name="help"),
    path("help/keyboard/", views.keyboard, name="keyboard"),
    path("help/accessibility/", views.accessibility, name="accessibility"),
    path("help/cookies/", views.cookies, name="cookies"),
]
