"""The reference of the package: what is public stands there, with how it is called and what it says."""

import importlib
import inspect

import pytest

from macros.tables import api
from tests.book import ROOT

NAMES = [name for section in api.PUBLIC.values() for name in section]


@pytest.mark.parametrize("name", NAMES)
def test_a_public_name_can_be_imported(name: str) -> None:
    module, _, last = name.rpartition(".")
    assert callable(getattr(importlib.import_module(module), last))


@pytest.mark.parametrize("name", NAMES)
def test_a_public_name_says_what_it_is_for(name: str) -> None:
    thing = api.found(name)
    assert thing.docstring is not None
    assert len(thing.docstring.value) > 20


@pytest.mark.parametrize("name", NAMES)
def test_a_public_function_is_typed_throughout(name: str) -> None:
    module, _, last = name.rpartition(".")
    thing = getattr(importlib.import_module(module), last)
    if inspect.isfunction(thing):
        named = set(inspect.signature(thing).parameters) | {"return"}
        assert named <= set(thing.__annotations__)


def test_no_two_names_share_an_id() -> None:
    ids = [anchor for section in api.PUBLIC.values() for anchor in section.values()]
    assert len(ids) == len(set(ids))


def test_the_page_prints_every_section() -> None:
    page = (ROOT / "docs" / "model" / "api.md").read_text(encoding="utf-8")
    assert [name for name in api.TABLES if f'table("{name}")' not in page] == []


def test_a_docstring_becomes_paragraphs_with_code() -> None:
    assert api.prose("A ``b``\nc.\n\nD < e.") == "<p>A <code>b</code> c.</p><p>D &lt; e.</p>"


def test_the_package_says_that_it_is_typed() -> None:
    assert (ROOT / "qeqt" / "py.typed").is_file()
