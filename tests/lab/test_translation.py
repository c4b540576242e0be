"""The core is carried into the browser from its own source files, or the build says why not."""

from pathlib import Path

import pytest

from macros.lab import flatten, translate
from macros.lab.flatten import CoreError, Module, Names, Rewriter, fields_of, flattened, in_order
from macros.lab.install import build_lab
from qeqt import data, runs
from qeqt.core import case, case_from_json, floats
from qeqt.runs import case_to_json

BANKS = ("fed", "ecb", "boe", "boj")


def test_what_is_translated_is_what_a_run_needs() -> None:
    names = {module.name for module in in_order(translate.FIRST)}
    assert {"core.model", "core.case", "core.case_from_json", "core.bank.treasuries"} <= names
    assert [name for name in names if not name.startswith("core.")] == []
    assert "core.arrays" not in names


def test_each_module_comes_after_what_it_needs() -> None:
    order = [module.name for module in in_order(translate.FIRST)]
    for module in in_order(translate.FIRST):
        needs = {*module.modules.values(), *(source for source, _ in module.borrowed.values())}
        assert all(order.index(need) < order.index(module.name) for need in needs - set(flatten.LEFT_OUT))


def test_no_annotation_docstring_or_import_is_carried() -> None:
    text = flattened(translate.FIRST)
    assert "import " not in text
    assert '"""' not in text
    assert "Number" not in text


def test_a_record_is_built_by_place_with_its_defaults() -> None:
    text = rewritten(
        "@dataclass\nclass R:\n    a: int\n    b: list = field(default_factory=list)\nx = R(a=1)"
    )
    assert "this__R(1, [])" in text


@pytest.mark.parametrize("text", ["x = f(1, b=2)", "x = R(c=1)", "x = R()"])
def test_keywords_that_cannot_be_carried_stop_the_build(text: str) -> None:
    with pytest.raises(CoreError):
        rewritten(f"@dataclass\nclass R:\n    a: int\n{text}")


def rewritten(text: str) -> str:
    import ast

    module = Module("this", ast.parse(text))
    module.own = {"R", "x"}
    records = {
        ("this", node.name): fields_of(node) for node in module.tree.body if isinstance(node, ast.ClassDef)
    }
    rewriter = Rewriter(module, Names({"this": module}, records))
    found = [rewriter.statement(node) for node in module.tree.body]
    return "\n".join(ast.unparse(ast.fix_missing_locations(node)) for node in found if node is not None)


def test_a_failed_translation_is_said_and_the_book_is_built_without_a_model(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    def fails() -> str:
        raise translate.TranslationError("Transcrypt failed on Python 9.9")

    monkeypatch.setattr("macros.lab.install.core_script", fails)
    assert build_lab(tmp_path) == ""
    assert "Transcrypt failed on Python 9.9" in capsys.readouterr().err
    assert not (tmp_path / "assets").exists()


@pytest.mark.parametrize("bank", BANKS)
def test_cases_that_travelled_run_as_they_did_at_home(bank: str) -> None:
    plain = case_to_json.packed_book(bank)
    book = case_from_json.book_from(plain)
    for name in data.scenarios(bank):
        home = runs.run(name).columns
        away = case.run_case(book, plain["presets"][name], plain["values"], {}, {}, "", floats, False).columns
        assert list(home) == list(away)
        for column, values in home.items():
            scale = max(map(abs, values)) or 1.0
            assert max(abs(a - b) for a, b in zip(values, away[column], strict=True)) <= 1e-10 * scale, column
