"""The model's pages print what the model holds: each parameter, each given input, each piece of evidence."""

import dataclasses
import re

import pytest

from macros.audit import model as audit_model
from macros.kept import model_answers
from macros.tables import backtest as backtest_tables
from macros.tables import evidence, registry
from macros.tables import model as model_tables
from macros.tables.evidence import KINDS, published, rows_of
from qeqt import data
from qeqt.core.model import simulate
from qeqt.study import backtest, bands
from qeqt.study.evidence.table import read_rows
from tests.book import ROOT

GREEK = {
    "τ": r"\tau", "ρ": r"\rho", "θ": r"\theta", "δ": r"\delta", "κ": r"\kappa", "φ": r"\varphi",
    "β": r"\beta", "γ": r"\gamma", "λ": r"\lambda", "ω": r"\omega", "π": r"\pi",
    "η": r"\eta", "ψ": r"\psi", "Λ": r"\Lambda", "ε": r"\varepsilon", "σ": r"\sigma",
    "χ": r"\chi", "μ": r"\mu", "ν": r"\nu", "ζ": r"\zeta",
    "x̄": r"\bar{x}", "R̲": r"\underline{R}", "x*": "x^*", "p*": "p^*",
}  # fmt: skip
PARAMETERS = data.parameters("fed")


def plain(html: str) -> str:
    return re.sub(r"<[^>]+>", "", html)


def section(part: str) -> str:
    """The section in which a part is explained: the one that prints the table of its parameters."""
    for page in sorted((ROOT / "docs" / "model").glob("*.md")):
        marks = r"^(?=#{2,3} )" if page.stem == "index" else r"^(?=## )"
        for text in re.split(marks, page.read_text(encoding="utf-8"), flags=re.MULTILINE):
            if f'table("parameters_{part}"' in text:
                return text
    raise AssertionError(f"no page of the model prints the table parameters_{part}")


def equations(part: str) -> str:
    """The mathematics of the section in which a part is explained."""
    found = re.findall(r"\$\$(.*?)\$\$|\\\((.*?)\\\)", section(part), re.DOTALL)
    return "\n".join(a or b for a, b in found)


def latex(symbol: str) -> list[str]:
    """A record's symbol as an author writes it in LaTeX."""
    parts = []
    for part in symbol.split("/"):
        name, _, low = part.partition("_")
        lowered = f"_{{{low}}}" if len(low) > 1 else f"_{low}" if low else ""
        parts.append(GREEK.get(name, name) + lowered)
    return parts


def test_every_parameter_stands_in_one_table_and_in_one_only() -> None:
    placed = [key for keys in model_tables.printed_parameters().values() for key in keys]
    assert sorted(placed) == sorted(PARAMETERS)


@pytest.mark.parametrize("key", PARAMETERS)
def test_a_parameter_s_symbol_stands_in_the_equations_of_its_section(key: str) -> None:
    part = model_tables.table_of(key)
    for symbol in latex(PARAMETERS[key].symbol):
        assert re.search(rf"(?<![A-Za-z\\]){re.escape(symbol)}(?![A-Za-z])", equations(part)), symbol


@pytest.mark.parametrize("part", model_tables.printed_parameters())
def test_a_parameter_is_printed_with_its_value_its_range_and_its_source(part: str) -> None:
    html = registry.table(str, f"parameters_{part}")
    for key in model_tables.printed_parameters()[part]:
        parameter = PARAMETERS[key]
        entry = re.search(rf'<div id="parameter-{key}">(.*?)</div>', html)
        assert entry
        text = plain(entry[1])
        assert parameter.name_zh in text
        assert model_tables.unit_word(parameter.unit) in text
        assert parameter.source[:20].split("'")[0] in text
        assert parameter.shape == "fixed" or parameter.low == parameter.high or "範圍" in text


def test_every_remembered_input_of_the_backtest_is_named() -> None:
    names = dict(model_tables.remembered())
    counted = [entry for entry in backtest.given_inputs() if entry.startswith("memory")]
    policy = [entry for entry in counted if ": policy " in entry]
    dates = sum(len(re.findall(r"\d{4}-\d{2}", name)) for name in names["政策的金額與日期"])
    assert dates == len(policy)
    assert len(names["買進與展延的天期分配"]) == sum(": mix " in entry for entry in counted)
    assert len(names["開頭的資產負債表"]) == sum(": opening " in entry for entry in counted)
    known = names["參數"]
    for key in backtest.PORTFOLIO_PARAMETERS:
        if PARAMETERS[key].confidence.startswith("memory"):
            assert any(PARAMETERS[key].name_zh in name for name in known)


def test_every_scenario_is_walked_and_keeps_the_identity() -> None:
    assert [one.scenario for one in model_answers.scenario_runs()] == list(data.scenarios())
    assert all(one.identity_error < 1e-9 for one in model_answers.scenario_runs())


