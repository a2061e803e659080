"""Django's settings. What differs between installations comes from the environment (see `environment`)."""

from kobling.config import environment, garbage

garbage.collect_seldom()

SECRET_KEY = environment.secret_key()
DEBUG = False
PUBLIC_ADDRESS = environment.public_address()
ALLOWED_HOSTS = environment.hosts()
DATABASES = {"default": environment.database()}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

ROOT_URLCONF = "kobling.config.urls"
WSGI_APPLICATION = "kobling.config.wsgi.application"
APPEND_SLASH = False  # the public site redirects its own addresses

INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.sessions",
    # Its template of sitemap.xml.
    "django.contrib.sitemaps",
    "kobling.rooms.audit",
    "kobling.rooms.municipality",
    "kobling.rooms.people",
    "kobling.rooms.comments",
    "kobling.rooms.indicators",
    "kobling.rooms.facts",
    "kobling.rooms.registers",
    "kobling.rooms.chain",
    "kobling.rooms.council",
    "kobling.rooms.budget",
    "kobling.rooms.agreements",
    "kobling.rooms.initiatives",
    "kobling.rooms.releases",
    "kobling.rooms.publishing",
    "kobling.rooms.folder",
    "kobling.rooms.findings",
    "kobling.rooms.change_drafts",
    "kobling.rooms.workbooks",
    "kobling.web.shared",
    "kobling.web.opendata",
    "kobling.web.public",
    "kobling.web.staff",
    "kobling.cli",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    # Views are private by default.
    "kobling.config.access_middleware.PrivateByDefault",
]

WORKING_PAGES = environment.working_pages()
AUTH_USER_MODEL = "people.User"
DEMO = False
"""Whether this process is `kobling demo`, which sets it: only there do its accounts sign in and its messages show."""
# scrypt is one of the hashes OWASP names, and in Python itself; a sign-in takes a tenth of a second.
PASSWORD_HASHERS = ["django.contrib.auth.hashers.ScryptPasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ["name"]},
    },
]
# A budget of three hundred lines is one form.
DATA_UPLOAD_MAX_NUMBER_FIELDS = 10_000
SESSION_COOKIE_AGE = 12 * 60 * 60  # a working day
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = environment.is_public()
CSRF_COOKIE_HTTPONLY = True

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {"builtins": ["django.templatetags.i18n"]},
    }
]

REGISTERS = environment.registers()

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
