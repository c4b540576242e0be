"""The built book on a network that a test shapes: slow, failing, cached for a while, renewed, gone."""

from __future__ import annotations

import functools
import http.server
import re
import threading
import time
from dataclasses import dataclass, field
from http import HTTPStatus
from pathlib import Path
from typing import Any

from macros.audit.server import SUB_PATH, Pages

EAR = f'<script src="{SUB_PATH}ear.js"></script>'
LISTENS = """
window.heard = []
const say = (kind, text) => window.heard.push(kind + ": " + text)
addEventListener("error", event => say("error", event.message || event.target.src || event.target.href), true)
addEventListener("unhandledrejection", event => say("rejection", event.reason))
document.addEventListener("securitypolicyviolation", event =>
  say("policy", event.violatedDirective + " " + event.blockedURI))
for (const kind of ["error", "warn"]) {
  const plain = console[kind]
  console[kind] = (...words) => { say(kind, words.join(" ")); plain.apply(console, words) }
}
"""
"""What a page hears of its own troubles, for engines whose protocol does not tell."""


@dataclass
class Network:
    """Serves one folder; what a test changes in it holds from the next request on."""

    folder: Path
    max_age: int = 0
    """How many seconds a browser may keep what it got: 600 on GitHub Pages, by default none."""
    slow: list[tuple[str, float]] = field(default_factory=list)
    """Pattern of an address, and the seconds that it takes to come."""
    broken: dict[str, int] = field(default_factory=dict)
    """Pattern of an address, and how many times it is not found."""
    asked: list[str] = field(default_factory=list)
    port: int = 0

    def start(self) -> Network:
        """Serve, on the same port as before."""
        handler = functools.partial(Shaped, network=self, directory=str(self.folder))
        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", self.port), handler)
        self.server.daemon_threads = True
        self.port = self.server.server_port
        threading.Thread(target=self.server.serve_forever, args=(0.02,), daemon=True).start()
        return self

    def stop(self) -> None:
        """Be gone: a browser's connection is refused."""
        self.server.shutdown()
        self.server.server_close()

    @property
    def url(self) -> str:
        """The address of the book's root."""
        return f"http://127.0.0.1:{self.port}{SUB_PATH}"

    def calm(self) -> None:
        """Forget what an earlier test made of it."""
        self.max_age, self.slow, self.broken, self.asked = 0, [], {}, []


class Shaped(Pages):
    """One request on the shaped network."""

    def __init__(self, *args: Any, network: Network, **kwargs: Any) -> None:
        self.network = network
        super().__init__(*args, **kwargs)

    def do_GET(self) -> None:
        """Late, not at all, or as the folder has it."""
        network = self.network
        self.directory, self.kept_s = str(network.folder), network.max_age
        network.asked.append(self.path.removeprefix(SUB_PATH))
        time.sleep(sum(seconds for pattern, seconds in network.slow if re.search(pattern, self.path)))
        for pattern, times in network.broken.items():
            if times and re.search(pattern, self.path):
                network.broken[pattern] -= 1
                self.answer(b"", "text/plain", HTTPStatus.SERVICE_UNAVAILABLE)
                return
        place = Path(self.translate_path(self.path.partition("?")[0]))
        place = (
            place / "index.html" if place.is_dir() and self.path.partition("?")[0].endswith("/") else place
        )
        if self.path == f"{SUB_PATH}ear.js":
            self.answer(LISTENS.encode(), "text/javascript")
        elif place.suffix == ".html" and place.is_file():
            text = place.read_text(encoding="utf-8").replace("<head>", f"<head>{EAR}", 1)
            self.answer(text.encode(), "text/html; charset=utf-8")
        else:
            super().do_GET()

    def answer(self, body: bytes, kind: str, status: HTTPStatus = HTTPStatus.OK) -> None:
        """Send a body of our own."""
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)