def test_every_row_of_the_evidence_stands_on_the_page_once() -> None:
    printed = [one.id for kind in KINDS for one in rows_of(kind)]
    assert sorted(printed) == sorted(row.id for row in read_rows())
    page = (ROOT / "docs" / "model" / "evidence.md").read_text(encoding="utf-8")
    for name in ("evidence_estimates", "evidence_orderings", "evidence_identities"):
        assert page.count(f'table("{name}"') == 1
    for kind, name in {"estimate": "estimates", "ordering": "orderings", "identity": "identities"}.items():
        html = registry.table(str, f"evidence_{name}")
        assert re.findall(r'id="evidence-(\w+)"', html) == [one.id.lower() for one in rows_of(kind)]


@pytest.mark.parametrize("one", model_answers.evidence(), ids=lambda one: one.id)
def test_a_row_outside_says_why_and_none_is_rounded_into_its_interval(one) -> None:
    entry = plain("".join(evidence._entry(one)[3]))
    assert ("為什麼在外" in entry) == (not one.inside)
    assert one.inside or one.reason
    low, model, high = evidence._figures(one, [one.low, one.model, one.high])
    if one.unit != "0/1":
        numbers = [float(each.replace(",", "").replace("\u2212", "-")) for each in (low, model, high)]
        assert (numbers[0] <= numbers[1] <= numbers[2]) == one.inside
    assert published(one).startswith("發表的")


@pytest.mark.parametrize(
    ("model", "printed"),
    [
        (-125.0, "−125"),
        (-124.6, "−125"),
        (-125.06, "−125.1"),
        (-125.003, "−125.003"),
        (-45.0, "−45"),
        (-44.96, "−44.96"),
        (-44.2, "−44"),
    ],
)
def test_a_row_has_the_decimals_that_tell_it_from_an_end_it_passed(model, printed) -> None:
    some = next(one for one in model_answers.evidence() if one.unit == "basis points")
    row = dataclasses.replace(some, value=-100.0, low=-125.0, high=-45.0, model=model, path_range=None)
    assert evidence.answered(row) == f"{printed}\u00a0個基點"


def test_a_count_of_the_evidence_is_the_sum_of_its_blocks() -> None:
    text = registry.table(str, "evidence_counts")
    rows = [re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row) for row in re.findall(r"<tr>(.*?)</tr>", text)[1:]]
    for name in KINDS.values():
        parts = [int(row[2]) for row in rows if row[0] == name and row[1] != "合計"]
        whole = [int(row[2]) for row in rows if row[0] == name and row[1] == "合計"]
        assert [sum(parts)] == whole


@pytest.mark.parametrize("move", model_answers.moved(), ids=lambda move: f"{move.input} {move.change}")
def test_a_moved_input_is_named_in_chinese(move) -> None:
    name, change = backtest_tables.moved_name(move.input), backtest_tables.moved_by(move.change)
    assert re.search(r"[\u4e00-\u9fff]", name)
    assert not re.search(r"[a-z]{3}", name + change)


def test_the_short_table_names_each_input_once_the_most_felt_first() -> None:
    felt = [backtest_tables._worst(move)[1] for move in backtest_tables.most_felt()]
    assert felt == sorted(felt, reverse=True)
    assert len({move.input for move in backtest_tables.most_felt()}) == len(felt)
    assert len(felt) == len({move.input for move in model_answers.moved()})


def test_an_answer_is_worked_out_once_and_again_when_the_model_changed(tmp_path, monkeypatch) -> None:
    asked = []

    def compute():
        asked.append(1)
        return [{"answer": len(asked)}]

    monkeypatch.setattr(model_answers.store, "FOLDER", tmp_path)
    monkeypatch.setattr(model_answers, "state", lambda: "before")
    assert model_answers.kept("x", compute) == model_answers.kept("x", compute) == [{"answer": 1}]
    monkeypatch.setattr(model_answers, "state", lambda: "after")
    assert model_answers.kept("x", compute) == [{"answer": 2}]
    assert [file.name for file in (tmp_path / model_answers.KIND).iterdir()] == ["x-after"]


@pytest.mark.parametrize(
    ("value", "said"), [(0.0, "0"), (2.2e-16, "2 × 10<sup>−16</sup>"), (1.0e-9, "1 × 10<sup>−9</sup>")]
)
def test_a_small_number_is_a_power_of_ten(value, said) -> None:
    assert model_tables.power(value) == said


def test_a_unit_without_a_chinese_name_is_refused_with_the_nearest() -> None:
    with pytest.raises(ValueError, match="nearest: percent a year"):
        model_tables.unit_word("percent a yaer")


def test_the_audit_runs_twenty_years_with_ten_plans_and_draws_inside_the_ranges() -> None:
    case = audit_model.twenty_years()
    assert len(case.scenario.decisions) == 240
    assert len(case.scenario.announcements) == 10
    draws = audit_model.drawn(50)
    assert set(draws) == set(PARAMETERS)
    for key, parameter in PARAMETERS.items():
        if not bands.is_drawn(parameter):
            assert draws[key] == parameter.value
        else:
            assert parameter.low <= draws[key].min() <= draws[key].max() <= parameter.high
    assert len(case.run().months) == 240
    together = simulate(
        case.opening, case.environment, case.scenario, audit_model.drawn(3), audit_model.TOGETHER
    )
    assert together.columns["term_premium_effect_bp"][239].shape == (3,)
