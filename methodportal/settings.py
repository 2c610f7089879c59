"""Settings of the portal, read from the environment."""

import os
from pathlib import Path

from csp.constants import NONE, SELF

from methodportal.environment import read_environment
from methodportal.secret_key import kept_secret_key

BASE_DIR = Path(__file__).resolve().parent.parent
ENVIRONMENT = read_environment(os.environ, BASE_DIR)
VAR_DIR = ENVIRONMENT.var_dir

# A portal on trial is open to this machine only and speaks plain HTTP; Django's own pages about
# faults are for those who mend the portal, and are shown only where they were asked for.
ON_TRIAL = ENVIRONMENT.debug
DEBUG = ENVIRONMENT.developer_pages
SECRET_KEY = ENVIRONMENT.secret_key or kept_secret_key(VAR_DIR)
ALLOWED_HOSTS = ENVIRONMENT.allowed_hosts
DEPARTMENT_NAME = ENVIRONMENT.department

INSTALLED_APPS = [
    "common",
    "libraries",
    "accounts",
    "staff",
    "statistics.apps.StatisticsConfig",
    "events",
    "consultations",
    "publications",
    "reports",
    "methodportal.search",
    "methodportal",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.forms",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "crispy_forms",
    "crispy_bootstrap5",
    "django_filters",
    "django_htmx",
    "django_tables2",
    "django_tasks",
    "django_tasks_db",
    "drf_spectacular",
    "rest_framework",
    "simple_history",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "methodportal.middleware.permissions_policy",
    "methodportal.middleware.unseen_is_dropped",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "common.typed.remember_typist",
    "methodportal.middleware.pages_of_people_are_not_kept",
    "common.sent_once.carry_out_once",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "methodportal.middleware.session_ended",
    "simple_history.middleware.HistoryRequestMiddleware",
    "libraries.middleware.day_begins",
    "methodportal.middleware.forms_have_pages",
]

ROOT_URLCONF = "methodportal.urls"
WSGI_APPLICATION = "methodportal.wsgi.application"
FORM_RENDERER = "common.renderer.QuickRenderer"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "methodportal.context.shell",
            ],
            "builtins": ["common.templatetags.ru"],
        },
    }
]

DATABASES = {"default": ENVIRONMENT.database}

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home"
LOGOUT_REDIRECT_URL = "home"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}", "OPTIONS": options}
    for name, options in (
        ("UserAttributeSimilarityValidator", {"user_attributes": ["email", "last_name"]}),
        ("MinimumLengthValidator", {"min_length": 10}),
        ("CommonPasswordValidator", {}),
        ("NumericPasswordValidator", {}),
    )
]
ACCOUNT_ADAPTER = "accounts.adapter.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
# An invitation or a reset by letter already proves that the address is the person's own.
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_EMAIL_NOTIFICATIONS = True
# Beside allauth's own limits: how often one address may do things without signing in.
ACCOUNT_RATE_LIMITS = dict.fromkeys(("guest_document", "feedback"), "30/10m/ip") | {
    # Of one hall, whose people share an address; and of one name.
    "event_code": "60/10m/key",
    "event_code_of_name": "10/10m/key",
}
MFA_ALLOW_UNVERIFIED_EMAIL = True
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_TOTP_ISSUER = DEPARTMENT_NAME

LANGUAGE_CODE = "ru"
TIME_ZONE = ENVIRONMENT.time_zone
USE_TZ = True

STATIC_URL = "static/"
STATICFILES_DIRS = [BASE_DIR / "static"]
STATIC_ROOT = VAR_DIR / "staticfiles"
STATIC_ROOT.mkdir(parents=True, exist_ok=True)
MEDIA_ROOT = VAR_DIR / "media"
UPLOAD_MAX_BYTES = ENVIRONMENT.upload_megabytes * 1024 * 1024
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        # At work names carry a hash and files may be cached for ever; on trial whitenoise
        # finds them where they lie, and nothing has to be collected first.
        "BACKEND": "methodportal.static_files.PlainStaticFilesStorage"
        if ON_TRIAL
        else "methodportal.static_files.HashedStaticFilesStorage"
    },
}

# Nobody asks for names without a hash; packing the fonts of documents would take a minute.
WHITENOISE_KEEP_ONLY_HASHED_FILES = True
WHITENOISE_AUTOREFRESH = WHITENOISE_USE_FINDERS = ON_TRIAL
WHITENOISE_SKIP_COMPRESS_EXTENSIONS = ("png", "gif", "woff", "woff2", "ttf", "map", "gz", "br")

DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
DJANGO_TABLES2_TEMPLATE = "tables/table.html"
CRISPY_TEMPLATE_PACK = "bootstrap5"
CRISPY_ALLOWED_TEMPLATE_PACKS = "bootstrap5"
# In files, so that all worker processes count one and the same attempts to sign in.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.filebased.FileBasedCache",
        "LOCATION": VAR_DIR / "cache",
        # By default 300: guessing at many addresses would push out the counts of attempts.
        "OPTIONS": {"MAX_ENTRIES": 10_000},
    }
}
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
REST_FRAMEWORK = {
    "DEFAULT_PARSER_CLASSES": ["common.json_parser.ShallowJSONParser"],
    # The session alone: by Basic a password could be guessed past the limits of the sign-in page.
    "DEFAULT_AUTHENTICATION_CLASSES": ["rest_framework.authentication.SessionAuthentication"],
    "DEFAULT_PERMISSION_CLASSES": ["rest_framework.permissions.IsAuthenticated"],
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_FILTER_BACKENDS": ["django_filters.rest_framework.DjangoFilterBackend"],
    "DEFAULT_PAGINATION_CLASS": "common.pagination.ApiPagination",
    # Each person five requests a second: a program that runs wild does not stop the others' work.
    "DEFAULT_THROTTLE_CLASSES": ["rest_framework.throttling.UserRateThrottle"],
    "DEFAULT_THROTTLE_RATES": {"user": "300/min"},
    "DEFAULT_SCHEMA_CLASS": "drf_spectacular.openapi.AutoSchema",
}
SPECTACULAR_SETTINGS = {
    "TITLE": "Methodportal",
    "VERSION": "1",
    "SERVE_PERMISSIONS": ["rest_framework.permissions.IsAuthenticated"],
    "SERVE_INCLUDE_SCHEMA": False,
    "ENUM_NAME_OVERRIDES": {
        "LibraryKind": "libraries.models.Library.Kind",
        "OrganisationKind": "libraries.models.Organisation.Kind",
        "TerritoryKind": "libraries.models.Territory.Kind",
        "PassportAccess": "libraries.models.passports.Access",
        "EducationLevel": "staff.models.Education.Level",
        "AwardLevel": "staff.models.Award.Level",
        "EmploymentKind": "staff.models.Employment.Kind",
        "LeaveKind": "staff.models.Leave.Kind",
        "TrainingKind": "staff.models.TrainingKind",
        "CourseState": "staff.models.Course.State",
        "RegistrationState": "staff.models.Registration.State",
        "EventState": "events.models.Event.State",
        "ParticipationState": "events.models.Participation.State",
        "VisitState": "events.models.Visit.State",
        "NetworkChangeKind": "libraries.models.NetworkChange.Kind",
        "PracticeState": "publications.models.Practice.State",
        "PublicationKind": "publications.models.Publication.Kind",
        "RegulationKind": "publications.models.Regulation.Kind",
        "MessageKind": "consultations.models.Message.Kind",
        "ConsultationForm": "consultations.models.Consultation.Form",
        "QuestionState": "consultations.models.Question.State",
        "ArchiveState": "consultations.models.ArchiveEntry.State",
        "PublicationState": "publications.models.Publication.State",
        "PlanState": "events.models.Plan.State",
        "ItemMarkState": "events.models.ItemMark.State",
        "SubmissionState": "statistics.models.Submission.State",
    },
}

# Letters
EMAIL_BACKEND = ENVIRONMENT.email["EMAIL_BACKEND"]
EMAIL_HOST = ENVIRONMENT.email["EMAIL_HOST"]
EMAIL_PORT = ENVIRONMENT.email["EMAIL_PORT"] or 25
EMAIL_HOST_USER = ENVIRONMENT.email["EMAIL_HOST_USER"] or ""
EMAIL_HOST_PASSWORD = ENVIRONMENT.email["EMAIL_HOST_PASSWORD"] or ""
EMAIL_USE_TLS = ENVIRONMENT.email.get("EMAIL_USE_TLS", False)
EMAIL_USE_SSL = ENVIRONMENT.email.get("EMAIL_USE_SSL", False)
EMAIL_TIMEOUT = 20
DEFAULT_FROM_EMAIL = SERVER_EMAIL = ENVIRONMENT.mail_from
# Where all links lead that go out in letters, calendars and certificates: one address, whatever
# name of the portal somebody has opened.
SITE_URL = ENVIRONMENT.site_url or (
    f"http://127.0.0.1:{ENVIRONMENT.port}" if ON_TRIAL else f"https://{ALLOWED_HOSTS[0]}"
)

# Limits of one request. A section of a form has some hundreds of cells, a pasted plan more.
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5000
DATA_UPLOAD_MAX_NUMBER_FILES = 10
DATA_UPLOAD_MAX_MEMORY_SIZE = 10 * 1024 * 1024
FILE_UPLOAD_PERMISSIONS = 0o640

# Safety
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "img-src": [SELF, "data:"],
        "object-src": [NONE],
        "base-uri": [NONE],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    }
}
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
# At work the portal speaks TLS only; on trial, on this machine, plain HTTP.
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = not ON_TRIAL
SECURE_SSL_REDIRECT = not ON_TRIAL
SECURE_REDIRECT_EXEMPT = ["^healthz$"]
SECURE_HSTS_SECONDS = 0 if ON_TRIAL else 365 * 24 * 3600
CSRF_TRUSTED_ORIGINS = [] if ON_TRIAL else [f"https://{host}" for host in ALLOWED_HOSTS]
if ENVIRONMENT.behind_proxy:
    # Only said when it is true: without a proxy that sets them, anyone could send these headers.
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    ALLAUTH_TRUSTED_PROXY_COUNT = 1
SILENCED_SYSTEM_CHECKS = [
    "security.W005",  # HSTS for subdomains: the library's other sites are not ours to lock
    "security.W021",  # HSTS preloading: a decision for the owner of the whole domain
]

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "line": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"},
    },
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": ENVIRONMENT.log_level},
    # Django's own loggers keep handlers of their own and would say everything twice.
    "loggers": {
        "django": {"handlers": [], "level": ENVIRONMENT.log_level},
        # A refusal or an address that does not exist is an answer, not news with a traceback.
        "django.request": {"level": "ERROR"},
    },
}
