"""The WSGI application a server such as gunicorn runs."""

import os

from django.core.wsgi import get_wsgi_application

from kobling.web.public.cache.response_cache import ResponseCache

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kobling.config.settings")
application = ResponseCache(get_wsgi_application())
