"""One server of all publishers for the room."""

from collections.abc import Iterator

import pytest

from tests.data.official import loopback


@pytest.fixture(scope="session")
def publishers() -> Iterator[loopback.Publishers]:
    with loopback.serving() as found:
        yield found
