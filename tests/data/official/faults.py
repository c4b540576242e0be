"""What publishers do wrong: in a series, in an answer, on the wire; and what the report has to say of it."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from dataclasses import dataclass

from qeqt.data.official.ways import ways
from tests.data.official.loopback import Answer, Pairs

SERIES = "(is another one|another series|another unit|another sign|sign was never seen)"


@dataclass(frozen=True)
class Target:
    """A column by which a reader is tried."""

    table: str
    column: str
    rare: bool = False
    """The publisher prints changes only: a gap or another rhythm says nothing."""
    months: bool = False
    """Asked month by month: no answer has the whole."""

    @property
    def source(self) -> str:
        return ways().tables[self.table].columns[self.column].source

    @property
    def series(self) -> str:
        recipe = ways().tables[self.table].columns[self.column]
        return f"{recipe.series}|{recipe.groups[0]}" if recipe.groups else recipe.series


TARGETS = {
    "fred_csv": Target("us_mortgage_rate", "mortgage_rate"),
    "ddp_csv": Target("us_yields_by_tenor", "yield_5y"),
    "dfa_zip": Target("us_wealth", "net_worth_bottom50"),
    "nyfed_json": Target("us_yields_month_end", "sofr"),
    "fiscaldata_json": Target("us_macro", "federal_debt_public"),
    "sdmx": Target("policy_rates", "ecb", rare=True),
    "ecb_programme_csv": Target("ecb_portfolios", "pspp"),
    "boe_csv": Target("policy_rates", "boe"),
    "boj_json": Target("japan_rates", "usdjpy"),
    "mof_japan_csv": Target("japan_rates", "jgb_10y"),
    "cbc_json": Target("taiwan_rates", "twd"),
    "bis_zip": Target("policy_rates", "boj"),
    "dgbas_json": Target("taiwan_macro", "unemployment"),
    "twse_json": Target("taiwan_stock_index_month", "taiex", months=True),
}


def newest(pairs: Pairs) -> str:
    """The month of the newest observation but one month: what becomes the newest closed period."""
    months = sorted({day[:7] for day, _ in pairs})
    return months[-2] if len(months) > 1 else months[-1]


def newest_as(cell: Callable[[str], str]) -> Callable[[Pairs], Pairs]:
    """Another value in all of the newest months."""

    def change(pairs: Pairs) -> Pairs:
        since = newest(pairs)
        return [(day, cell(value) if day[:7] >= since else value) for day, value in pairs]

    return change


def newest_by(factor: float) -> Callable[[Pairs], Pairs]:
    """The newest months in another unit."""
    return newest_as(lambda cell: f"{float(cell) * factor:.10g}")


def every_as(factor: float) -> Callable[[Pairs], Pairs]:
    return lambda pairs: [(day, f"{float(cell) * factor:.10g}" if cell else cell) for day, cell in pairs]


def oldest_as(factor: float) -> Callable[[Pairs], Pairs]:
    """Another value in the oldest third."""

    def change(pairs: Pairs) -> Pairs:
        third = len(pairs) // 3
        return every_as(factor)(pairs[:third]) + pairs[third:]

    return change


def last_cell(cell: str) -> Callable[[Pairs], Pairs]:
    return lambda pairs: [*pairs[:-1], (pairs[-1][0], cell)]


def last_day(day: str) -> Callable[[Pairs], Pairs]:
    return lambda pairs: [*pairs[:-1], (day, pairs[-1][1])]


def thinned(pairs: Pairs) -> Pairs:
    """One observation a quarter, or every third of them."""
    if len({day[:7] for day, _ in pairs}) * 2 < len(pairs):
        months = dict.fromkeys(day[:7] for day, _ in pairs)
        firsts = [next(pair for pair in pairs if pair[0].startswith(month)) for month in months]
        return firsts[::3]
    return pairs[::3]


def without_middle(pairs: Pairs) -> Pairs:
    months = sorted({day[:7] for day, _ in pairs})
    out = months[len(months) // 2 : len(months) // 2 + 7]
    return [pair for pair in pairs if pair[0][:7] not in out]


def ended(pairs: Pairs) -> Pairs:
    months = sorted({day[:7] for day, _ in pairs})
    return [pair for pair in pairs if pair[0][:7] < months[-16]]


def twice(pairs: Pairs) -> Pairs:
    return [*pairs, (pairs[-1][0], pairs[-2][1])]


IN_SERIES: dict[str, tuple[Callable[[Pairs], Pairs], str]] = {
    "-99 for no value": (newest_as(lambda _: "-99"), "sign|step|revision"),
    "nought for no value": (newest_as(lambda _: "0"), "step|times|revision|the sign|or a slip"),
    "999999999 for no value": (newest_as(lambda _: "999999999"), "step|revision"),
    "a thousandfold since this month": (newest_by(1000), "step|revision|unit"),
    "a thousandth since this month": (newest_by(0.001), "step|revision|unit|times"),
    "a thousandfold throughout": (every_as(1000), r"another unit \(10\^3\)|another series"),
    "a thousandfold long ago": (oldest_as(1000), r"another unit \(10\^3\)|another series"),
    "another sign": (every_as(-1), "another sign|sign was never seen"),
    "a hundredth throughout": (every_as(0.01), r"another unit \(10\^-2\)"),
    "a day to come": (lambda pairs: [*pairs, ("2099-01-05", pairs[-1][1])], "still to come|another month"),
    "no such day": (last_day("2026-09-31"), "is needed|is no day|no month"),
    "a day in words": (last_day("yesterday"), "is needed|is no month"),
    "a day twice": (twice, "stands twice|no one series|damaged"),
    "no number": (last_cell("n/a*"), "a number is needed"),
    "an underscore in a number": (last_cell("2_1"), "a number is needed"),
    "infinity": (last_cell("inf"), "a number is needed"),
    "a number too large for any": (last_cell("1e999"), "a number is needed"),
    "full-width digits": (last_cell("４．５"), "a number is needed"),
    "ended long ago": (ended, "a stale copy, or a series that has ended|shares|nothing for that month"),
    "months missing": (without_middle, "nothing for|days apart|another month"),
    "only the newest": (lambda pairs: pairs[-3:], "shares|days apart|no closed period|nothing for that"),
    "another rhythm": (thinned, "days apart|observations of|nothing for|nothing between"),
    "nothing at all": (lambda pairs: [], "no observation|is no|has no|nothing for"),
}  # fmt: skip
"""Name -> (what becomes of the observations, what the report says)."""


def renamed(body: bytes, series: str) -> bytes:
    """The publisher calls the series otherwise."""
    if b"GenericData" in body:
        return body.replace(b"value='DFR'", b"value='MLFR'")
    if body.startswith(b"PK"):
        fresh = io.BytesIO()
        with zipfile.ZipFile(io.BytesIO(body)) as old, zipfile.ZipFile(fresh, "w") as new:
            for name in old.namelist():
                new.writestr(name, old.read(name).replace(b",JP: ", b",XX: "))
        return fresh.getvalue()
    parts = [part for part in re.split(r"[|']", series) if part]
    text = body.decode(errors="surrogateescape")
    return text.replace(parts[-1], "X" + parts[-1][1:]).encode(errors="surrogateescape")


def at_middle(text: bytes) -> Callable[[bytes], bytes]:
    return lambda body: body[: len(body) // 2] + text + body[len(body) // 2 :]


PAGE = "<!DOCTYPE html><html><body>系統維護中</body></html>".encode()
SENT = "web page|no archive|no SDMX"
DAMAGED = (
    "cut short|changed|damaged|cells|is no|is needed|not utf-8|no SDMX|no archive|zero bytes|UTF-16"
    "|days apart|a stale copy|shares|nothing for|step|revision|not cp932|observations of"
)
FOREIGN = "is needed|has no|no one column|is no|no archive|no SDMX|no JSON"
IN_ANSWER: dict[str, tuple[Callable[[bytes], bytes], str]] = {
    "a web page with 200": (lambda _: PAGE, SENT),
    "a wall that wants a script run": (lambda _: b"<script>challenge()</script>", SENT),
    "an empty answer": (lambda _: b"", "empty|no archive"),
    "blanks": (lambda _: b" \r\n \r\n", "empty|no archive"),
    "UTF-16": (lambda body: body.decode("latin-1").encode("utf-16"), "UTF-16|no archive"),
    "Big5 in the midst": (at_middle("中華民國".encode("big5") + b"\x80"), DAMAGED),
    "zero bytes in the midst": (at_middle(b"\x00" * 64), DAMAGED),
    "cut short": (lambda body: body[: len(body) * 3 // 5] + b"1,", DAMAGED),
    "an error in JSON": (lambda _: b'{"error":"bad request"}', FOREIGN),
    "an error in XML": (lambda _: b'<?xml version="1.0"?><Error>no results</Error>', FOREIGN),
    "a list": (lambda _: b"[]", FOREIGN),
}  # fmt: skip
"""Name -> (what becomes of the answer's bytes, what the report says)."""

ON_THE_WIRE: dict[str, tuple[Answer, str]] = {
    "closed": (Answer(fail="closed"), "broke off|no connection"),
    "reset": (Answer(fail="reset"), "broke off|no connection"),
    "no HTTP": (Answer(fail="no http"), "is no HTTP"),
    "half a body": (Answer(fail="half a body"), "broke off"),
    "half a chunk": (Answer(fail="half a chunk"), "broke off"),
    "a drip": (Answer(fail="drip"), "too slow|broke off"),
    "silence": (Answer(fail="silence"), "too slow"),
    "broken gzip": (Answer(fail="broken gzip"), "damaged|broke off"),
    "204": (Answer(status=204), "answered 204"),
    "206": (Answer(status=206), "answered 206"),
    "400": (Answer(status=400), "answered 400"),
    "403": (Answer(status=403), "refuses programs"),
    "404": (Answer(status=404), "the address moved"),
    "410": (Answer(status=410), "the address moved"),
    "418": (Answer(status=418), "answered 418"),
    "429": (Answer(status=429, headers={"Retry-After": "0"}), "asked too often"),
    "500": (Answer(status=500), "server failed"),
    "503": (Answer(status=503, headers={"Retry-After": "0"}), "server failed"),
    "a ring of redirects": (Answer(status=302, headers={"Location": "?"}), "in a ring"),
    "a redirect to another publisher": (
        Answer(status=301, headers={"Location": "http://localhost:PORT/x"}),
        "redirected to localhost",
    ),
    "a redirect to nowhere": (Answer(status=301, headers={"Location": "http://"}), "redirect|no connection"),
}  # fmt: skip
"""Name -> (how the address answers, what the report says)."""
