"""Publishers on loopback: each speaks its own format, out of the compiled tables, with faults where asked."""

from __future__ import annotations

import dataclasses
import gzip
import io
import json
import socket
import struct
import threading
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cache
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

from qeqt import data
from qeqt.data.official.build import DFA_GROUPS
from qeqt.data.official.client import Client, Patience
from qeqt.data.official.readers.csv_files import DFA_FILE, MONTHS
from qeqt.data.official.resample import following, key, period_end
from qeqt.data.official.ways import Recipe, Ways, ways
from qeqt.data.records import Figure

TODAY = date(2026, 10, 12)
Pairs = list[tuple[str, str]]
"""(day, cell) as a publisher prints them."""

UNITS = {recipe.series: recipe.unit for way in ways().renewed().values() for recipe in way.columns.values()}


def days(first: date, last: date) -> Iterator[date]:
    """Every weekday."""
    while first <= last:
        if first.weekday() < 5:
            yield first
        first += timedelta(days=1)


def wednesdays(first: date, last: date) -> list[date]:
    first += timedelta(days=(2 - first.weekday()) % 7)
    return [first + timedelta(days=7 * n) for n in range((last - first).days // 7 + 1)]


def further(known: dict[str, float], table: Figure, today: date) -> dict[str, float]:
    """A column that goes on as it was until the last period before today."""
    found, last = dict(known), max(known)
    end = following(last, table.meta.frequency)
    while end < today:
        found[key(end.isoformat(), table.meta.frequency, table.meta.kind)] = known[last]
        end = following(end.isoformat(), table.meta.frequency)
    return found


@cache
def stocked(name: str, periods: int, today: date) -> dict[str, dict[str, Pairs]]:
    """Source -> series -> observations of one table."""
    table, found = data.compiled(name), dict[str, dict[str, Pairs]]()
    for column, recipe in ways().tables[name].columns.items():
        if recipe.source and not recipe.groups:
            pairs = observed(table, column, recipe, periods, today)
            if table.meta.frequency != "monthly" and recipe.every == "month":
                pairs = every_month(pairs)
            found.setdefault(recipe.source, {}).setdefault(recipe.series, pairs)
    if name == "us_wealth":
        found["fed_dfa"] = wealth(table, periods, today)
    return found


def observed(table: Figure, column: str, recipe: Recipe, periods: int, today: date) -> Pairs:
    """Observations of so many periods that the rule makes the column from, and all since, as it was."""
    known = {day: value for day, value in table.series(column).items() if day >= recipe.since}
    known = dict(list(known.items())[-periods:])
    if recipe.rule != "dated":
        known = further(known, table, today)
    if recipe.minus:
        for other in recipe.minus:
            others = further(table.series(other), table, today)
            known = {d: v + others[d] for d, v in known.items() if d in others}
    scaled = {day: value / recipe.scale for day, value in known.items()}
    ends = {period_end(day, table.meta.frequency): value for day, value in scaled.items()}
    frequency = table.meta.frequency
    months = {"quarterly": 3, "annual": 12}.get(frequency, 1)
    if recipe.rule == "dated":
        found = {}
        for day in wednesdays(date.fromisoformat(min(known)), date.fromisoformat(max(known))):
            before = [d for d in known if d <= day.isoformat()]
            found[day.isoformat()] = scaled[max(before)]
        return printed({**found, **{d: v for d, v in scaled.items() if date.fromisoformat(d).weekday() == 2}})
    if recipe.rule == "in_force":
        return printed({end.isoformat(): value for end, value in ends.items()})
    if recipe.rule == "year_on_year":
        return printed(index_of(scaled))
    found: dict[str, float] = {}
    for end, value in sorted(ends.items()):
        start = (end.replace(day=1) - timedelta(days=28 * (months - 1))).replace(day=1)
        if recipe.series == "日期":
            found |= {d.isoformat(): float(d.day) for d in days(start, end) if d.day <= value}
        elif recipe.every == "day":
            found |= {day.isoformat(): value for day in days(start, end)}
        elif recipe.every == "week" and recipe.rule == "interpolated":
            weeks = wednesdays(end - timedelta(days=6), end + timedelta(days=7))
            found |= {week.isoformat(): value for week in weeks}
        elif recipe.every == "week":
            found |= {week.isoformat(): value for week in wednesdays(start, end)}
        else:
            first = end.replace(day=1)
            if recipe.every == "quarter":
                first = (first - timedelta(days=50)).replace(day=1)
            length = months if (recipe.every, recipe.rule) == ("month", "mean") else 1
            for earlier in range(length):
                found[back(first, recipe.lag_months + earlier).isoformat()] = value
    if recipe.every == "week" and recipe.rule == "interpolated":
        for week in wednesdays(date.fromisoformat(min(found)), date.fromisoformat(max(found))):
            found.setdefault(week.isoformat(), found[max(d for d in found if d <= week.isoformat())])
    if recipe.every in ("day", "week") and recipe.rule in ("last", "mean"):
        following = max(ends) + timedelta(days=1)
        following += timedelta(days=(2 - following.weekday()) % 7)
        found[following.isoformat()] = found[max(found)]
    return printed(found)


def every_month(pairs: Pairs) -> Pairs:
    """Observations a month, where the table has fewer."""
    known, month = dict(pairs), date.fromisoformat(min(pairs)[0])
    found = {}
    while month.isoformat() <= pairs[-1][0]:
        found[month.isoformat()] = known[max(day for day in known if day <= month.isoformat())]
        month = back(month, -1)
    return list(found.items())


def index_of(changes: dict[str, float]) -> dict[str, float]:
    """An index that changed so over the year."""
    first = date.fromisoformat(min(changes))
    found = {back(first, n).isoformat(): 100.0 for n in range(1, 13)}
    for day, change in changes.items():
        found[day] = found.get(f"{int(day[:4]) - 1}{day[4:]}", 100.0) * (1 + change / 100)
    return found


def back(day: date, months: int) -> date:
    month = day.year * 12 + day.month - 1 - months
    return date(month // 12, month % 12 + 1, 1)


def printed(values: dict[str, float]) -> Pairs:
    return [(day, f"{values[day]:.10g}") for day in sorted(values)]


# ------------------------------------------------------------------- formats

Encode = Callable[[dict[str, Pairs]], bytes]


def columns_of(every: dict[str, Pairs]) -> Iterator[tuple[str, list[str]]]:
    """Each row of a table with a column a series; what stands twice in a series stands in two rows."""
    rows: list[tuple[str, dict[str, str]]] = []
    for name, pairs in every.items():
        taken: dict[str, int] = {}
        for day, cell in pairs:
            nth = taken.get(day, 0)
            taken[day] = nth + 1
            same = [row for row in rows if row[0] == day]
            if len(same) > nth:
                same[nth][1][name] = cell
            else:
                rows.append((day, {name: cell}))
    for day, cells in sorted(rows, key=lambda row: row[0]):
        yield day, [cells.get(name, "") for name in every]


def merged_rows(every: dict[str, Pairs]) -> list[tuple[str, list[str]]]:
    """The same, quickly, where no series has a day twice."""
    if any(len({day for day, _ in pairs}) != len(pairs) for pairs in every.values()):
        return list(columns_of(every))
    tables = [dict(pairs) for pairs in every.values()]
    return [(day, [one.get(day, "") for one in tables]) for day in sorted(set().union(*tables))]


def fred(every: dict[str, Pairs]) -> bytes:
    ((series, pairs),) = every.items()
    return "\n".join([f"observation_date,{series}", *(",".join(pair) for pair in pairs)]).encode() + b"\n"


def ddp(every: dict[str, Pairs]) -> bytes:
    def head(name: str, cells: list[str]) -> str:
        return ",".join(f'"{cell}"' for cell in (name, *cells))

    rows = [
        head("Series Description", [f"Market yield, {name}" for name in every]),
        head("Unit:", [UNITS[name] for name in every]), head("Multiplier:", ["1"] * len(every)),
        head("Currency:", ["NA"] * len(every)),
        head("Unique Identifier: ", [f"H15/H15/{name}" for name in every]),
        head("Time Period", list(every)),
    ]  # fmt: skip
    rows += [",".join([day, *(cell or "ND" for cell in cells)]) for day, cells in merged_rows(every)]
    return "\r\n".join(rows).encode() + b"\r\n"


def dfa(every: dict[str, Pairs]) -> bytes:
    items = list(dict.fromkeys(name.partition("|")[0] for name in every))
    rows = [",".join(["Date", "Category", *items])]
    for group in DFA_GROUPS:
        mine = {item: every.get(f"{item}|{group}", []) for item in items}
        for day, cells in merged_rows(mine):
            quarter = f"{day[:4]}:Q{(int(day[5:7]) + 2) // 3}" if day[5:7].isdigit() else day
            rows.append(",".join([quarter, group, *cells]))
    box = io.BytesIO()
    with zipfile.ZipFile(box, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(DFA_FILE, "\n".join(rows) + "\n")
    return box.getvalue()


def ecb_programme(every: dict[str, Pairs]) -> bytes:
    rows = ["History,,", "In euro millions,,", ",".join(["", "", *every])]
    year = ""
    for day, cells in merged_rows(every):
        month = MONTHS[int(day[5:7]) - 1] if day[5:7].isdigit() and 1 <= int(day[5:7]) <= 12 else day
        rows.append(",".join([day[:4] if day[:4] != year else "", month, *cells]))
        year = day[:4]
    return "\n".join([*rows, ",".join([""] * (len(every) + 2)), "* End-of-month book value"]).encode()


def boe(every: dict[str, Pairs]) -> bytes:
    rows = ["DATE," + ",".join(every)]
    for day, cells in merged_rows(every):
        rows.append(",".join([spoken(day, "%d %b %Y"), *cells]))
    return "\r\n".join(rows).encode() + b"\r\n"


def spoken(day: str, form: str) -> str:
    try:
        return date.fromisoformat(day).strftime(form)
    except ValueError:
        return day


def mof_japan(every: dict[str, Pairs]) -> bytes:
    rows = ["Interest Rate" + "," * len(every) + "(Unit : %)", "Date," + ",".join(every)]
    for day, cells in merged_rows(every):
        rows.append(",".join([spoken(day, "%Y/%m/%d"), *(cell or "-" for cell in cells)]))
    return "\r\n".join([*rows, "," * len(every), '"  注意",', ""]).encode("cp932")


def raw_number(cell: str) -> str:
    """A cell as JSON prints it: a number, null, or whatever a fault put there, in quotation marks."""
    if cell == "":
        return "null"
    try:
        float(cell)
    except ValueError:
        return json.dumps(cell)
    return json.dumps(cell) if "_" in cell or "n" in cell.lower() else cell


def nyfed(every: dict[str, Pairs]) -> bytes:
    ((series, pairs),) = every.items()
    rows = [
        f'{{"effectiveDate":"{day}","type":"{series}","percentRate":{raw_number(cell)}}}'
        for day, cell in reversed(pairs)
    ]
    return f'{{"refRates":[{",".join(rows)}]}}'.encode()


def fiscaldata(every: dict[str, Pairs]) -> bytes:
    ((series, pairs),) = every.items()
    answer = {
        "data": [{"record_date": day, series: cell or "null"} for day, cell in pairs],
        "meta": {"count": len(pairs), "dataTypes": {series: "CURRENCY"}, "total-pages": 1},
    }
    return json.dumps(answer).encode()


def boj(every: dict[str, Pairs]) -> bytes:
    sets = []
    for series, pairs in every.items():
        monthly = series.startswith("BS01")
        codes = [day.replace("-", "")[: 6 if monthly else 8] for day, _ in pairs]
        sets.append(
            f'{{"SERIES_CODE":"{series.partition(chr(39))[2]}","UNIT":"{UNITS[series]}","VALUES":'
            f'{{"SURVEY_DATES":[{",".join(code if code.isdigit() else json.dumps(code) for code in codes)}],'
            f'"VALUES":[{",".join(raw_number(cell) for _, cell in pairs)}]}}}}'
        )
    return f'{{"STATUS":200,"MESSAGE":"ok","NEXTPOSITION":null,"RESULTSET":[{",".join(sets)}]}}'.encode()


def cbc(every: dict[str, Pairs]) -> bytes:
    file = next(iter(every)).partition("|")[0]
    daily = file.endswith("D01")
    rows = []
    for day, cells in merged_rows(every):
        code = day.replace("-", "") if daily else f"{day[:4]}M{day[5:7]}"
        rows.append([code, *(cell or "-" for cell in cells)])
    answer = {
        "meta": {"filename": f"{file}.px", "units": UNITS[next(iter(every))], "last_updated": "2026-11-02"},
        "data": {
            "dataSets": rows,
            "structure": {"Table1": [{"data": name.partition("|")[2]} for name in every]},
        },
    }
    return json.dumps(answer, ensure_ascii=False).encode()


def twse(every: dict[str, Pairs]) -> bytes:
    """One month or one day of one series."""
    ((series, pairs),) = every.items()
    if not pairs:
        return '{"stat":"很抱歉，沒有符合條件的資料!"}'.encode()
    row, bar, name = series.rpartition("|")
    of = pairs[0][0].replace("-", "")
    if bar:
        table = {"fields": ["項目", name], "data": [["合計", "1"], *([row, cell] for _, cell in pairs)]}
        answer = {"stat": "OK", "date": of, **({"tables": [table, {}]} if "融資" in series else table)}
        return json.dumps(answer, ensure_ascii=False).encode()
    rows = []
    for day, cell in pairs:
        said = f"{int(day[:4]) - 1911}/{day[5:7]}/{day[8:]}" if day[:4].isdigit() else day
        rows.append([said, cell])
    fields = ["日期", name]
    return json.dumps({"stat": "OK", "date": of, "fields": fields, "data": rows}, ensure_ascii=False).encode()


def sdmx(every: dict[str, Pairs]) -> bytes:
    ((series, pairs),) = every.items()
    key = series.rpartition("/")[2].split(".")
    head = (
        '<?xml version="1.0" encoding="UTF-8"?><message:GenericData '
        'xmlns:message="http://www.sdmx.org/resources/sdmxml/schemas/v2_1/message" '
        'xmlns:common="http://www.sdmx.org/resources/sdmxml/schemas/v2_1/common" '
        'xmlns:generic="http://www.sdmx.org/resources/sdmxml/schemas/v2_1/data/generic"><message:Header>'
        "<message:ID>1</message:ID><message:Test>false</message:Test>"
        "<message:Prepared>2026-11-29T00:00:00</message:Prepared><message:Sender id='ECB'/>"
        "<message:Structure structureID='E' dimensionAtObservation='TIME_PERIOD'><common:Structure><URN>"
        "urn:sdmx:org.sdmx.infomodel.datastructure.DataStructure=ECB:E(1.0)</URN></common:Structure>"
        "</message:Structure></message:Header><message:DataSet action='Replace' structureRef='E'>"
        "<generic:Series><generic:SeriesKey>"
    )
    head += "".join(f"<generic:Value id='D{n}' value='{part}'/>" for n, part in enumerate(key))
    head += "</generic:SeriesKey><generic:Attributes><generic:Value id='UNIT_MULT' value='0'/>"
    head += f"<generic:Value id='UNIT' value='{UNITS[series]}'/></generic:Attributes>"
    body = "".join(
        f"<generic:Obs><generic:ObsDimension value='{day}'/><generic:ObsValue value='{cell}'/></generic:Obs>"
        for day, cell in pairs
    )
    return (head + body + "</generic:Series></message:DataSet></message:GenericData>").encode()


def in_month(day: str) -> str:
    """A day's month; a day that is none stays as a fault wrote it."""
    try:
        return date.fromisoformat(day).isoformat()[:7]
    except ValueError:
        return day


def bis(every: dict[str, Pairs]) -> bytes:
    """A whole data set in its archive: another area's rows stand among ours."""
    flow = next(iter(every)).partition("|")[0]
    head = (
        "STRUCTURE,STRUCTURE_ID,ACTION,FREQ:Frequency,REF_AREA:Reference area,TIME_PERIOD:Time period,"
        "OBS_VALUE:Observation Value,UNIT_MEASURE:Unit of measure,UNIT_MULT:Unit Multiplier"
    )
    rows = [head]
    for series, pairs in every.items():
        freq, area = series.partition("|")[2].split(".")
        for day, cell in pairs:
            for mine, said in ((area, cell), ("ZZ", "9")):
                rows.append(
                    f"dataflow,BIS:{flow}(1.0): Rates,I,{freq}: Monthly,{mine}: Somewhere,{in_month(day)},"
                    f"{said},{UNITS[series]}: Per cent per year,0: Units"
                )
    box = io.BytesIO()
    with zipfile.ZipFile(box, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(f"{flow}_csv_flat.csv", "\n".join(rows) + "\n")
    return box.getvalue()


def dgbas(every: dict[str, Pairs]) -> bytes:
    """Whole tables: years stand between their months, each dimension lists its items once."""
    file = next(iter(every)).partition("|")[0]
    rows = merged_rows(every)
    items = [name.split("|")[1:] for name in every]
    dimensions = [list(dict.fromkeys(parts)) for parts in zip(*items, strict=True)]
    years = sorted({day[:4] for day, _ in rows})
    times = [(year, year, [""] * len(every)) for year in years]
    for day, cells in rows:
        month = in_month(day)
        times.append((day, f"{month[:4]}-M{int(month[5:])}" if len(month) == 7 else day, cells))
    times.sort(key=lambda one: one[0])
    series = {}
    for n, parts in enumerate(items):
        place = ":".join(str(known.index(part)) for known, part in zip(dimensions, parts, strict=True))
        cells = ",".join(f'"{at}":[{raw_number(row[n])}]' for at, (_, _, row) in enumerate(times))
        series[place] = f'"{place}":{{"observations":{{{cells}}}}}'
    structure = {
        "name": file,
        "dimensions": {
            "series": [
                {"id": f"d{n}", "values": [{"id": str(m), "name": name} for m, name in enumerate(known, 1)]}
                for n, known in enumerate(dimensions)
            ],
            "observation": [{"id": "ym", "values": [{"id": said, "name": ""} for _, said, _ in times]}],
        },
    }
    meta = {"sender": {"id": "dgbas"}, "links": [{"href": f"/webMain.aspx?sdmx/{file}//", "rel": "request"}]}
    return (
        f'{{"meta":{json.dumps(meta)},"data":{{"dataSets":[{{"series":{{{",".join(series.values())}}}}}],'
        f'"structure":{json.dumps(structure, ensure_ascii=False)}}}}}'
    ).encode()


FORMATS: dict[str, Encode] = {
    "fred_csv": fred, "ddp_csv": ddp, "dfa_zip": dfa, "ecb_programme_csv": ecb_programme, "boe_csv": boe,
    "mof_japan_csv": mof_japan, "nyfed_json": nyfed, "fiscaldata_json": fiscaldata, "boj_json": boj,
    "cbc_json": cbc, "twse_json": twse, "sdmx": sdmx, "bis_zip": bis, "dgbas_json": dgbas,
}  # fmt: skip
TOGETHER = ("ddp_csv", "dfa_zip", "ecb_programme_csv", "mof_japan_csv")
"""Formats whose one answer has every series of its source."""


@dataclass
class Answer:
    """How an address answers: a body, or a way to fail under it."""

    body: bytes = b""
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    fail: str = ""


@dataclass
class Publishers:
    """The server. `series`: source -> series -> what it observed; `edit`: what a fault does to answers."""

    base: str = ""
    series: dict[str, dict[str, Pairs]] = field(default_factory=dict)
    edit: Callable[[str, Answer], Answer] = lambda _, answer: answer
    asked: list[str] = field(default_factory=list)
    kept: dict[str, bytes] = field(default_factory=dict)

    def stock(self, *tables: str, periods: int = 10_000, today: date = TODAY) -> None:
        """Observe what the compiled tables say in their last periods, and the same since."""
        self.series, self.kept, self.asked = {}, {}, []
        self.edit = lambda _, answer: answer
        for name in tables:
            for source, series in stocked(name, periods, today).items():
                self.series[source] = {**series, **self.series.get(source, {})}

    def ways(self) -> Ways:
        """The book's ways, with every address on loopback."""
        known = ways()
        sources = {}
        for name, source in known.sources.items():
            blanks = "".join(
                f"&{blank}={{{blank}}}" for blank in ("series", "db", "file", "month", "day", "start")
                if any(f"{{{blank}}}" in address for address in source.addresses)
            )  # fmt: skip
            sources[name] = dataclasses.replace(source, addresses=(f"{self.base}/{name}?{blanks}",))
        return Ways(sources, known.tables)

    def answer(self, path: str) -> Answer:
        """Encode what a source has, or what a fault makes of it."""
        name = urlsplit(path).path.strip("/").partition("/")[0]
        self.asked.append(path)
        if path not in self.kept:
            asked = {key: values[0] for key, values in parse_qs(urlsplit(path).query).items()}
            self.kept[path] = FORMATS[ways().sources[name].reader](self.wanted(name, asked))
        return self.edit(name, Answer(self.kept[path]))

    def wanted(self, name: str, asked: dict[str, str]) -> dict[str, Pairs]:
        """Choose the series that an address asks for."""
        every = self.series.get(name, {})
        if ways().sources[name].reader in TOGETHER:
            return every
        if "file" in asked:
            return {key: pairs for key, pairs in every.items() if key.startswith(asked["file"] + "|")}
        if "month" in asked or "day" in asked:
            month = (asked.get("month") or asked["day"])[:6]
            for key, pairs in every.items():
                mine = [pair for pair in pairs if pair[0].replace("-", "")[:6] == month]
                if name == "twse_index":
                    return {"收盤指數": mine}
                return {
                    key: [(f"{month[:4]}-{month[4:]}-{asked.get('day', month + '01')[6:8]}", mine[-1][1])]
                    if mine
                    else []
                }
        if "db" in asked:
            return {key: every[key] for key in every if key == f"{asked['db']}'{asked['series']}"}
        if "series" in asked:
            return {asked["series"]: every.get(asked["series"], [])}
        return every


def wealth(table: Figure, periods: int, today: date) -> dict[str, Pairs]:
    """Levels by group that have the compiled shares."""
    items = {
        "net_worth": "Net worth",
        "equities": "Corporate equities and mutual fund shares",
        "real_estate": "Real estate",
    }
    parts = {"TopPt1": ("top10", 0.2), "RemainingTop1": ("top10", 0.3), "Next9": ("top10", 0.5),
             "Next40": ("next40", 1.0), "Bottom50": ("bottom50", 1.0)}  # fmt: skip
    found: dict[str, Pairs] = {}
    for name, item in items.items():
        for group, (ours, share) in parts.items():
            values = {
                back(date.fromisoformat(day), 2).isoformat(): value * share * 1e5
                for day, value in list(further(table.series(f"{name}_{ours}"), table, today).items())[
                    -periods:
                ]
            }
            found[f"{item}|{group}"] = printed(values)
    return found


class Handler(BaseHTTPRequestHandler):
    """Answers as its publishers say; fails on the wire where they say so."""

    publishers: Publishers
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        answer = self.publishers.answer(self.path)
        self.close_connection = True
        if answer.fail:
            FAILURES[answer.fail](self, answer)
            return
        self.send_response(answer.status)
        for name, value in answer.headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(answer.body)))
        self.send_header("Connection", "close")
        self.end_headers()
        with suppress(OSError):
            self.wfile.write(answer.body)

    def log_message(self, *_: object) -> None:
        pass


def reset(handler: Handler, _: Answer) -> None:
    handler.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    handler.connection.close()


def raw(text: bytes) -> Callable[[Handler, Answer], None]:
    def send(handler: Handler, answer: Answer) -> None:
        handler.wfile.write(text.replace(b"BODY", answer.body[: len(answer.body) // 2]))

    return send


def half(handler: Handler, answer: Answer) -> None:
    handler.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n" % len(answer.body))
    handler.wfile.write(answer.body[: len(answer.body) // 2])


def drip(handler: Handler, answer: Answer) -> None:
    """A byte at a time, without end: the deadline has to stop it."""
    handler.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Length: 1000000\r\n\r\n")
    try:
        for _ in range(2000):
            handler.wfile.write(b"x")
            handler.wfile.flush()
    except OSError:
        return


def silence(handler: Handler, _: Answer) -> None:
    """Nothing at all until the other side gives up."""
    handler.connection.settimeout(2)
    try:
        handler.rfile.read(1)
    except OSError:
        return


def broken_gzip(handler: Handler, answer: Answer) -> None:
    packed = gzip.compress(answer.body)
    packed = packed[:12] + b"\xff" * 8 + packed[20:]
    handler.wfile.write(
        b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: %d\r\n\r\n" % len(packed)
    )
    handler.wfile.write(packed)


FAILURES: dict[str, Callable[[Handler, Answer], None]] = {
    "closed": lambda handler, _: None,
    "reset": reset,
    "no http": raw(b"SSH-2.0-OpenSSH_9.6\r\n"),
    "half a body": half,
    "half a chunk": raw(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nffff\r\nBODY"),
    "drip": drip,
    "silence": silence,
    "broken gzip": broken_gzip,
}


@contextmanager
def serving() -> Iterator[Publishers]:
    """A server of all publishers on loopback."""
    publishers = Publishers()
    handler = type("Own", (Handler,), {"publishers": publishers})
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    server.daemon_threads = True
    publishers.base = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    try:
        yield publishers
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def client(folder: Path, attempts: int = 1, **patience: float) -> Client:
    """A client that waits for nothing."""
    how = Patience(
        connect=5.0, silence=5.0, deadline=20.0, attempts=attempts, first_wait=0.0, longest_wait=0.0
    )
    return Client(folder, dataclasses.replace(how, **patience))
