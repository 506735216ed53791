"""Settings of the site: safe without any setting on one machine, strict when it is opened to others.

Environment: THROUGHLINE_DATA (folder of the record), THROUGHLINE_DATABASE, THROUGHLINE_HOSTS,
THROUGHLINE_SECRET_KEY, THROUGHLINE_HTTPS, THROUGHLINE_DEBUG, THROUGHLINE_COLLECTED_STATIC; limits of what is dropped:
THROUGHLINE_DROPPED_FILE_BYTES, THROUGHLINE_DROPPED_BYTES, THROUGHLINE_READING_SECONDS, THROUGHLINE_READING_BYTES.
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
SECRET_KEY = environment.secret_key(DATA / environment.KEPT_KEY, needed=OPEN_TO_OTHERS)

INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.humanize",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "allauth.usersessions",
    "django_tasks",
    "django_tasks_db",
    "throughline.store",
]
AUTH_USER_MODEL = "store.Person"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
DATABASES: dict[str, dict[str, Any]] = {"default": environment.database(DATA)}

MIDDLEWARE = [
    "throughline.web.access.strict_headers",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "throughline.web.access.kept_by_nobody",
    "django.middleware.gzip.GZipMiddleware",
    "throughline.web.api.problems.as_problems",
    "throughline.web.access.read_only",
    "throughline.web.access.readable_address",
    "throughline.web.language.chosen_language",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "throughline.web.access.own_eyes",
    "throughline.web.kept.keep_input",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "allauth.usersessions.middleware.UserSessionsMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]
ROOT_URLCONF = "throughline.web.urls"
WSGI_APPLICATION = "throughline.web.wsgi.application"
# Addresses are codes; a slash at the end would make two addresses of one thing.
APPEND_SLASH = False

AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = LOGOUT_REDIRECT_URL = "home"
ACCOUNT_ADAPTER = "throughline.web.sign_in.AccountAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = "username"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_REAUTHENTICATION_REQUIRED = True
# Guesses are counted in the database (store/people/guesses.py), not in a cache of each worker.
ACCOUNT_RATE_LIMITS = False
SOCIALACCOUNT_ADAPTER = "throughline.web.sign_in.SocialAccountAdapter"
# An organization's own provider vouches for the addresses of its people.
SOCIALACCOUNT_EMAIL_AUTHENTICATION = SOCIALACCOUNT_EMAIL_AUTHENTICATION_AUTO_CONNECT = True
SOCIALACCOUNT_PROVIDERS = environment.openid_connect()
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = "Throughline"
MFA_ADAPTER = "throughline.web.sign_in.StepAdapter"
# Clocks of telephones may be half a minute off.
MFA_TOTP_TOLERANCE = 1
MFA_FORMS = {
    "authenticate": "throughline.web.sign_in.CodeForm",
    "reauthenticate": "throughline.web.sign_in.CodeAgainForm",
}

# Reminders alone are sent as messages; {} where no way to send them is set up.
MAIL = environment.mail()
EMAIL_BACKEND = MAIL.pop("EMAIL_BACKEND", "django.core.mail.backends.dummy.EmailBackend")
globals().update(MAIL)
DEFAULT_FROM_EMAIL = environment.text("THROUGHLINE_MAIL_FROM", "throughline@localhost")

TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [WEB / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.messages.context_processors.messages",
                "throughline.web.access.of_every_page",
                "throughline.web.language.languages_of_every_page",
            ],
            "builtins": [
                "django.templatetags.i18n",
                "django.templatetags.static",
                "throughline.web.formatting",
                "throughline.web.kept",
                "throughline.web.typed",
                "throughline.web.once",
            ],
        },
    }
]

STATIC_URL = "/static/"
STATICFILES_DIRS = [WEB / "static"]
STATICFILES_FINDERS = [
    "django.contrib.staticfiles.finders.FileSystemFinder",
    "django.contrib.staticfiles.finders.AppDirectoriesFinder",
]
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
# What ends TLS stands in front, and says whom it speaks for.
ALLAUTH_TRUSTED_PROXY_COUNT = 1 if HTTPS else 0
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not HTTPS
SESSION_COOKIE_AGE = 12 * 60 * 60
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if HTTPS else None
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = HTTPS
CSRF_FAILURE_VIEW = "throughline.web.kept.csrf_failed"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = HTTPS
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = LANGUAGE_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = LANGUAGE_COOKIE_SAMESITE = "Lax"
DATA_UPLOAD_MAX_MEMORY_SIZE = 1_000_000

# What takes long is done by a worker, apart from requests; the queue stands in the database.
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}

# The largest budget documents take 30 MB with their pictures; three times that is a mistake, not a document.
DROPPED_FILE_BYTES = environment.whole_number("THROUGHLINE_DROPPED_FILE_BYTES", 100 * 1024**2, 1024**2, 300_000_000)
# Everything that waits in batches: a budget of 31 fascicles takes 40 MB, so a hundred such may wait.
DROPPED_BYTES = environment.whole_number("THROUGHLINE_DROPPED_BYTES", 4_000_000_000, 1_000, 10**12 - 1)
# Files of one batch: a session of the General Assembly adopts some 350 resolutions.
DROPPED_FILES = DATA_UPLOAD_MAX_NUMBER_FILES = 500
# One request: what comes above it is not even heard to its end.
DROPPED_REQUEST_BYTES = 4_000_000_000
# Reading one file: the largest fascicle takes 5 seconds and 400 MB; the limits are for files made to be endless.
READING_SECONDS = environment.whole_number("THROUGHLINE_READING_SECONDS", 180, 1, 86_400)
READING_BYTES = environment.whole_number("THROUGHLINE_READING_BYTES", 2_000_000_000, 200_000_000, 10**12 - 1)

LOGGING: dict[str, Any] = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"stderr": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["stderr"], "level": "WARNING"},
}
