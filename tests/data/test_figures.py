"""The compiled figures: complete sidecars, honest dates, plausible numbers, official check points."""

import csv
import shutil
from pathlib import Path

import pytest

from qeqt import data
from qeqt.data import figure_files
from qeqt.data.fields import RecordError

FIGURES = Path(data.__file__).parent / "figures"
NAMES = data.figures()
CHECKS = Path(__file__).with_name("h41_check_points.csv")
FORBIDDEN = ("S&P", "SP500", "Case-Shiller", "CSUSHP", "VIX", "BAML", "ICE BofA", "Nikkei")
MIRRORS = ("github", "/", "Yahoo", "FinMind", "FRED")


@pytest.mark.parametrize("name", NAMES)
def test_every_table_has_a_complete_sidecar_and_its_checksum(name: str) -> None:
    figure = data.figure(name)
    assert figure.rows
    assert figure.meta.published <= figure.meta.accessed


@pytest.mark.parametrize("name", NAMES)
def test_no_column_is_empty(name: str) -> None:
    figure = data.figure(name)
    assert [column for column in figure.columns if not figure.series(column)] == []


@pytest.mark.parametrize("name", NAMES)
def test_the_producer_is_an_official_one_and_never_a_copy(name: str) -> None:
    assert [mark for mark in MIRRORS if mark in data.figure(name).meta.producer] == []


@pytest.mark.parametrize("name", NAMES)
def test_no_series_of_an_owner_who_forbids_it_is_held(name: str) -> None:
    text = (FIGURES / f"{name}.toml").read_text(encoding="utf-8")
    assert [mark for mark in FORBIDDEN if mark in text] == []


@pytest.mark.parametrize("name", ["us_mortgage_rate", "taiwan_stock_index", "taiwan_stock_index_month"])
def test_series_with_private_owners_are_not_handed_on(name: str) -> None:
    assert data.figure(name).meta.redistributable is False


@pytest.mark.parametrize("name", NAMES)
def test_a_table_of_days_is_an_episode_of_at_most_sixty_rows(name: str) -> None:
    figure = data.figure(name)
    if figure.meta.frequency in ("daily", "weekly", "irregular"):
        assert len(figure.rows) <= 60


SLIPS = [
    (
        "a changed number",
        "2019-12-31,1.00",
        "2019-12-31,1.01",
        "checksum",
        "hold every changed cell against its publisher",
    ),
    ("a day that is none", "2019-12-31", "2019-02-30", "line 2.date", "a date YYYY-MM-DD"),
    ("a date within the month", "2019-12-31", "2019-12-30", "line 2.date", "the last day of the month"),
    ("a month left out", "2020-01-31", "2020-02-29", "line 3.date", "the next period after 2019-12-31"),
    ("a date twice", "2020-01-31", "2019-12-31", "line 3.date", "a date after the row before, 2019-12-31"),
    ("a word for a number", "2020-01-31,2.00", "2020-01-31,n/a", "line 3.rate", "a number, or nothing"),
    ("another header", "date,rate", "date,rates", "header", "date,rate"),
]


@pytest.mark.parametrize(("old", "new", "key", "right"), [s[1:] for s in SLIPS], ids=[s[0] for s in SLIPS])
def test_a_table_with_a_slip_is_refused(old: str, new: str, key: str, right: str, tmp_path: Path) -> None:
    path = tmp_path / "rates.csv"
    sound = "date,rate\n2019-12-31,1.00\n2020-01-31,2.00\n"
    table = sound.replace(old, new)
    signed = sound if key == "checksum" else table
    path.write_text(table, encoding="utf-8")
    path.with_suffix(".toml").write_text(
        f"""title = "Rates"
name_zh = "利率"
frequency = "monthly"
kind = "month-end"
producer = "中央銀行"
citation = "中央銀行，利率"
official_address = "https://www.cbc.gov.tw/"
official_read = false
seen_in = ["a page"]
licence = "open"
redistributable = true
published = "2020-02"
accessed = 2020-03-01
checksum = "{figure_files.checksum(signed.encode())}"
[columns.rate]
label_zh = "利率"
unit = "percent"
series_id = "CBC"
quantity = "interest_rate"
minimum = 0.5
maximum = 3.0
""",
        encoding="utf-8",
    )
    with pytest.raises(RecordError) as caught:
        figure_files.load_figure(path)
    message = str(caught.value)
    assert [part for part in (path.stem, key, right) if part not in message] == []


@pytest.mark.parametrize("missing", ["licence", "producer", "redistributable", "seen_in", "official_address"])
def test_a_sidecar_that_says_too_little_is_refused(missing: str, tmp_path: Path) -> None:
    for suffix in (".csv", ".toml"):
        shutil.copy(FIGURES / f"taiwan_fx_reserves{suffix}", tmp_path)
    sidecar = tmp_path / "taiwan_fx_reserves.toml"
    lines = sidecar.read_text(encoding="utf-8").splitlines()
    starts = [n for n, line in enumerate(lines) if line.startswith(f"{missing} ")]
    end = next(n for n in range(starts[0] + 1, len(lines)) if " = " in lines[n] or not lines[n])
    sidecar.write_text("\n".join(lines[: starts[0]] + lines[end:]), encoding="utf-8")
    with pytest.raises(RecordError, match=f"figure.{missing}: found nothing"):
        figure_files.load_figure(tmp_path / "taiwan_fx_reserves.csv")


