"""Django's settings. What differs between places comes from the environment (`holdfast.config.environment`)."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from csp.constants import NONCE, NONE, SELF

from holdfast.config import database, environment
from holdfast.config.logs import LOGGING as LOGGING

SOURCE = Path(__file__).resolve().parent.parent

DEBUG = environment.debug()
SECRET_KEY = environment.secret_key()
ALLOWED_HOSTS = [*environment.LOOPBACK, *environment.hosts()]
DATABASES = database.settings_for_django()
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

ROOMS = [
    "holdfast.web",
    "holdfast.core",
    "holdfast.ledger",
    "holdfast.access",
    "holdfast.people",
    "holdfast.agencies",
    "holdfast.cases",
    "holdfast.cases.referrals",
    "holdfast.cases.assessments",
    "holdfast.cases.protection",
    "holdfast.cases.strategy",
    "holdfast.cases.enquiries",
    "holdfast.cases.conferences",
    "holdfast.cases.plans",
    "holdfast.clocks",
    "holdfast.chronology",
    "holdfast.children",
    "holdfast.returns",
    "holdfast.demo",
]

# Our rooms come first, so that their templates go before those of the packages.
INSTALLED_APPS = [
    *ROOMS,
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "django.contrib.humanize",
    "allauth",
    "allauth.account",
    "pgtrigger",
    "pghistory",
    "csp",
    "django_htmx",
]

MIDDLEWARE = [
    "holdfast.config.requests.RequestLog",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    # Default deny: a page is for those who are signed in unless its view says otherwise.
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "holdfast.access.middleware.ActorMiddleware",
]

ROOT_URLCONF = "holdfast.config.urls"
WSGI_APPLICATION = "holdfast.config.wsgi.application"

TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "csp.context_processors.nonce",
            ],
        },
    }
]

LANGUAGE_CODE = "en-gb"
TIME_ZONE = "Europe/London"
USE_TZ = True
USE_I18N = True

# Files are served from where they lie, checked for change by the browser: there is no collecting step to forget.
STATIC_URL = "/static/"
STATIC_ROOT = None
WHITENOISE_USE_FINDERS = True
WHITENOISE_MAX_AGE = 60
WHITENOISE_ALLOW_ALL_ORIGINS = False

# Signing in
AUTH_USER_MODEL = "access.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
ACCOUNT_ADAPTER = "holdfast.config.signin.AccountAdapter"
ACCOUNT_FORMS = {"login": "holdfast.config.signin.SignInForm"}
ACCOUNT_LOGIN_METHODS = {"username", "email"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "email*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_LOGOUT_REDIRECT_URL = "account_login"
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_USER_DISPLAY = "holdfast.config.signin.display_name"
ACCOUNT_PRESERVE_USERNAME_CASING = False
# No message leaves this machine: nothing here sends mail.
EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"

# Browsers: cookies only over https wherever Holdfast is served beyond this machine.
HTTPS = bool(environment.hosts()) and not DEBUG
SESSION_COOKIE_SECURE = HTTPS
CSRF_COOKIE_SECURE = HTTPS
SESSION_COOKIE_HTTPONLY = True
CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 12 * 60 * 60
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SECURE_SSL_REDIRECT = HTTPS
SECURE_HSTS_SECONDS = 365 * 24 * 60 * 60 if HTTPS else 0
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if HTTPS else None
CSRF_TRUSTED_ORIGINS = [f"https://{name}" for name in environment.hosts()]
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF, NONCE],
        "style-src": [SELF, NONCE],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "manifest-src": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}
