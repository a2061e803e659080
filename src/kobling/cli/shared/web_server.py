"""The web server, started from the command line."""

import socket
from threading import Thread
from typing import Any

import click
from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.db import connections
from django.utils.translation import gettext as _
from gunicorn.app.base import BaseApplication
from gunicorn.glogging import Logger

from kobling.cli.shared.waitress_worker import WaitressWorker
from kobling.web.public.cache.response_cache import ResponseCache
from kobling.web.shared.logs.requests import RequestLog
from kobling.web.staff.warm_up import fill_caches


class ServerLog(Logger):
    """gunicorn's log, written as all other lines are: without the addresses of readers and what they asked for."""

    def setup(self, cfg: Any) -> None:
        """Hand the lines over to the log of the settings."""
        super().setup(cfg)
        self.error_log.handlers.clear()
        self.error_log.propagate = True


class GunicornServer(BaseApplication):
    """gunicorn, configured by arguments instead of its own command line."""

    def __init__(self, **settings: Any) -> None:
        """Store gunicorn's settings, by their own names."""
        self._settings = settings
        super().__init__()

    def load_config(self) -> None:
        """Pass the settings to gunicorn."""
        for name, value in self._settings.items():
            self.cfg.set(name, value)

    def load(self) -> Any:
        """Return the application to serve."""
        return RequestLog(ResponseCache(get_wsgi_application()))


def run_server(host: str, port: int, *, workers: int) -> None:
    """Serve until the process is stopped. Raises ClickException where the port is in use."""
    check_port(host, port)
    GunicornServer(
        bind=f"{host}:{port}",
        workers=workers,
        threads=4,
        worker_class=WaitressWorker,
        preload_app=True,
        loglevel="warning",
        logger_class=ServerLog,
        control_socket_disable=True,
        post_worker_init=fill_caches_beside,
    ).run()


def fill_caches_beside(_worker: object) -> None:
    """Fill a worker's caches while it answers already."""
    if settings.WORKING_PAGES:
        Thread(target=_fill_caches, daemon=True).start()


def _fill_caches() -> None:
    try:
        fill_caches()
    finally:
        connections.close_all()


def check_port(host: str, port: int) -> None:
    """Raise ClickException where the port is in use."""
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise click.ClickException(
                _("Port %(port)d on %(host)s cannot be had (%(trouble)s). Choose another with --port %(next)d.")
                % {"port": port, "host": host, "trouble": error.strerror, "next": port + 1}
            ) from error
