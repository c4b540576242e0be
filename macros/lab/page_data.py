"""What the lab's page has to know: banks, presets, levers, parameters, columns, all from the records."""

from __future__ import annotations

from contextlib import suppress
from typing import Any

from macros.kept import model_answers
from macros.lab.groups import GROUPS, NOTICED, ordered
from macros.lab.messages import MESSAGES
from macros.tables.model import table_of
from macros.text import formats
from macros.text.notices import NOTICES
from qeqt import __version__, data
from qeqt.core.banks import BANKS
from qeqt.core.case import Case
from qeqt.core.columns import records_of
from qeqt.core.results import Column
from qeqt.data import decisions, readers
from qeqt.data.records import Parameter, ScenarioRecord
from qeqt.data.units import UNITS
from qeqt.runs import case_to_json, presence
from qeqt.study import bands, transmission

FRONT = {
    "": (
        "stock_coefficient", "model_consistent", "macro_size", "phillips_slope", "satiation",
        "equity_duration",
    ),
    "economy": (
        "model_consistent", "macro_size", "phillips_slope", "phillips_steepening", "anchoring",
        "rule_inflation", "import_passthrough",
    ),
    "taiwan": (
        "twd_of_yields", "twd_of_flows", "leaning_in", "sterilised", "import_passthrough_tw",
        "cpi_passthrough", "tw_phillips_slope", "exports_of_us_gap", "taiex_foreign_share",
        "houses_of_rate", "houses_of_limit",
    ),
    "stability": (
        "bank_duration", "uninsured_concentrated", "run_slope", "ldi_leverage", "sale_impact",
        "backstop_share",
    ),
}  # fmt: skip
"""Parameters that stand in front of the others, by what a preset is about."""

FUNDS = "leveraged_funds"
LEVERAGED = "gilt_shock"
"""The given path that sets Britain's pension funds in motion: else their parameters move nothing."""

PART_NAMES = {
    "mortgages": "房貸證券",
    "treasuries": "公債",
    "balance_sheet": "資產負債表",
    "reserve_market": "準備金市場",
    "term_premium": "長天期殖利率",
    "income": "損益",
    "output_and_prices": "產出、物價與政策利率",
    "asset_prices": "股、房與財富",
    "fx_and_flows": "台灣：資金與匯率",
    "small_open_economy": "台灣：物價、產出與利率",
    "housing_and_insurers": "台灣：股、房與保險",
    "bank_runs": "美國的銀行",
    "leveraged_funds": "英國退休基金",
}
"""Headings of the page, by the part whose parameters stand under each."""
OTHERS = "其他"


def unit_of(unit: str) -> dict[str, Any]:
    """Return how the page prints a unit: money in 億 and 兆, everything else with its word."""
    kind = formats.money_unit(unit)
    if kind is not None:
        period, _, currency = formats.unit_word(unit).partition("億")
        return {"word": currency, "period": period, "money": float(kind.billions * 10)}
    with suppress(formats.FormatError):
        return {"word": formats.unit_word(unit)}
    word = UNITS.get(unit, "")
    return {"word": "" if word in ("比例", "1 是、0 否") else word}


def heading_of(key: str) -> str:
    """Return the heading under which a parameter stands: that of the table in which the book prints it."""
    return PART_NAMES.get(table_of(key), OTHERS)


def lever(entry: decisions.Lever, bank: str) -> dict[str, Any]:
    """Return a lever as a control of the page."""
    return {
        "key": entry.key,
        "kind": "path" if entry.kind == "shift" else entry.kind,
        "name": entry.name_zh,
        "unit": unit_of(entry.unit),
        "low": entry.low,
        "high": entry.high,
        "step": entry.step,
        "explain": entry.explain_zh,
        "why": entry.why_zh,
        "rest": data.parameters(bank)[entry.parameter].value if entry.parameter else 0.0,
    }


