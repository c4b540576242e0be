"""Publishers on loopback: each speaks its own format, out of the compiled tables, with faults where asked."""

from __future__ import annotations

import dataclasses
import gzip
import socket
import struct
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import date
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

from qeqt.data.official.client import Client, Patience
from qeqt.data.official.ways import Ways, ways
from tests.data.official.formats import FORMATS, TOGETHER
from tests.data.official.observed import TODAY, Pairs, stocked


@dataclass
class Answer:
    """How an address answers: a body, or a way to fail under it."""

    body: bytes = b""
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    fail: str = ""


@dataclass
class Publishers:
    """The server. `series`: source -> series -> what it observed; `edit`: what a fault does to answers."""

    base: str = ""
    series: dict[str, dict[str, Pairs]] = field(default_factory=dict)
    edit: Callable[[str, Answer], Answer] = lambda _, answer: answer
    asked: list[str] = field(default_factory=list)
    kept: dict[str, bytes] = field(default_factory=dict)

    def stock(self, *tables: str, periods: int = 10_000, today: date = TODAY) -> None:
        """Observe what the compiled tables say in their last periods, and the same since."""
        self.series, self.kept, self.asked = {}, {}, []
        self.edit = lambda _, answer: answer
        for name in tables:
            for source, series in stocked(name, periods, today).items():
                self.series[source] = {**series, **self.series.get(source, {})}

    def ways(self) -> Ways:
        """The book's ways, with every address on loopback."""
        known = ways()
        sources = {}
        for name, source in known.sources.items():
            blanks = "".join(
                f"&{blank}={{{blank}}}" for blank in ("series", "db", "file", "month", "day", "start")
                if any(f"{{{blank}}}" in address for address in source.addresses)
            )  # fmt: skip
            sources[name] = dataclasses.replace(source, addresses=(f"{self.base}/{name}?{blanks}",))
        return Ways(sources, known.tables)

    def answer(self, path: str) -> Answer:
        """Encode what a source has, or what a fault makes of it."""
        name = urlsplit(path).path.strip("/").partition("/")[0]
        self.asked.append(path)
        if path not in self.kept:
            asked = {key: values[0] for key, values in parse_qs(urlsplit(path).query).items()}
            self.kept[path] = FORMATS[ways().sources[name].reader](self.wanted(name, asked))
        return self.edit(name, Answer(self.kept[path]))

    def wanted(self, name: str, asked: dict[str, str]) -> dict[str, Pairs]:
        """Choose the series that an address asks for."""
        every = self.series.get(name, {})
        if ways().sources[name].reader in TOGETHER:
            return every
        if "file" in asked:
            return {key: pairs for key, pairs in every.items() if key.startswith(asked["file"] + "|")}
        if "month" in asked or "day" in asked:
            month = (asked.get("month") or asked["day"])[:6]
            for key, pairs in every.items():
                mine = [pair for pair in pairs if pair[0].replace("-", "")[:6] == month]
                if name == "twse_index":
                    return {"收盤指數": mine}
                return {
                    key: [(f"{month[:4]}-{month[4:]}-{asked.get('day', month + '01')[6:8]}", mine[-1][1])]
                    if mine
                    else []
                }
        if "db" in asked:
            return {key: every[key] for key in every if key == f"{asked['db']}'{asked['series']}"}
        if "series" in asked:
            return {asked["series"]: every.get(asked["series"], [])}
        return every


class Handler(BaseHTTPRequestHandler):
    """Answers as its publishers say; fails on the wire where they say so."""

    publishers: Publishers
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        answer = self.publishers.answer(self.path)
        self.close_connection = True
        if answer.fail:
            FAILURES[answer.fail](self, answer)
            return
        self.send_response(answer.status)
        for name, value in answer.headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(answer.body)))
        self.send_header("Connection", "close")
        self.end_headers()
        with suppress(OSError):
            self.wfile.write(answer.body)

    def log_message(self, *_: object) -> None:
        pass


def reset(handler: Handler, _: Answer) -> None:
    handler.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    handler.connection.close()


def raw(text: bytes) -> Callable[[Handler, Answer], None]:
    def send(handler: Handler, answer: Answer) -> None:
        handler.wfile.write(text.replace(b"BODY", answer.body[: len(answer.body) // 2]))

    return send


def half(handler: Handler, answer: Answer) -> None:
    handler.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n" % len(answer.body))
    handler.wfile.write(answer.body[: len(answer.body) // 2])


def drip(handler: Handler, answer: Answer) -> None:
    """A byte at a time, without end: the deadline has to stop it."""
    handler.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Length: 1000000\r\n\r\n")
    try:
        for _ in range(2000):
            handler.wfile.write(b"x")
            handler.wfile.flush()
    except OSError:
        return


def silence(handler: Handler, _: Answer) -> None:
    """Nothing at all until the other side gives up."""
    handler.connection.settimeout(2)
    try:
        handler.rfile.read(1)
    except OSError:
        return


def broken_gzip(handler: Handler, answer: Answer) -> None:
    packed = gzip.compress(answer.body)
    packed = packed[:12] + b"\xff" * 8 + packed[20:]
    handler.wfile.write(
        b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: %d\r\n\r\n" % len(packed)
    )
    handler.wfile.write(packed)


FAILURES: dict[str, Callable[[Handler, Answer], None]] = {
    "closed": lambda handler, _: None,
    "reset": reset,
    "no http": raw(b"SSH-2.0-OpenSSH_9.6\r\n"),
    "half a body": half,
    "half a chunk": raw(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nffff\r\nBODY"),
    "drip": drip,
    "silence": silence,
    "broken gzip": broken_gzip,
}


@contextmanager
def serving() -> Iterator[Publishers]:
    """A server of all publishers on loopback."""
    publishers = Publishers()
    handler = type("Own", (Handler,), {"publishers": publishers})
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    server.daemon_threads = True
    publishers.base = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    try:
        yield publishers
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def client(folder: Path, attempts: int = 1, **patience: float) -> Client:
    """A client that waits for nothing."""
    how = Patience(
        connect=5.0, silence=5.0, deadline=20.0, attempts=attempts, first_wait=0.0, longest_wait=0.0
    )
    return Client(folder, dataclasses.replace(how, **patience))
