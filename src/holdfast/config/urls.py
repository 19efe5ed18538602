"""Addresses: each room brings its own; only signing in and the health check are composed here."""

from __future__ import annotations

from importlib.util import find_spec

from allauth.account import views as signin
from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.db import connection
from django.http import HttpRequest, JsonResponse
from django.urls import URLPattern, URLResolver, include, path


@login_not_required
def healthz(request: HttpRequest) -> JsonResponse:
    """Whether the application answers and reaches its database."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return JsonResponse({"status": "ok"})


# Signing in is django-allauth's; only the pages that are wanted are given an address. It looks the closed
# sign-up page up by name, so that has one too.
urlpatterns: list[URLPattern | URLResolver] = [
    path("healthz", healthz, name="healthz"),
    path("sign-in/", signin.login, name="account_login"),
    path("sign-in/inactive/", signin.account_inactive, name="account_inactive"),
    path("sign-in/again/", signin.reauthenticate, name="account_reauthenticate"),
    path("sign-in/closed/", signin.signup, name="account_signup"),
    path("sign-out/", signin.logout, name="account_logout"),
    path("password/", signin.password_change, name="account_change_password"),
]

# A room's urls.py says its own prefixes, so that its addresses read in one place.
urlpatterns += [path("", include(f"{room}.urls")) for room in settings.ROOMS if find_spec(f"{room}.urls") is not None]
