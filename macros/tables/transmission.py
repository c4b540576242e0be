"""Tables of what each lever moves, in one scenario and in all; and the signs, each with its basis."""

from collections.abc import Callable
from html import escape

from macros.figures.html import Way
from macros.kept import model_answers
from macros.text import html_tables
from qeqt import data
from qeqt.core.columns import COLUMNS
from qeqt.data import decisions
from qeqt.data.shocks import shocks
from qeqt.data.signs import signs
from qeqt.study.transmission import ACCOUNTS, DEAD, TOGETHER, TRANSMITTING

SCENARIO = "fed_2022_active"
"""The lab's opening scenario: its table is printed whole."""
OUTPUTS = {
    "total_assets": "總資產", "reserves": "準備金", "ten_year_equivalents": "十年期當量",
    "effr_spread_bp": "利差", "net_income": "淨利", "term_premium_effect_bp": "期限溢酬效果",
    "long_yield": "十年期殖利率", "policy_rate": "政策利率", "output_gap": "產出", "inflation": "通膨",
    "equities": "股價", "house_prices": "房價", "twd": "新台幣", "taiex": "台股",
}  # fmt: skip
OF_SHOCKS = {
    "policy_rate": "政策利率", "output_gap": "產出", "inflation": "通膨", "twd": "新台幣",
    "cbc_fx_assets": "央行外匯", "cbc_certificates": "定存單", "tw_cpi": "物價", "tw_output_gap": "台灣產出",
    "cbc_rate": "央行利率", "tw_long_yield": "台灣長率", "tw_house_prices": "台灣房價", "taiex": "台股",
    "ldi_forced_sales": "退休基金被迫賣出", "liquidity_index": "流動性", "bank_run_risk": "擠兌風險",
}  # fmt: skip
WAYS = {1: "＋", -1: "−", 0: "±"}
KINDS = {TRANSMITTING: "傳得到市場", ACCOUNTS: "只動央行的帳", TOGETHER: "要跟別的一起動", DEAD: "不動"}
BASES = {"identity": "會計", "imposed": "模型規定", "evidence": "研究也這麼說"}


def names_of(scenario: str) -> dict[str, str]:
    """Return what a scenario's levers are called."""
    return {key: lever.name_zh for key, lever in decisions.levers(data.scenarios()[scenario].bank).items()}


def _levers(_: Way) -> str:
    names = names_of(SCENARIO)
    rows = [
        (
            f"transmission-{each.lever}",
            [
                escape(names[each.lever]),
                KINDS[each.kind],
                *(WAYS[each.signs[key]] if key in each.signs else "" for key in OUTPUTS),
            ],
        )
        for each in model_answers.transmission()
        if each.scenario == SCENARIO
    ]
    head = ["把手", "傳到哪裡", *OUTPUTS.values()]
    return html_tables.table(head, rows, f"每個把手往上動：{data.scenarios()[SCENARIO].name_zh}")


def _shocks(_: Way) -> str:
    first = {each.lever: each for each in reversed(model_answers.transmission()) if each.lever in shocks()}
    rows = [
        (
            f"transmission-{key}",
            [
                escape(shock.name_zh),
                escape(data.scenarios()[first[key].scenario].name_zh),
                *(WAYS[first[key].signs[name]] if name in first[key].signs else "" for name in OF_SHOCKS),
            ],
        )
        for key, shock in shocks().items()
    ]
    head = ["衝擊", "在哪個情境試", *OF_SHOCKS.values()]
    return html_tables.table(head, rows, "沒有把手的衝擊往上動")


def _scenarios(_: Way) -> str:
    found: dict[str, dict[str, list[str]]] = {}
    for each in (one for one in model_answers.transmission() if one.lever not in shocks()):
        lists = found.setdefault(each.scenario, {kind: [] for kind in KINDS})
        lists[each.kind].append(names_of(each.scenario)[each.lever])
    rows = [
        (
            "",
            [
                escape(data.scenarios()[scenario].name_zh),
                str(len(lists[TRANSMITTING])),
                *("、".join(map(escape, lists[kind])) or "無" for kind in (ACCOUNTS, TOGETHER, DEAD)),
            ],
        )
        for scenario, lists in found.items()
    ]
    head = ["情境", "傳得到市場的，幾個", *(KINDS[kind] for kind in (ACCOUNTS, TOGETHER, DEAD))]
    return html_tables.table(head, rows, "每個情境：哪些把手傳得到，哪些不動")


def _signs(_: Way) -> str:
    known = {key: entry.name_zh for key, entry in decisions.declared().items()}
    known.update({key: shock.name_zh for key, shock in shocks().items()})
    for bank in ("boe", "fed"):
        known.update({key: lever.name_zh for key, lever in decisions.levers(bank).items()})
    rows = [
        (
            f"sign-{sign.key}",
            [
                escape(known[sign.lever]),
                escape(COLUMNS[sign.column].label_zh),
                WAYS[sign.sign],
                BASES[sign.basis] + (f"（{'、'.join(sign.rows)}）" if sign.rows else ""),
                escape(sign.why_zh),
            ],
        )
        for sign in signs().values()
    ]
    return html_tables.table(["往上動", "結果", "方向", "憑什麼", "為什麼"], rows, "方向，與它憑什麼")


TABLES: dict[str, Callable[[Way], str]] = {
    "transmission": _levers,
    "transmission_shocks": _shocks,
    "transmission_scenarios": _scenarios,
    "signs": _signs,
}


def anchors(name: str) -> list[str]:
    """Return the ids that one of these tables brings to its page."""
    if name == "transmission":
        return [f"transmission-{key}" for key in names_of(SCENARIO)]
    if name == "transmission_shocks":
        return [f"transmission-{key}" for key in shocks()]
    return [f"sign-{key}" for key in signs()] if name == "signs" else []
