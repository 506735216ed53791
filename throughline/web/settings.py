"""Settings of the site: safe without any setting on one machine, strict when it is opened to others.

Environment: THROUGHLINE_DATA (folder of the record), THROUGHLINE_DATABASE, THROUGHLINE_HOSTS,
THROUGHLINE_SECRET_KEY, THROUGHLINE_HTTPS, THROUGHLINE_DEBUG, THROUGHLINE_COLLECTED_STATIC.
"""

from pathlib import Path
from typing import Any

from throughline.web import environment

WEB = Path(__file__).resolve().parent
CLONE = WEB.parents[1]
# In a clone the record lies in its var/, whatever the working folder; an installed package uses the working folder.
HOME = CLONE if (CLONE / "pyproject.toml").is_file() else Path.cwd()
DATA = environment.folder("THROUGHLINE_DATA", HOME / "var")

LOCAL_HOSTS = ("127.0.0.1", "localhost", "[::1]")
ALLOWED_HOSTS = environment.names("THROUGHLINE_HOSTS", LOCAL_HOSTS)
OPEN_TO_OTHERS = not set(ALLOWED_HOSTS) <= set(LOCAL_HOSTS)
DEBUG = environment.flag("THROUGHLINE_DEBUG")
SECRET_KEY = environment.secret_key(DATA / "secret-key", needed=OPEN_TO_OTHERS)

INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "throughline.store",
]
AUTH_USER_MODEL = "store.Person"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
DATABASES: dict[str, dict[str, Any]] = {"default": environment.database(DATA)}

MIDDLEWARE = [
    "throughline.web.access.strict_headers",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "throughline.web.access.read_only",
    "throughline.web.access.readable_address",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]
ROOT_URLCONF = "throughline.web.urls"
WSGI_APPLICATION = "throughline.web.wsgi.application"
# Addresses are codes; a slash at the end would make two addresses of one thing.
APPEND_SLASH = False

TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [WEB / "templates"],
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "throughline.web.access.of_every_page",
            ],
            "builtins": ["django.templatetags.i18n", "django.templatetags.static", "throughline.web.formatting"],
        },
    }
]

STATIC_URL = "/static/"
STATICFILES_DIRS = [WEB / "static"]
STATICFILES_FINDERS = ["django.contrib.staticfiles.finders.FileSystemFinder"]
# `throughline serve` collects the static files and sets this; without it they are served from the package.
COLLECTED_STATIC = environment.flag("THROUGHLINE_COLLECTED_STATIC")
STATIC_ROOT = DATA / "static" if COLLECTED_STATIC else None
WHITENOISE_USE_FINDERS = not COLLECTED_STATIC
WHITENOISE_ALLOW_ALL_ORIGINS = False
STORAGES = {
    "staticfiles": {
        "BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"
        if COLLECTED_STATIC
        else "django.contrib.staticfiles.storage.StaticFilesStorage"
    }
}

LANGUAGE_CODE = "en"
LANGUAGES = [
    ("ar", "العربية"),
    ("zh-hans", "中文"),
    ("en", "English"),
    ("fr", "Français"),
    ("ru", "Русский"),
    ("es", "Español"),
]
LOCALE_PATHS = [WEB / "locale"]
FORMAT_MODULE_PATH = ["throughline.web.formats"]
TIME_ZONE = "UTC"
USE_TZ = True

HTTPS = environment.flag("THROUGHLINE_HTTPS", default=OPEN_TO_OTHERS)
SECURE_SSL_REDIRECT = False
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if HTTPS else None
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = HTTPS
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = HTTPS
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = LANGUAGE_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = LANGUAGE_COOKIE_SAMESITE = "Lax"
DATA_UPLOAD_MAX_MEMORY_SIZE = 1_000_000

LOGGING: dict[str, Any] = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"stderr": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["stderr"], "level": "WARNING"},
}
