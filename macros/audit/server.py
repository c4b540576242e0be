"""Serves a built folder as GitHub Pages would: below a path, kept ten minutes, with the site's own 404."""

import functools
import http.server
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http import HTTPStatus
from pathlib import Path
from typing import Any

SUB_PATH = "/qeqt/"
KEPT_S = 600
"""How long a browser may keep what it got without asking again."""


class Pages(http.server.SimpleHTTPRequestHandler):
    """Files of one folder below `sub_path`; nothing else exists."""

    kept_s = KEPT_S

    def __init__(self, *given: Any, sub_path: str = SUB_PATH, **named: Any) -> None:
        self.sub_path = sub_path
        super().__init__(*given, **named)

    def translate_path(self, path: str) -> str:
        """The file behind an address; one that does not exist for an address outside the sub-path."""
        inside = path.startswith(self.sub_path)
        return super().translate_path(
            "/" + path.removeprefix(self.sub_path) if inside else "/outside the site"
        )

    def list_directory(self, path: Any) -> None:
        """A folder without a page of its own is not there."""
        self.send_error(HTTPStatus.NOT_FOUND)

    def end_headers(self) -> None:
        """Everything may be kept for a while, the page for what is not there too."""
        self.send_header("Cache-Control", f"max-age={self.kept_s}")
        super().end_headers()

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        """The site's own page for what is not there."""
        page = Path(self.directory) / "404.html"
        if code != HTTPStatus.NOT_FOUND or not page.is_file():
            super().send_error(code, message, explain)
            return
        body = page.read_bytes()
        self.send_response(code)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def log_message(self, format: str, *args: Any) -> None:
        """Say nothing."""


@contextmanager
def served(folder: Path, sub_path: str = SUB_PATH) -> Iterator[str]:
    """Serve `folder` below `sub_path` while the block runs; gives the address of its root."""
    server = http.server.ThreadingHTTPServer(
        ("127.0.0.1", 0), functools.partial(Pages, directory=str(folder), sub_path=sub_path)
    )
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}{sub_path}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
