"""One server of all publishers for the room."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from qeqt import data
from tests.data.official import frozen, loopback


@pytest.fixture(scope="session")
def publishers() -> Iterator[loopback.Publishers]:
    with loopback.serving() as found:
        yield found


@pytest.fixture(scope="session")
def old_records(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Every table as it was on a day, laid once."""
    return frozen.lay(tmp_path_factory.mktemp("records"))


@pytest.fixture
def old_tables(old_records: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The book's tables as they were on a day, for a test that writes none of them."""
    monkeypatch.setattr(data, "HOME", old_records)
    return old_records
