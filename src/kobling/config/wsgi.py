"""The WSGI application a server such as gunicorn runs."""

import os

from django.core.wsgi import get_wsgi_application

from kobling.web.public.cache.response_cache import ResponseCache
from kobling.web.shared.logs.requests import RequestLog

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kobling.config.settings")
application = RequestLog(ResponseCache(get_wsgi_application()))
