"""How django-allauth behaves here: accounts are made by an agency, never by signing up."""

from __future__ import annotations

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.forms import LoginForm
from django.http import HttpRequest


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """Closes sign-up; everything else is allauth's own."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "username_password_mismatch": "The username or the password is not right",
        "email_password_mismatch": "The email address or the password is not right",
        "too_many_login_attempts": "Too many attempts. Wait some minutes, then try again",
        "incorrect_password": "The password is not right",
        "enter_current_password": "Enter your current password",
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False


class SignInForm(LoginForm):  # type: ignore[misc]
    """Signing in, in plain words; labels stay visible instead of placeholders that vanish."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        words = {
            "login": ("Username or email address", "Enter your username or email address"),
            "password": ("Password", "Enter your password"),
        }
        self.label_suffix = ""
        self.use_required_attribute = False
        for name, (label, missing) in words.items():
            field = self.fields[name]
            field.label, field.help_text = label, ""
            field.error_messages["required"] = missing
            field.widget.attrs.pop("placeholder", None)
        as_typed = {"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false"}
        self.fields["login"].widget.attrs |= as_typed


def display_name(user: Any) -> str:
    """The name that allauth's messages use."""
    return str(user)
