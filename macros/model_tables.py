"""Tables of the model's chapter: parameters by block, scenarios with their identity, what is given."""

from collections.abc import Callable, Iterable
from html import escape

from macros import answers, formats, listing
from macros.markup import Way
from qeqt import data
from qeqt.core.results import CURRENCIES
from qeqt.data import maturity_mixes
from qeqt.data.records import EnvironmentSeries, Parameter
from qeqt.data.series import GIVEN, GIVEN_TO_BLOCKS
from qeqt.study.backtest import HISTORY

SURE = {"read": "讀到", "computed": "算出", "memory-sure": "熟知", "memory-approx": "約略記得"}

BLOCKS = {
    "mortgages": (
        "turnover_cpr", "refinancing_max", "refinancing_steepness", "refinancing_threshold",
        "purchase_note_spread", "mortgage_passthrough",
    ),
    "treasuries": (
        "bills_due_share", "seasoned_premium", "duration_decay", "mbs_ten_year_share",
        "agency_ten_year_share",
    ),
    "balance": ("least_reserves",),
    "reserves": (
        "satiation", "scarcity", "observed_liquidity", "demand_slope", "demand_slope_growth",
        "effr_spread_satiated", "repo_kink",
        "repo_slope", "repo_spread_satiated", "stress_constant", "stress_scarcity", "stress_drain",
        "stress_settlement", "stress_facility", "stress_threshold", "stress_peak", "facility_spread",
    ),
    "yields": (
        "stock_coefficient", "discount_quarterly", "normal_equivalents", "expected_gdp_growth",
        "stress_multiplier", "bill_refinancing_effect", "bill_share", "flow_coefficient", "two_year_share",
        "conversion_same_yield", "conversion_same_outcome", "reduction_per_hike",
    ),
    "paths": (
        "expected_hold", "expected_runoff", "expected_terminal_excess", "announced_months",
        "hold_lsap1_treasuries", "runoff_lsap1_treasuries", "hold_lsap1_mortgages", "runoff_lsap1_mortgages",
        "hold_lsap2", "runoff_lsap2", "hold_mep", "runoff_mep", "hold_lsap3", "runoff_lsap3",
        "hold_no_runoff", "runoff_no_runoff", "hold_app", "runoff_app", "hold_boe_qe1", "runoff_boe_qe1",
    ),
    "income": (
        "mbs_fees", "mbs_book_premium", "mbs_premium_duration", "mbs_spread", "agency_book_yield",
        "money_market_day_count", "mbs_duration_loss", "mbs_duration_gain", "indexed_maturity",
    ),
    "macro": (
        "macro_size", "demand_short_rate", "demand_long_rate", "demand_share_prices", "output_persistence",
        "transmission_persistence", "supply_output", "inflation_persistence", "phillips_slope",
        "phillips_steepening", "anchoring",
        "expectation_half_life", "rule_inertia", "rule_inflation", "rule_gap", "lower_bound", "okun",
        "unemployment_persistence", "currency_response", "import_passthrough", "import_price_persistence",
        "model_consistent", "expectation_weight", "ten_year_duration", "expectation_horizon",
        "premium_half_life",
    ),
    "markets": (
        "equity_duration", "growth_duration_ratio", "value_duration_ratio", "equity_earnings",
        "corporate_passthrough", "house_semi_elasticity", "house_output", "house_persistence",
        "bond_duration", "savings_plan_equities",
    ),
    "fiscal": ("rate_uncertainty", "long_rate_uncertainty"),
    "taiwan_flows": (
        "buying_of_equities", "buying_of_yields", "hot_money_shares", "conversion", "leaning_in",
        "leaning_out", "pressure_keeps", "twd_of_yields", "twd_of_rate_gap", "twd_of_equities",
        "twd_of_flows", "sterilised", "certificate_passthrough", "overnight_slope",
        "reserves_needed", "tw_stock_effect", "bond_ten_year_share", "risk_shock_equities",
        "certificate_ten_year_share",
    ),
    "taiwan": (
        "import_passthrough_tw", "cpi_passthrough", "cpi_speed", "exports_of_us_gap",
        "exports_of_tech", "exports_of_twd", "exports_keep", "gap_of_exports", "gap_of_rate",
        "gap_keeps", "core_keeps", "tw_phillips_slope", "cbc_keeps", "cbc_inflation", "cbc_gap",
        "cbc_houses", "cbc_twd", "tw_yield_of_us", "tw_yield_of_rate", "taiex_duration",
        "taiex_foreign_share", "taiex_risk", "earnings_of_exports", "earnings_of_twd",
    ),
    "taiwan_assets": (
        "tw_mortgage_passthrough", "tw_mortgage_speed", "houses_of_rate", "houses_of_gap",
        "houses_of_limit", "houses_of_flows", "houses_speed", "hedge_of_cost", "hedge_speed",
    ),
    "ldi": (
        "ldi_leverage", "gilt_duration", "shock_days", "sale_impact", "sale_capacity", "sale_speed",
        "sales_awaited", "pressure_left", "capital_delay", "capital_a_day", "backstop_day",
        "backstop_share", "gilt_stock_effect", "depth_of_moves", "depth_of_inventory",
        "backstop_relief",
    ),
    "banks": (
        "bank_long_share", "bank_duration", "book_keeps", "bank_equity_share",
        "uninsured_concentrated", "uninsured_typical", "run_constant", "run_slope", "run_facility",
    ),
}  # fmt: skip
"""Which parameters a block of the chapter prints: every parameter in one, and in one only."""

