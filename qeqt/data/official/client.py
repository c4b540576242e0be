"""Asks publishers: conditional requests, a deadline, back-off; nothing half arrived counts as an answer."""

from __future__ import annotations

import ssl
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

import certifi
import hishel.httpx
import httpx
import stamina

AGENT = "qeqt (renews the figures of a book)"
"""federalreserve.gov answers nobody without a name."""
KEPT_FOR = 30 * 86400.0
"""Seconds that a copy is kept; it is used only when the publisher says that it still holds."""
LARGEST = 64 * 2**20
REDIRECTS = 5


class NetworkError(ValueError):
    """A publisher could not be asked, or did not answer whole. Says nothing of its figures."""

    def __init__(self, address: str, reason: str) -> None:
        super().__init__(f"{short(address)}: {reason}")
        self.reason = reason


@dataclass(frozen=True)
class Patience:
    """How long to wait, in seconds, and how often to ask again."""

    connect: float = 15.0
    silence: float = 30.0
    """The longest pause within an answer."""
    deadline: float = 180.0
    """A whole answer, however it drips."""
    attempts: int = 4
    first_wait: float = 2.0
    longest_wait: float = 60.0


@dataclass
class Client:
    """Asks addresses, each at most once a run."""

    folder: Path
    """Where copies are kept."""
    patience: Patience = field(default_factory=Patience)
    clock: Callable[[], float] = time.monotonic
    asked: dict[str, bytes | NetworkError] = field(default_factory=dict)
    speakers: dict[bool, httpx.Client] = field(default_factory=dict)
    unreachable: dict[bytes, str] = field(default_factory=dict)
    """Host -> why it could not be reached: it is not tried again in this run."""

    def get(self, address: str, accept: str = "*/*", chain_lacks_key_identifier: bool = False) -> bytes:
        """Return an address's whole answer. Raises NetworkError, the same one when asked again."""
        if address not in self.asked:
            try:
                self.asked[address] = self._patiently(address, accept, chain_lacks_key_identifier)
            except NetworkError as error:
                self.asked[address] = error
        known = self.asked[address]
        if isinstance(known, NetworkError):
            raise known
        return known

    def _patiently(self, address: str, accept: str, lenient: bool) -> bytes:
        """Ask again after a pause where that may help."""
        attempts = stamina.retry_context(
            on=worth_another,
            attempts=self.patience.attempts,
            timeout=self.patience.deadline,
            wait_initial=self.patience.first_wait,
            wait_max=self.patience.longest_wait,
            wait_jitter=self.patience.first_wait / 2,
        )
        host = httpx.URL(address).netloc
        if host in self.unreachable:
            raise NetworkError(address, self.unreachable[host])
        try:
            for attempt in attempts:
                with attempt:
                    return self._once(address, accept, lenient)
        except (httpx.HTTPError, httpx.InvalidURL, httpx.StreamError, OSError) as error:
            if isinstance(error, (httpx.ConnectError, httpx.ConnectTimeout)):
                self.unreachable[host] = in_words(error)
            raise NetworkError(address, in_words(error)) from None
        raise AssertionError("a retry without an attempt")

    def _once(self, address: str, accept: str, lenient: bool) -> bytes:
        until = self.clock() + self.patience.deadline
        with self._speaker(lenient).stream("GET", address, headers={"Accept": accept}) as answer:
            answer.raise_for_status()
            if answer.status_code != 200:
                raise NetworkError(address, f"answered {answer.status_code}; figures come with 200")
            parts, size = [], 0
            for part in answer.iter_bytes():
                parts.append(part)
                size += len(part)
                if self.clock() > until:
                    raise httpx.ReadTimeout("slower than the deadline", request=answer.request)
                if size > LARGEST:
                    raise NetworkError(address, f"more than {LARGEST // 2**20} MiB came; moved?")
            return b"".join(parts)

    def _speaker(self, lenient: bool) -> httpx.Client:
        if lenient not in self.speakers:
            self.folder.mkdir(parents=True, exist_ok=True)
            store = hishel.SqliteStorage(
                database_path=str(self.folder / "answers.sqlite"), default_ttl=KEPT_FOR
            )
            self.speakers[lenient] = httpx.Client(
                transport=hishel.httpx.CacheTransport(
                    httpx.HTTPTransport(verify=trust(lenient)),
                    storage=store,
                    rfc=hishel.CacheOptions(shared=False, allow_stale=False),
                ),
                timeout=httpx.Timeout(self.patience.silence, connect=self.patience.connect),
                follow_redirects=True,
                max_redirects=REDIRECTS,
                headers={"User-Agent": AGENT, "Cache-Control": "no-cache"},
                event_hooks={"response": [self._still_there]},
            )
        return self.speakers[lenient]

    def close(self) -> None:
        """Let go of connections and copies."""
        for speaker in self.speakers.values():
            speaker.close()
        self.speakers.clear()

    def _still_there(self, answer: httpx.Response) -> None:
        """Refuse a redirect to another publisher, or one that gives up encryption, before it is followed."""
        if not answer.has_redirect_location:
            return
        asked, goes = answer.url, answer.url.join(answer.headers["Location"])
        if site(asked.host) != site(goes.host):
            raise NetworkError(
                str(asked),
                f"redirected to {goes.host or 'nowhere'}; look whether the publisher moved, then change the "
                "address in ways.toml",
            )
        if goes.scheme != "https" and asked.scheme == "https":
            raise NetworkError(str(asked), "redirected to plain http; https is needed")


