"""The evidence tables: every published result beside the model's answer, kinds apart, with reasons."""

from collections.abc import Callable
from functools import cache
from html import escape
from typing import Any

from macros.figures.html import Way
from macros.kept import model_answers
from macros.tables.model import SURE
from macros.text import formats, html_tables
from qeqt import runs
from qeqt.study.evidence import plans
from qeqt.study.evidence.table import Outcome, read_rows

KINDS = {"estimate": "估計", "ordering": "排序", "identity": "恆等式"}

BLOCKS = {
    "a": "證券",
    "b": "準備金",
    "c": "殖利率",
    "d": "總體",
    "e": "盈餘",
    "f": "資產",
    "g": "台灣",
    "h": "金融穩定",
}

UNITS = {
    "USD bn": "bn USD",
    "USD bn per month": "bn USD",
    "USD tn": "tn USD",
    "EUR bn": "bn EUR",
    "GBP bn": "bn GBP",
}
"""Sums of the evidence table as the formatter calls them; what is of a month says so in its scenario."""

WORDS = {
    "basis points": "個基點",
    "percent": "%",
    "years": "年",
    "quarters": "季",
    "percentage points": "個百分點",
    "ratio": "",
}

SWITCHES = {
    "market_stress": "市場失靈",
    "standing_repo_facility": "常備附買回",
    "risk_aversion": "風險趨避",
    "treasury_reissues": "財政部的發行",
    "refinancing": "到期後改發",
    "at_lower_bound": "利率在下限、市場失靈",
    "size": "效果的大小",
    "expectations": "預期",
    "risk_shock": "全球避險情緒",
    "backstop": "央行救援",
}
POSITIONS = {
    "True": "是",
    "False": "否",
    "normal": "平常",
    "pro rata": "按原有比例",
    "bills": "國庫券",
    "headline": "論文的大小",
    "default": "預設",
    "backward": "只看過去",
    "model-consistent": "與模型一致",
}


@cache
def _notes() -> dict[str, str]:
    return {row.id: row.note for row in read_rows()}


@cache
def _inputs() -> dict[str, dict[str, Any]]:
    return {row.id: row.inputs for row in read_rows()}


@cache
def _expected_paths() -> dict[str, dict[str, Any]]:
    return {key: inputs.get("expected_path", {}) for key, inputs in _inputs().items()}


def _in_unit(value: float, unit: str) -> float:
    if unit not in UNITS:
        return value
    known = UNITS[unit]
    return formats.in_unit(value, known, "兆" if known.startswith("tn") else "億")


def _word(unit: str) -> str:
    if unit not in UNITS:
        word = WORDS[unit]
    else:
        word = formats.unit_word(UNITS[unit], "兆" if unit.startswith("USD tn") else "億")
    return word if word in ("", "%") else formats.NBSP + word


def _places(one: Outcome) -> int:
    """Return a row's decimals: as its interval asks for, more to tell an answer from an end it passed."""
    value, low, high = (_in_unit(each, one.unit) for each in (one.value, one.low, one.high))
    most = max(abs(value), abs(low), abs(high))
    places = 0 if most >= 100 else 1 if most >= 20 else 2
    for each in (one.model, *(one.path_range or ())):
        answer = _in_unit(each, one.unit)
        end = min(max(answer, low), high)
        while answer != end and formats.decimal(answer, places) == formats.decimal(end, places):
            places += 1
    return places


def _figures(one: Outcome, values: list[float]) -> list[str]:
    """Print values of a row with its decimals, without the unit."""
    if one.unit == "0/1":
        return ["是" if value else "否" for value in values]
    return [formats.trimmed(_in_unit(value, one.unit), _places(one)) for value in values]


def published(one: Outcome) -> str:
    """Say what was published and what is allowed."""
    value, low, high = _figures(one, [one.value, one.low, one.high])
    if one.unit == "0/1":
        return f"發表的是「{value}」"
    allowed = low if low == high else f"{low} 至 {high}"
    return f"發表的值 {value}，容許 {allowed}{_word(one.unit)}"


def answered(one: Outcome) -> str:
    """Say what the model answers."""
    return in_row(one, one.model)