UNITS = {
    "bn USD": "10 億美元",
    "bn USD per month": "每月 10 億美元",
    "bp": "基點",
    "bp per GDP share held for a quarter": "基點，每多持有 GDP 的全額一季",
    "bp per log unit": "基點，每一對數單位",
    "bp per log unit, per share of bank assets": "基點，每一對數單位、每一倍銀行資產",
    "bp per percent of GDP bought in a month": "基點，一個月買進 GDP 的 1%",
    "bp per share below satiation": "基點，低於門檻的比例每 1",
    "index points": "指數",
    "log odds": "對數勝算",
    "log odds per share below satiation": "對數勝算，低於門檻的比例每 1",
    "log odds per share of reserves": "對數勝算，占準備金的比例每 1",
    "months": "個月",
    "per month": "每月",
    "per percentage point": "每個百分點",
    "per quarter": "每季",
    "percent": "%",
    "percent of output per percentage point": "%（產出），每 1 個百分點",
    "percent of output per percent of share prices": "%（產出），股價每 1%",
    "percent per percent": "%，每 1%",
    "percent per percent of output": "%，產出每 1%",
    "percent per percentage point": "%，每 1 個百分點",
    "percentage points per percent of output": "個百分點，產出每 1%",
    "percent a year": "%，年率",
    "percentage points": "個百分點",
    "probability": "機率",
    "quarters": "季",
    "ratio": "倍",
    "share": "比例",
    "share a month": "比例，每月",
    "share a year": "比例，每年",
    "share of bank assets": "占銀行資產的比例",
    "share of GDP": "占 GDP 的比例",
    "share of par": "占面額的比例",
    "share of par per ten years to maturity": "占面額的比例，每十年到期期限",
    "share of principal": "占本金的比例",
    "TWD bn per percent": "10 億元新台幣，每 1%",
    "TWD bn per percentage point": "10 億元新台幣，每 1 個百分點",
    "percent per 100 bn TWD": "%，每 1,000 億元新台幣",
    "percentage points per log unit": "個百分點，每一對數單位",
    "percentage points per unit of GDP": "個百分點，每 GDP 的 1 倍",
    "percentage points per percentage point": "個百分點，每 1 個百分點",
    "percentage points per percent": "個百分點，每 1%",
    "percent per percent of GDP": "%，GDP 的每 1%",
    "trading days": "個交易日",
    "bp per bn GBP": "基點，每 10 億英鎊",
    "GBP bn a day": "每天 10 億英鎊",
    "share a day": "比例，每天",
    "basis points a day": "每天基點",
    "bp per percent of GDP": "基點，GDP 的每 1%",
    "per basis point": "每 1 個基點",
    "per bn GBP": "每 10 億英鎊",
    "yes or no": "1 是、0 否",
    "years": "年",
}
"""The records' units in Chinese."""

OPENED = {
    "treasury_indexed": "抗通膨公債的到期結構",
    "agency": "機構債的到期結構",
    "mbs_unsettled": "已買進、尚未交割的房貸證券",
}


def unit_word(unit: str) -> str:
    """Name a record's unit in Chinese; a unit without a name is a FormatError with the nearest."""
    if unit not in UNITS:
        raise formats.FormatError(f"unit {unit!r} has no Chinese name; {formats.nearest(unit, UNITS)}")
    return UNITS[unit]


def symbol(text: str) -> str:
    """Set a record's symbol: what follows an underscore is lowered."""
    parts = []
    for part in text.split("/"):
        name, _, low = part.partition("_")
        parts.append(f"<i>{escape(name)}</i>" + (f"<sub>{escape(low)}</sub>" if low else ""))
    return "/".join(parts)


