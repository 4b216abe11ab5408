"""This module serves the page to a browser on the same machine."""

from __future__ import annotations

import sys
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler
from pathlib import Path
from socketserver import ThreadingTCPServer
from typing import Any

HOST = "127.0.0.1"
# Types of one's own: those of a machine may lack .wasm, and some have text for .js.
_TYPES = {
    ".css": "text/css",
    ".html": "text/html; charset=utf-8",
    ".js": "text/javascript",
    ".json": "application/json",
    ".svg": "image/svg+xml",
    ".wasm": "application/wasm",
    ".webmanifest": "application/manifest+json",
    "": "text/plain; charset=utf-8",
}


class _Files(SimpleHTTPRequestHandler):
    """A handler of this class gives the files of the page, and nothing beside or above them."""

    extensions_map = _TYPES
    server_version, sys_version = "opiodyn", ""

    def end_headers(self) -> None:
        # Another version of opiodyn may have the same address tomorrow.
        self.send_header("Cache-Control", "no-store")
        self.send_header("X-Content-Type-Options", "nosniff")
        super().end_headers()

    def send_head(self) -> Any:
        if self._is_inside():
            return super().send_head()
        self.send_error(HTTPStatus.NOT_FOUND)
        return None

    def _is_inside(self) -> bool:
        """Tells whether a path is in the folder, also at the end of links."""
        try:
            asked = Path(self.translate_path(self.path)).resolve()
        except (OSError, ValueError):  # no path of this machine
            return False
        return asked.is_relative_to(Path(self.directory).resolve())

    def list_directory(self, path: Any) -> None:
        """Refuses to list a folder."""
        self.send_error(HTTPStatus.NOT_FOUND)

    def log_message(self, *_: Any) -> None:
        """Says nothing: the terminal is the user's."""


class Server(ThreadingTCPServer):
    """A server gives the files of a folder to programs on the same machine, and to no other.

    Args:
        folder: The folder.
        port: The port; 0 takes a free one.

    Raises:
        OSError: The port cannot be used.
    """

    daemon_threads = True
    allow_reuse_address = sys.platform != "win32"  # there it would share a port that is in use

    def __init__(self, folder: Path, port: int) -> None:
        self._folder = str(folder)
        super().__init__((HOST, port), _Files)

    def finish_request(self, request: Any, client_address: Any) -> None:
        _Files(request, client_address, self, directory=self._folder)

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Reports an error, but not that a browser has left before its answer came."""
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)

    @property
    def address(self) -> str:
        """This is the address of the page."""
        return f"http://{HOST}:{self.server_address[1]}/"