def in_row(one: Outcome, value: float) -> str:
    """Print a value as its row does, with the unit."""
    (said,) = _figures(one, [value])
    return said if one.unit == "0/1" else said + _word(one.unit)


def _over_paths(one: Outcome) -> str:
    if one.path_range is None:
        return ""
    low, high = _figures(one, list(one.path_range))
    other = f"換成這一列容許的其他預期路徑，模型從 {low} 到 {high}{_word(one.unit)}"
    return f"{_closure(one)}；{other}" if _closure(one) else other


def _closure(one: Outcome) -> str:
    """Say how long holdings are kept and how fast the closure then runs them off, beside the row's ranges."""
    allowed = _expected_paths()[one.id]
    if not all(isinstance(allowed.get(name), list) for name in ("hold_quarters", "runoff_quarters")):
        return ""
    hold, said = kept_for(one.id)
    pace = formats.trimmed(runs.parameter_values("fed")["expected_runoff"], 1)
    (least, most), (fast, slow) = allowed["hold_quarters"], allowed["runoff_quarters"]
    kept = f"再拿 {formats.trimmed(hold, 1)} 季"
    kept = f"說定{kept}" if said else f"「另行通知」當作{kept}（這一列容許 {least} 至 {most} 季）"
    return f"{kept}，之後照收尾規則 {pace} 季收完（這一列容許 {fast} 至 {slow} 季）"


def kept_for(row: str) -> tuple[float, bool]:
    """Return for how many quarters a row's holdings are kept, and whether the bank itself said so."""
    said = plans.said_hold(_inputs()[row])
    return (runs.parameter_values("fed")["expected_hold"], False) if said is None else (said, True)


def _position(value: Any) -> str:
    if isinstance(value, list):
        return "、".join(POSITIONS[str(each)] for each in value)
    return POSITIONS[str(value)]


def _switches(one: Outcome) -> str:
    return "；".join(f"{SWITCHES[name]}：{_position(value)}" for name, value in one.switches.items())


def _entry(one: Outcome) -> tuple[str, str, str, list[str]]:
    return (
        f"evidence-{one.id.lower()}",
        f"{escape(one.scenario)}　<small>{one.id}</small>",
        f"{answered(one)}　{'在內' if one.inside else '<strong>在外</strong>'}",
        [
            f"{published(one)}；{SURE[one.confidence]}",
            _over_paths(one),
            f"開關　{_switches(one)}" if one.switches else "",
            f"<strong>為什麼在外</strong>　{escape(one.reason)}" if not one.inside else "",
            escape(_notes()[one.id]),
            escape(one.source),
        ],
    )


def rows_of(kind: str) -> list[Outcome]:
    """Return the outcomes of one kind, block by block."""
    found = [one for one in model_answers.evidence() if one.kind == kind]
    return sorted(found, key=lambda one: (one.block, one.id))


def _kind(kind: str) -> Callable[[Way], str]:
    return lambda _: html_tables.entries([_entry(one) for one in rows_of(kind)])


def _counts(_: Way) -> str:
    rows = []
    for kind, name in KINDS.items():
        for block, of in BLOCKS.items():
            found = [one for one in rows_of(kind) if one.block == block]
            if found:
                rows.append(("", [name, of, str(len(found)), str(sum(1 for one in found if one.inside))]))
        whole = rows_of(kind)
        inside = sum(1 for one in whole if one.inside)
        rows.append(("", [name, "合計", str(len(whole)), f"<strong>{inside}</strong>"]))
    return html_tables.table(["種類", "哪一塊", "幾列", "在區間裡"], rows, "證據表的計數", 2)


TABLES: dict[str, Callable[[Way], str]] = {
    "evidence_counts": _counts,
    "evidence_estimates": _kind("estimate"),
    "evidence_orderings": _kind("ordering"),
    "evidence_identities": _kind("identity"),
}


def anchors(name: str) -> list[str]:
    """Return the ids that one of these tables brings to its page."""
    kind = {
        "evidence_estimates": "estimate",
        "evidence_orderings": "ordering",
        "evidence_identities": "identity",
    }
    return [f"evidence-{one.id.lower()}" for one in rows_of(kind[name])] if name in kind else []