def _parameters(block: str) -> str:
    known = data.parameters("fed")
    found = []
    for key in BLOCKS[block]:
        parameter = known[key]
        low, high = (formats.trimmed(bound, 6) for bound in (parameter.low, parameter.high))
        within = "固定" if low == high or parameter.shape == "fixed" else f"範圍 {low} 至 {high}"
        found.append(
            (
                f"parameter-{key}",
                f"{escape(parameter.name_zh)}　{symbol(parameter.symbol)}",
                formats.trimmed(parameter.value, 6),
                [
                    f"{within}；單位：{unit_word(parameter.unit)}；{SURE[parameter.confidence]}",
                    listing.source(parameter.source, parameter.official_address),
                ],
            )
        )
    return listing.entries(found)


def _scenarios(_: Way) -> str:
    known = data.scenarios()
    found = []
    for walk in answers.walks():
        record = known[walk.scenario]
        length = f"{formats.month(record.start)}起{formats.NBSP}{walk.months}{formats.NBSP}個月"
        found.append(
            (
                f"scenario-{walk.scenario}",
                escape(record.name_zh),
                formats.money(walk.total_assets, f"bn {CURRENCIES[record.bank]}"),
                [
                    f"<code>{walk.scenario}</code>　{length}；誤差最多是資產的 {power(walk.identity_error)}",
                    escape(record.summary_zh),
                ],
            )
        )
    return listing.entries(found)


def power(value: float) -> str:
    """Print a very small number as a power of ten: 2.2e-16 -> 2 × 10⁻¹⁶."""
    if value == 0:
        return "0"
    digits, exponent = f"{value:.0e}".split("e")
    return f"{digits} × 10<sup>{formats.MINUS if int(exponent) < 0 else ''}{abs(int(exponent))}</sup>"


def _given(_: Way) -> str:
    series = data.environment("fed")
    found = []
    for key in (*GIVEN, *(name for name in GIVEN_TO_BLOCKS if name in series)):
        path = series[key]
        found.append(
            (
                f"given-{key}",
                escape(path.name_zh),
                SURE[path.confidence],
                [
                    f"單位：{unit_word(path.unit)}；觀察到 {formats.month(path.last)}",
                    listing.source(path.source, path.official_address),
                ],
            )
        )
    return listing.entries(found)


def remembered() -> list[tuple[str, list[str]]]:
    """Inputs of the backtest that are known from memory, by kind: the name of the kind, what is in it."""
    record = data.scenarios()[HISTORY]
    economy, given = data.economy_parameters(), (*GIVEN, *GIVEN_TO_BLOCKS)
    policy = []
    for measure in data.policy(record.bank).values():
        dates = [
            step.start + ("約" if step.confidence == "memory-approx" else "")
            for step in measure.steps
            if step.confidence.startswith("memory")
        ]
        if dates:
            policy.append(f"{measure.name_zh}：{_months(dates)}")
    return [
        ("政策的金額與日期", policy),
        ("買進與展延的天期分配", _named(maturity_mixes.mixes(record.bank).tables.values())),
        (
            "開頭的資產負債表",
            [
                OPENED[key] + _mark(ladder.confidence)
                for key, ladder in data.opening(record.opening).ladders.items()
                if ladder.confidence.startswith("memory")
            ],
        ),
        ("參數", _named(p for key, p in data.parameters(record.bank).items() if key not in economy)),
        ("給定的路徑", _named(s for key, s in data.environment(record.bank).items() if key in given)),
    ]


def _mark(confidence: str) -> str:
    return "（約略）" if confidence == "memory-approx" else ""


def _named(records: Iterable[Parameter | EnvironmentSeries | maturity_mixes.Mix]) -> list[str]:
    return [
        record.name_zh + _mark(record.confidence)
        for record in records
        if record.confidence.startswith("memory")
    ]


def _months(dates: list[str]) -> str:
    return "、".join(date[:7] + ("（約略）" if date.endswith("約") else "") for date in dates)


def _remembered(_: Way) -> str:
    return "".join(
        f"<p><strong>{kind}</strong>（{len(names)} 項）：{escape('；'.join(names))}。</p>"
        for kind, names in remembered()
    )


def _block(block: str) -> Callable[[Way], str]:
    return lambda _: _parameters(block)


TABLES: dict[str, Callable[[Way], str]] = {
    **{f"parameters_{block}": _block(block) for block in BLOCKS},
    "scenarios": _scenarios,
    "given": _given,
    "remembered": _remembered,
}


def anchors(name: str) -> list[str]:
    """Return the ids that one of these tables brings to its page."""
    if name.startswith("parameters_"):
        return [f"parameter-{key}" for key in BLOCKS[name.removeprefix("parameters_")]]
    if name == "scenarios":
        return [f"scenario-{key}" for key in data.scenarios()]
    if name == "given":
        series = data.environment("fed")
        names = [*GIVEN, *(key for key in GIVEN_TO_BLOCKS if key in series)]
        return [f"given-{key}" for key in names]
    return []