with CHECKS.open(encoding="utf-8") as handle:
    POINTS = list(csv.DictReader(handle))


@pytest.mark.parametrize("point", POINTS, ids=[f"{p['date']}-{p['column']}" for p in POINTS])
def test_month_ends_lie_by_the_official_wednesdays(point: dict[str, str]) -> None:
    """An official Wednesday lies between the month-ends around it; MBS settle mid-month, hence 8 bn USD."""
    series = data.figure("fed_balance_sheet").series(point["column"])
    before = max(date for date in series if date <= point["date"])
    after = min(date for date in series if date > point["date"])
    low, high = sorted((series[before], series[after]))
    assert low - 8 <= float(point["official"]) <= high + 8


RANGES = [
    ("fed_balance_sheet", "total_assets", 700, 9000),
    ("fed_balance_sheet", "treasuries", 450, 6000),
    ("fed_balance_sheet", "mbs", 0, 2800),
    ("fed_balance_sheet", "reserves", 0, 4400),
    ("fed_balance_sheet", "on_rrp", 0, 2600),
    ("fed_balance_sheet", "currency", 600, 2600),
    ("fed_runoff", "redemptions_treasuries", 0, 60.1),
    ("fed_income", "net_income", -120, 120),
    ("us_rates", "fed_funds", 0, 7),
    ("us_rates", "ten_year", 0.5, 7),
    ("us_rates", "term_premium_10y", -1.5, 4),
    ("us_mortgage_rate", "mortgage_rate", 2.6, 8.6),
    ("us_macro", "gdp", 10_000, 33_000),
    ("us_macro", "bank_assets", 6_000, 26_000),
    ("central_bank_assets", "ecb", 700, 9000),
    ("central_bank_assets", "boe", 20, 1200),
    ("central_bank_assets", "boj", 80_000, 780_000),
    ("central_bank_assets", "boj_gdp", 15, 145),
    ("ecb_portfolios", "app_total", 0, 3300),
    ("boe_apf", "gilts", 400, 880),
    ("policy_rates", "cbc", 1.125, 3.625),
    ("taiwan_rates", "twd", 27, 36),
    ("taiwan_fx_reserves", "fx_reserves", 100, 620),
    ("taiwan_certificates", "certificates", 3_800, 9_600),
    ("taiwan_mortgage_rate", "mortgage_rate", 1.3, 6),
    ("taiwan_house_price_index", "house_price_index", 100, 151),
    ("us_wealth", "net_worth_bottom50", 0, 5),
]


@pytest.mark.parametrize(("name", "column", "low", "high"), RANGES, ids=[f"{r[0]}.{r[1]}" for r in RANGES])
def test_numbers_lie_where_the_field_knows_them(name: str, column: str, low: float, high: float) -> None:
    values = data.figure(name).series(column).values()
    assert low <= min(values) <= max(values) <= high


def test_the_balance_sheet_adds_up_in_every_month() -> None:
    def total(row: dict[str, str | float | None], names: tuple[str, ...]) -> float | None:
        values = [row[name] for name in names]
        return None if None in values else sum(v for v in values if isinstance(v, float))

    left = ("treasuries", "mbs", "agency", "other_assets")
    right = ("reserves", "on_rrp", "government_account", "currency", "other_liabilities")
    for row in data.figure("fed_balance_sheet").rows:
        for side in (left, right):
            found = total(row, side)
            assert found is None or found == pytest.approx(row["total_assets"], abs=0.4), row["date"]


def test_caps_and_redemptions_agree_where_both_are_known() -> None:
    """Below the cap never by more than a rounding of bids: Treasuries used the cap in full."""
    for row in data.figure("fed_runoff").rows:
        cap, redeemed = row["cap_treasuries"], row["redemptions_treasuries"]
        if isinstance(cap, float) and isinstance(redeemed, float):
            assert redeemed == pytest.approx(cap, abs=0.02), row["date"]


def test_quarter_ends_of_the_long_table_are_those_of_the_monthly_one() -> None:
    monthly = data.figure("fed_balance_sheet").series("total_assets")
    quarterly = data.figure("fed_total_assets_long").series("total_assets")
    shared = [date for date in quarterly if date in monthly]
    assert len(shared) > 90
    assert [date for date in shared if abs(quarterly[date] - monthly[date]) > 0.6] == []


def test_shares_of_wealth_add_up() -> None:
    for kind in ("net_worth", "equities", "real_estate"):
        parts = [
            data.figure("us_wealth").series(f"{kind}_{group}") for group in ("top10", "next40", "bottom50")
        ]
        assert [date for date in parts[0] if abs(sum(part[date] for part in parts) - 100) > 0.2] == []


def test_the_years_of_foreign_trading_are_the_sums_of_their_quarters() -> None:
    quarters = data.figure("taiwan_foreign_trading").series("foreign_net_buying")
    for date, value in data.figure("taiwan_foreign_trading_year").series("foreign_net_buying").items():
        parts = [v for quarter, v in quarters.items() if quarter[:4] == date[:4]]
        assert sum(parts) == pytest.approx(value, abs=0.3), date
