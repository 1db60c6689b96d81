"""Settings, from the environment alone.

SIGHTLINE_HOME: where data lies (``var`` here). DATABASE_URL: PostgreSQL; unset: SQLite in the data folder.
SIGHTLINE_AUTHORITY: the authority's name or file. SIGHTLINE_HOSTS: names under which this is served, with
commas. SIGHTLINE_SECRET_KEY: the server's key; unset: made once and kept in the data folder.
SIGHTLINE_HTTPS=1: served over HTTPS only. SIGHTLINE_PROXIES: how many proxies of ours stand before this
server (0), so that it knows where a request comes from, and believes what they say of HTTPS.
"""

import os
from pathlib import Path
from typing import Any

import dj_database_url

from sightline.site.secret import secret_key

PACKAGE = Path(__file__).parents[1]
SIGHTLINE_HOME = Path(os.environ.get("SIGHTLINE_HOME") or "var").resolve()
SIGHTLINE_AUTHORITY = os.environ.get("SIGHTLINE_AUTHORITY") or "west-sussex"

SECRET_KEY = os.environ.get("SIGHTLINE_SECRET_KEY") or secret_key(SIGHTLINE_HOME)
SIGHTLINE_PROXIES = int(os.environ.get("SIGHTLINE_PROXIES") or 0)
DEBUG = False
HTTPS = os.environ.get("SIGHTLINE_HTTPS") == "1"
ALLOWED_HOSTS = (os.environ.get("SIGHTLINE_HOSTS") or "127.0.0.1,localhost,[::1]").split(",")

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "csp",
    "django_tasks",
    "django_tasks_db",
    "sightline.office.access",
    "sightline.office.lens",
    "sightline.office.evidence",
    "sightline.office.caseload",
    "sightline.office.improvement",
    "sightline.office.governance",
    "sightline.office.publish",
    "sightline.site",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "sightline.site.middleware.private_pages",
]

ROOT_URLCONF = "sightline.site.urls"
WSGI_APPLICATION = "sightline.site.wsgi.application"

TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.jinja2.Jinja2",
        "DIRS": [PACKAGE / "site" / "jinja2"],
        "APP_DIRS": True,
        "OPTIONS": {
            "environment": "sightline.site.jinja.environment",
            "auto_reload": False,
            "context_processors": ["sightline.site.context.shell"],
        },
    }
]

DATABASES = {
    "default": dj_database_url.parse(
        os.environ.get("DATABASE_URL") or f"sqlite:///{SIGHTLINE_HOME / 'office.sqlite3'}",
        conn_max_age=60,
    )
}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    DATABASES["default"]["OPTIONS"] = {
        "timeout": 20,
        "transaction_mode": "IMMEDIATE",
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;",
    }

AUTH_USER_MODEL = "access.User"
AUTHENTICATION_BACKENDS = ["sightline.office.access.known.Accounts"]
SESSION_ENGINE = "sightline.office.access.known"
LOGIN_URL = "access:sign-in"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in ("UserAttributeSimilarityValidator", "MinimumLengthValidator", "CommonPasswordValidator")
]
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}

LANGUAGE_CODE = "en-gb"
TIME_ZONE = "Europe/London"
USE_TZ = True

STATIC_URL = "/static/"
WHITENOISE_USE_FINDERS = True
FILE_UPLOAD_MAX_MEMORY_SIZE = 4 * 1024 * 1024
DATA_UPLOAD_MAX_MEMORY_SIZE = 8 * 1024 * 1024

MESSAGE_STORAGE = "django.contrib.messages.storage.cookie.CookieStorage"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 10 * 60 * 60
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
CSRF_COOKIE_HTTPONLY = True
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE_SSL_REDIRECT = HTTPS
SECURE_HSTS_SECONDS = 365 * 24 * 60 * 60 if HTTPS else 0
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if HTTPS and SIGHTLINE_PROXIES > 0 else None

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'none'"],
        "script-src": ["'self'"],
        "style-src": ["'self'"],
        "img-src": ["'self'"],
        "font-src": ["'self'"],
        "connect-src": ["'self'"],
        "manifest-src": ["'self'"],
        "form-action": ["'self'"],
        "frame-ancestors": ["'none'"],
        "base-uri": ["'none'"],
    }
}

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {"no_children": {"()": "sightline.site.logs.NoChildren"}},
    "formatters": {"plain": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "handlers": {
        "stderr": {"class": "logging.StreamHandler", "formatter": "plain", "filters": ["no_children"]}
    },
    "root": {"handlers": ["stderr"], "level": "WARNING"},
    "loggers": {"django": {"handlers": ["stderr"], "level": "WARNING", "propagate": False}},
}
