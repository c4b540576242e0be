"""One browser of each engine a worker, and the book on a network that a test may shape."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from macros.audit.browser import engine as found
from tests.engines import drivers
from tests.engines.drivers import Driver
from tests.engines.network import Network

# Chromium has a room of its own in `make test`.
ENGINES = (pytest.param("chromium", marks=pytest.mark.whole), "webkit", "firefox")
Opened = Callable[[str], Driver]


@pytest.fixture(scope="session")
def opened(request: pytest.FixtureRequest) -> Iterator[Opened]:
    """An engine by name, started when it is first asked for; a test of one that is not there is skipped."""
    running: dict[str, Driver] = {}
    with ExitStack() as stack:

        def start(name: str) -> Driver:
            if name not in running:
                if name == "chromium":
                    running[name] = drivers.Chromium(request.getfixturevalue("chromium"))
                elif isinstance(missing := found(name), str):
                    pytest.skip(missing)
                else:
                    running[name] = stack.enter_context(getattr(drivers, name)())
            return running[name]

        yield start


@pytest.fixture(params=ENGINES)
def browser(request: pytest.FixtureRequest, opened: Opened) -> Driver:
    """Each engine in turn, as wide as a desktop."""
    driver = opened(request.param)
    driver.size(1280, 900)
    return driver


@pytest.fixture(scope="session")
def served_book(site: Path) -> Iterator[Network]:
    """The built book."""
    network = Network(site).start()
    yield network
    network.stop()


@pytest.fixture
def apart(site: Path) -> Iterator[Network]:
    """The book at an address of its own: no browser keeps any of it yet."""
    network = Network(site).start()
    yield network
    network.stop()


@pytest.fixture
def book(served_book: Network) -> Network:
    """The built book on a network without faults."""
    served_book.calm()
    return served_book