@cache
def trust(lenient: bool) -> ssl.SSLContext:
    """Return whom to trust; lenient: a chain without a key identifier too, as curl and browsers do."""
    context = ssl.create_default_context(cafile=certifi.where())
    if lenient:
        context.verify_flags &= ~ssl.VERIFY_X509_STRICT
    return context


def site(host: str) -> str:
    """Return the part of a host's name that its owner registered, roughly: the last two labels, or three."""
    labels = host.split(".")
    return ".".join(labels[-3:] if len(labels) > 2 and len(labels[-2]) <= 3 else labels[-2:])


def worth_another(error: Exception) -> bool | float:
    """Say whether asking again may help, and after how many seconds where the publisher says so."""
    if isinstance(error, httpx.HTTPStatusError):
        status = error.response.status_code
        wait = error.response.headers.get("Retry-After", "")
        if status in (429, 503) and wait.isdigit():
            return min(float(wait), 60.0)
        return status in (408, 425, 429) or status >= 500
    return isinstance(error, httpx.TransportError)


def in_words(error: Exception) -> str:
    """Say what went wrong and what to do."""
    if isinstance(error, httpx.HTTPStatusError):
        status = error.response.status_code
        if status == 429:
            return "asked too often (429); wait an hour"
        if status in (401, 403, 407):
            return f"the publisher refuses programs ({status}); open the address in a browser"
        if status in (404, 410):
            return f"nothing there ({status}); the address moved: find the new one, change ways.toml"
        if status >= 500:
            return f"the publisher's server failed ({status}); ask again later"
        return f"answered {status}; figures come with 200"
    if isinstance(error, httpx.TooManyRedirects):
        return "redirects in a ring; open the address in a browser"
    if isinstance(error, httpx.TimeoutException):
        return f"too slow ({error}); ask again later"
    if isinstance(error, httpx.DecodingError):
        return f"the answer arrived damaged ({error}); ask again later"
    if isinstance(error, (httpx.RemoteProtocolError, httpx.ReadError)):
        return f"the answer broke off or is no HTTP ({error}); ask again later"
    return f"no connection ({error}); is this machine online?"


def short(address: str) -> str:
    """Return an address as a message shows it."""
    return address if len(address) <= 90 else address[:87] + "..."
