"""How each publisher of the tests writes its answer: a table of text, JSON, or either packed."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Callable, Iterator
from datetime import date

from qeqt.data.official.build import DFA_GROUPS
from qeqt.data.official.readers.csv_files import DFA_FILE, MONTHS
from tests.data.official.observed import UNITS, Pairs

Encode = Callable[[dict[str, Pairs]], bytes]

CHANGED = "2026-10-07"
"""When Taiwan's central bank last changed its files."""


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
        "meta": {"filename": f"{file}.px", "units": UNITS[next(iter(every))], "last_updated": CHANGED},
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
