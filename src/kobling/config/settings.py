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
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "allauth.socialaccount.providers.saml",
    "django_tasks",
    "django_tasks_db",
    "kobling.rooms.audit",
    "kobling.rooms.municipality",
    "kobling.rooms.messages",
    "kobling.rooms.followers",
    "kobling.rooms.people",
    "kobling.rooms.comments",
    "kobling.rooms.todos",
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
    "kobling.rooms.slide_templates",
    "kobling.web.shared",
    "kobling.web.opendata",
    "kobling.web.public",
    "kobling.web.following",
    "kobling.web.papers",
    "kobling.web.staff",
    "kobling.cli",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "kobling.web.shared.body_limit.BodyLimit",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    # Views are private by default.
    "kobling.config.access_middleware.PrivateByDefault",
]

WORKING_PAGES = environment.working_pages()
AUTH_USER_MODEL = "people.User"
DEMO = False
"""Whether this process is `kobling demo`, which sets it: only there do its accounts sign in and its messages show."""
# A password that was hashed by a later one of these is hashed anew by the first when its account signs in.
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.ScryptPasswordHasher",
]
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
# What all processes of the server must know at once, such as a code that has been used, is in the database.
CACHES = {"default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "people_cacheentry"}}

# What is done outside a request waits in a table until `kobling worker` does it.
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}

MAIL = environment.mail()
"""The mail server. Without a host nothing is sent: messages wait in the outbox."""
FOLLOW_ADDRESS = environment.follow_address()
"""The address of the server where readers of the public pages ask for a mail at each release; empty for none."""
EMAIL_HOST, EMAIL_PORT = MAIL.host, MAIL.port
EMAIL_USE_TLS, EMAIL_USE_SSL = MAIL.tls == "starttls", MAIL.tls == "tls"
EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = MAIL.user, MAIL.password
EMAIL_TIMEOUT = MAIL.timeout
DEFAULT_FROM_EMAIL = MAIL.sender

# allauth signs in, and keeps second factors, sessions and links to providers; names and addresses stay in people.
LOGIN_REDIRECT_URL = "signed_in"
ACCOUNT_ADAPTER = "kobling.rooms.people.adapters.AccountAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = "name"
ACCOUNT_USER_MODEL_EMAIL_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_SIGNUP_FIELDS = ["username*"]
ACCOUNT_RATE_LIMITS = False  # people.lockout counts in the database, for all processes together
MFA_RATE_LIMITS = False
SECOND_FACTOR_ROLES = environment.second_factor_roles()
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_RECOVERY_CODE_COUNT = 10
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = "Kobling"
MFA_TOTP_TOLERANCE = 1  # steps of half a minute that a clock may be off, as RFC 6238 has it
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not environment.is_public()  # localhost over http, in the demo and in tests
SOCIALACCOUNT_ADAPTER = "kobling.rooms.people.adapters.ProviderAdapter"
# A provider's user is known by its subject, never by an address.
SOCIALACCOUNT_EMAIL_AUTHENTICATION = False
SOCIALACCOUNT_EMAIL_AUTHENTICATION_AUTO_CONNECT = False
SOCIALACCOUNT_STORE_TOKENS = False
# A form that leads to another site is against the content security policy; a link is not, and changes nothing here.
SOCIALACCOUNT_LOGIN_ON_GET = True
SOCIALACCOUNT_PROVIDERS = environment.identity_providers()
SAML_ROLES = environment.saml_roles()

SESSION_COOKIE_AGE = 12 * 60 * 60  # a working day
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = environment.is_public()
CSRF_COOKIE_HTTPONLY = True

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "builtins": ["django.templatetags.i18n"],
            "context_processors": ["django.template.context_processors.request"],
        },
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

LOGGING = environment.logging()
