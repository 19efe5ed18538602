"""Signing in and the health check."""

from tests.matrix import Expect, everybody, public

ROUTES: dict[str, Expect] = {
    "healthz": public(),
    "account_login": public(),
    "account_inactive": public(),
    "account_signup": public(),
    "account_logout": everybody(),
    "account_change_password": everybody(),
    "account_reauthenticate": everybody(),
}
