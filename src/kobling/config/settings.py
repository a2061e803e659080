"""Django's settings. Everything that differs between places comes from the environment (see `environment`)."""

from kobling.config import environment

SECRET_KEY = environment.secret_key()
DEBUG = False
ALLOWED_HOSTS = environment.hosts()
DATABASES = {"default": environment.database()}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

ROOT_URLCONF = "kobling.config.urls"
WSGI_APPLICATION = "kobling.config.wsgi.application"
APPEND_SLASH = False  # the public site knows its own addresses

INSTALLED_APPS = [
    "kobling.rooms.audit",
    "kobling.rooms.municipality",
    "kobling.rooms.indicators",
    "kobling.rooms.chain",
    "kobling.rooms.council",
    "kobling.rooms.budget",
    "kobling.rooms.agreements",
    "kobling.rooms.initiatives",
    "kobling.rooms.releases",
    "kobling.rooms.publishing",
    "kobling.rooms.exchange",
    "kobling.rooms.findings",
    "kobling.web.shared",
    "kobling.web.opendata",
    "kobling.web.public",
    "kobling.cli",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    # Private unless a view says otherwise; nothing in this version asks anybody to log in.
    "kobling.config.private.PrivateByDefault",
]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {"builtins": ["django.templatetags.i18n"]},
    }
]

LANGUAGE_CODE = environment.language()
LANGUAGES = [("da", "Dansk"), ("en", "English")]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Europe/Copenhagen"

SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "strict-origin-when-cross-origin"

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
}
