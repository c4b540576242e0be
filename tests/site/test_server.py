"""The server of the tests answers as GitHub Pages does."""

from pathlib import Path
from urllib.error import HTTPError
from urllib.request import urlopen

import pytest

from macros.audit import server as pages_server
from macros.audit.server import served

MISSING = "找不到這一頁"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "QE" / "what").mkdir(parents=True)
    (tmp_path / "empty").mkdir()
    (tmp_path / "index.html").write_text("home", encoding="utf-8")
    (tmp_path / "QE" / "what" / "index.html").write_text("what", encoding="utf-8")
    (tmp_path / "404.html").write_text(MISSING, encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize("sub_path", ["/", "/qeqt/"])
def test_pages_are_there_below_any_path_and_may_be_kept_ten_minutes(folder: Path, sub_path: str) -> None:
    with served(folder, sub_path) as url, urlopen(f"{url}QE/what/") as answer:
        assert answer.read() == b"what"
        assert answer.headers["Cache-Control"] == f"max-age={pages_server.KEPT_S}" == "max-age=600"


def test_a_missing_slash_leads_to_the_page(folder: Path) -> None:
    with served(folder) as url, urlopen(f"{url}QE/what") as answer:
        assert answer.geturl() == f"{url}QE/what/"


@pytest.mark.parametrize("address", ["no/such/page/at/depth/", "qe/what/", "empty/", "../outside"])
def test_what_is_not_there_gets_the_page_for_it(folder: Path, address: str) -> None:
    with served(folder) as url, pytest.raises(HTTPError) as missing:
        urlopen(url + address)
    assert missing.value.code == 404
    assert missing.value.read().decode("utf-8") == MISSING