def parameter(entry: Parameter) -> dict[str, Any]:
    """Return a parameter as a control of the page; two hundred steps from end to end."""
    switch = entry.unit == "yes or no"
    return {
        "key": entry.key,
        "kind": "switch" if switch else "parameter",
        "name": entry.name_zh,
        "unit": unit_of(entry.unit),
        "low": entry.low,
        "high": entry.high,
        "step": 1.0 if switch else float(f"{(entry.high - entry.low) / 200:.6g}"),
        "explain": f"出處：{entry.source}",
        "rest": entry.value,
        "shape": entry.shape,
        "drawn": bands.is_drawn(entry),
        "block": heading_of(entry.key),
        "leveraged": entry.part == FUNDS,
    }


def preset(record: ScenarioRecord, bank: str) -> dict[str, Any]:
    """Return a scenario as a preset: its words, its months, and where each lever stands in it."""
    book, keys = case_to_json.book_of(bank)
    case = book[keys[record.key]]
    found = {key: position_of(case, record, key) for key in decisions.levers(bank)}
    return {
        "key": record.key,
        "name": record.name_zh,
        "summary": record.summary_zh,
        "start": record.start[:7],
        "months": record.months,
        "reference": str(record.settings.get("reference", "")),
        "about": about(record),
        "front": list(FRONT[about(record)]),
        "leveraged": LEVERAGED in record.shocks,
        "dead": [
            each.lever
            for each in model_answers.transmission()
            if (each.scenario, each.kind) == (record.key, transmission.DEAD)
        ],
        "at": {key: value for key, value in found.items() if value is not None},
    }


def about(record: ScenarioRecord) -> str:
    """Return the group of results that a scenario is about; empty: the bank's own balance sheet."""
    found = record.key.partition("_")[0]
    return found if found in FRONT else ""


def position_of(case: Case, record: ScenarioRecord, key: str) -> float | None:
    """Return where a lever stands in a scenario: the largest value of its months; None: nowhere."""
    kind = decisions.declared()[key].kind
    if kind == "measure":
        return max(float(decision.measures[key]) for decision in case.plan.decisions)
    if kind == "setting":
        return float(record.settings[key]) if key in record.settings else None
    if key in case.environment.paths and kind != "shift":
        path = case.environment.paths[key]
        return max(path, key=abs)
    return None


def column(name: str, found: Column) -> dict[str, Any]:
    """Return a result column with its unit."""
    return {"name": name, "label": found.label_zh, "unit": unit_of(found.unit), "record": found.unit}


def acts(entry: Parameter, bank: str) -> bool:
    """Say whether a parameter can move a run of a bank, or of Britain's pension funds beside it."""
    if not readers.read_in_a_run(entry) or (entry.shape == "fixed" and entry.unit != "yes or no"):
        return False
    if all(presence.unread(record, entry) for record in data.scenarios(bank).values()):
        return False
    by_right = entry.part == FUNDS or "policy_rate" in data.environment(bank)
    return by_right or entry.key in model_answers.moving(bank)


def bank(name: str) -> dict[str, Any]:
    """Return everything that the page knows of a bank."""
    columns = records_of(name)
    known = data.parameters(name)
    presets = [preset(record, name) for record in data.scenarios(name).values()]
    shown = [parameter(entry) for entry in known.values() if acts(entry, name)]
    leveraged = any(each["leveraged"] for each in presets)
    return {
        "key": name,
        "name": BANKS[name].name_zh,
        "presets": presets,
        "levers": [lever(entry, name) for entry in decisions.levers(name).values()],
        "parameters": [each for each in shown if leveraged or not each["leveraged"]],
        "groups": [
            {
                "key": group,
                "name": title,
                "notice": group in NOTICED,
                "columns": [column(each, columns[each]) for each in ordered(group) if each in columns],
            }
            for group, title in GROUPS.items()
        ],
    }


def room(banks: list[str]) -> dict[str, Any]:
    """Return what the page is built from."""
    return {
        "version": __version__,
        "notice": NOTICES["lab"],
        "messages": [[pattern, said] for pattern, said in MESSAGES],
        "banks": [bank(name) for name in banks],
        "source": "《買進與放手》政策實驗室；參數、政策與起點的出處見「資料與更正」與「模型怎麼算」",
    }
