"""Faults are drawn alike for a seed, over all rooms by size, and each can be tried somewhere."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from functools import cache
from itertools import islice
from pathlib import Path

import pytest

from tests.book import ROOT
from tests.faults import draw, python
from tests.faults.bench import NEAREST
from tests.faults.fault import Fault, changes_one_line
from tests.faults.rooms import OF_THE_WHOLE, NoTestsError, fits, nearest, patterns


@cache
def tree() -> draw.Tree:
    return draw.read(ROOT)


@cache
def faults(seed: int) -> tuple[Fault, ...]:
    return tuple(islice(draw.faults(tree(), seed), 300))


def test_a_seed_draws_the_same_faults_and_another_one_others() -> None:
    again = tuple(islice(draw.faults(replace(tree(), places={}), 7), 20))
    assert again == faults(7)[:20]
    assert len(set(faults(7)) & set(faults(8))) < 100


def test_no_fault_is_drawn_twice() -> None:
    assert len(set(faults(7))) == 300


def test_each_fault_changes_one_line_and_its_diff_says_so() -> None:
    for fault in faults(7):
        source = tree().source(fault.path)
        assert changes_one_line(fault.edit, source)
        lines = [line for line in fault.diff(source).splitlines() if line[:1] in ("+", "-")]
        assert [line[0] for line in lines] == ["-", "+", "-", "+"]
        assert source.decode().splitlines()[fault.line(source) - 1] == lines[2][1:]


def test_nearly_all_faults_can_be_read_and_say_something_else() -> None:
    fit = [fault for fault in faults(7) if draw.applicable(tree(), fault)]
    assert len(fit) >= 290


def test_rooms_are_drawn_by_size_theme_and_records_included() -> None:
    drawn = Counter(Path(fault.path).suffix for fault in (*faults(7), *faults(8)))
    size: Counter[str] = Counter()
    for path, weight in tree().weights.items():
        size[Path(path).suffix] += weight
    for kind, weight in size.items():
        share = weight / sum(size.values())
        assert abs(drawn[kind] / 600 - share) <= 0.03 + 0.2 * share, kind
    assert set(drawn) >= {".py", ".js", ".css", ".toml"}


def test_every_operator_finds_its_places_in_the_tree() -> None:
    lacking = {(".py", name) for name in python.OPERATORS}
    lacking |= {(kind, name) for kind, operators in draw.grammars.OPERATORS.items() for name in operators}
    for path in tree().weights:
        kind = Path(path).suffix
        if any(one == kind for one, _ in lacking):
            lacking -= {(kind, name) for name in draw.sites(tree(), path)}
    assert not lacking


def test_every_file_with_a_place_for_a_fault_has_nearest_it() -> None:
    lonely = []
    for path in tree().weights:
        try:
            nearest(path, ROOT)
        except NoTestsError as error:
            if draw.sites(tree(), path):
                lonely.append(str(error))
    assert lonely == []


def test_the_tests_that_import_a_module_themselves_come_first() -> None:
    (path,) = (path for path in tree().weights if path.endswith("study/sweep.py"))
    assert nearest(path, ROOT)[0].endswith("test_sweep.py")


def test_what_sees_every_number_and_drawing_is_near_what_the_book_is_made_of() -> None:
    for path in ("qeqt/core/bank/income.py", "qeqt/study/evidence/portfolio.py", "macros/charts/fiscal.py"):
        found = nearest(path, ROOT)
        assert set(OF_THE_WHOLE) <= set(found[:NEAREST])
        assert len(found) == len(set(found))


def test_every_pattern_of_tests_finds_some_now_or_names_a_kind_of_test() -> None:
    for files, tests in patterns():
        assert any(fits(path, pattern) for path in tree().weights for pattern in files), files
        assert any(any(ROOT.glob(pattern)) for pattern in tests), files


@pytest.mark.parametrize(
    ("path", "pattern", "does"),
    [
        ("theme/a/search-box.js", "**/search-*.js", True),
        ("search-box.js", "**/search-*.js", True),
        ("theme/a/box.js", "**/search-*.js", False),
        ("qeqt/data/figures/x.csv", "qeqt/**/figures/*", True),
        ("qeqt/figures/x.csv", "qeqt/**/figures/*", True),
        ("qeqt/figures/deep/x.csv", "qeqt/**/figures/*", False),
        ("theme/404.html", "theme/**", True),
    ],
)
def test_a_pattern(path: str, pattern: str, does: bool) -> None:
    assert fits(path, pattern) is does


def test_a_file_that_nobody_tests_is_named() -> None:
    with pytest.raises(NoTestsError, match=r"README\.md: no test imports it"):
        nearest("README.md", ROOT)
