"""Serving with gunicorn, in this process and its workers, so that one Ctrl-C ends all of it in good order."""

from __future__ import annotations

import logging
import socket
from typing import Any

from gunicorn.app.base import BaseApplication

from holdfast.config.environment import Misconfigured

THREADS = 8


class Server(BaseApplication):  # type: ignore[misc]
    """The web application behind gunicorn. Raises `Misconfigured` where the address cannot be had."""

    def __init__(self, address: str, workers: int, *, log_requests: bool = True) -> None:
        self.address = address
        self.workers = workers
        self.log_requests = log_requests
        self._check_free()
        super().__init__()

    def _check_free(self) -> None:
        """Say at once what gunicorn would say after several tries and a traceback."""
        host, _, port = self.address.rpartition(":")
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind((host, int(port)))
            except OSError as error:
                raise Misconfigured(
                    f"Cannot listen on {self.address} ({error.strerror}); PORT chooses another port."
                ) from error

    def load_config(self) -> None:
        for name, value in {
            "bind": self.address,
            "workers": self.workers,
            "worker_class": "gthread",
            "threads": THREADS,
            # The application is loaded once, before the workers split off; the embedded database stays with us.
            "preload_app": True,
            "control_socket_disable": True,
            "loglevel": "warning",
            "graceful_timeout": 5,
            "timeout": 120,
        }.items():
            self.cfg.set(name, value)

    def load(self) -> Any:
        from django.db import connections

        from holdfast.config.wsgi import application

        # Loading Django sets the loggers up, so that this comes after.
        if not self.log_requests:
            logging.getLogger("holdfast.requests").setLevel(logging.WARNING)
        connections.close_all()
        return application
