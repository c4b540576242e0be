"""Pictures that no pair of axes explains: stacked bars, accounts in words, plans drawn from their terms."""

from collections.abc import Mapping, Sequence
from itertools import groupby
from typing import Any

from tests.figures import picture_axes
from tests.figures.picture_axes import PictureError, number
from tests.figures.picture_look import HAIR
from tests.figures.picture_marks import Drawing, Mark
from tests.figures.picture_match import decimal_year, match_panel
from tests.figures.picture_series import Shown, line

Row = Mapping[str, Any]
BANKS = {"日本銀行": "boj", "英格蘭銀行": "boe", "歐元體系": "ecb", "聯準會": "fed"}
KINDS = {"government": 0.95, "pandemic": 0.62, "housing": 0.42, "private": 0.26, "shares": 0.42}
"""Kind of holding, in the order in which they lie, and how full its tint."""


def _runs(rects: Sequence[Mark]) -> list[tuple[float, float, Mark]]:
    return sorted((mark.box[0], mark.box[2], mark) for mark in rects)


def four_banks(drawing: Drawing, rows: Sequence[Row]) -> None:
    """Each bank's bar: its segments in the bank's colour, as long as its columns, the kinds by their tint."""
    (axis,) = list(picture_axes.foot_axes(drawing))
    scale = picture_axes.fitted([(w.x, number(w.text) or 0.0) for w in axis], axis)
    heads = {}
    for row in rows:
        colour, where = BANKS[row["bank"]], f"qe_four_banks, {row['bank']}"
        (head,) = [w for w in drawing.words if w.text.startswith(row["bank"])]
        heads[row["bank"]] = head.y
        if head.colour != colour or not head.text.endswith(f"{row['total']:.0f}%"):
            raise PictureError(f"{where}: named {head.text!r} in {head.colour}")
        segments = [m for m in drawing.marks if m.kind == "rect" and m.colour == colour]
        at = 0.0
        for kind, tint in KINDS.items():
            if not row[kind]:
                continue
            drawn = [
                m for m in segments if abs(m.box[0] - scale.px(at)) < HAIR and abs(m.opacity - tint) < 0.01
            ]
            at += row[kind]
            if not drawn or abs(drawn[0].box[2] - scale.px(at)) > HAIR:
                ends = [f"{scale.value(m.box[0]):.1f} to {scale.value(m.box[2]):.1f}" for m in segments]
                raise PictureError(f"{where}: {kind} {row[kind]} ends at {at:.1f}; drawn are {ends}")
            if not 0 < drawn[0].box[1] - head.y < 15:
                raise PictureError(f"{where}: {kind} does not lie under the bank's name")
            segments.remove(drawn[0])
        if segments:
            raise PictureError(f"{where}: {len(segments)} segments show no column")


def two_walks(drawing: Drawing, rows: Sequence[Row]) -> None:
    """Two sheets: each side's segments from the top down to the ground, as high as their shares."""
    words = list(drawing.words)
    looks: dict[tuple[str, str], tuple[str, float]] = {}
    for (bank, side), group in groupby(rows, key=lambda r: (r["bank"], r["side"])):
        items, where = list(group), f"taiwan_two_walks, {bank}, {side}"
        (head,) = [w for w in words if w.text == bank]
        (foot,) = sorted(
            (w for w in words if w.text == side and w.y > head.y and w.x > head.x - 5),
            key=lambda w: (w.y, abs(w.x - head.x)),
        )[:1]
        mine = [
            m
            for m in drawing.marks
            if m.kind == "rect" and m.box[0] < foot.x < m.box[2] and head.y < m.centre[1] < foot.y
        ]
        if len(mine) != len(items):
            raise PictureError(f"{where}: {len(mine)} segments for {len(items)} rows")
        low, high = max(m.box[3] for m in mine), min(m.box[1] for m in mine)
        ground = low
        for row, mark in zip(items, sorted(mine, key=lambda m: -m.box[3]), strict=True):
            share = 100 * (mark.box[3] - mark.box[1]) / (low - high)
            if abs(share - row["share"]) > 0.2 or abs(mark.box[3] - ground) > 0.3:
                raise PictureError(f"{where}: {row['item']} is {row['share']}%, drawn {share:.1f}%")
            ground = mark.box[1]
            named = [
                w.text
                for w in words
                if mark.box[0] < w.x < mark.box[2] and mark.box[1] - 4 < w.middle < mark.box[3] + 4
            ]
            if (
                f"{row['item']} {row['share']:.1f}%" not in named
                and f"{row['item']} {row['share']:g}%" not in named
            ):
                raise PictureError(f"{where}: {row['item']} {row['share']} is named {named}")
            look = (mark.colour, mark.opacity)
            key = (bank, row["item"])
            if look in looks.values() and mark.colour != "band":
                shared = [k for k, v in looks.items() if v == look]
                if any(k[1] != row["item"] for k in shared):
                    raise PictureError(f"{where}: {row['item']} looks like {shared}")
            looks[key] = look
    homes = {"聯準會": "fed", "台灣央行": "cbc"}
    for (bank, item), (colour, _) in looks.items():
        home = next(v for k, v in homes.items() if bank.startswith(k))
        if item in ("公債", "房貸證券", "外匯等國外資產", "定期存單", "轉存款") and colour != home:
            raise PictureError(f"taiwan_two_walks: {item} of {bank} is {colour}, not {home}")


def purchase_walk(drawing: Drawing, rows: Sequence[Row]) -> None:
    """Accounts in words: each change under its side of its book, assets left, additions warm."""
    said = sorted(
        (w for w in drawing.words if w.strong and w.anchor == "middle" and number(w.text) is None),
        key=lambda w: (w.y, w.x),
    )
    cases = [w for w in drawing.words if w.strong and w.anchor == "start"]
    books = [w for w in said if w.text in {row["book"] for row in rows}]
    entries = [w for w in said if w not in books]
    found = []
    for word in entries:
        book = max(
            (b for b in books if b.y < word.y and abs(b.x - word.x) < 100),
            key=lambda b: (b.y, -abs(b.x - word.x)),
        )
        case = max((c for c in cases if c.y < word.y), key=lambda c: c.y)
        side = "資產" if word.x < book.x else "負債"
        heads = [
            w for w in drawing.words if w.text == side and abs(w.x - word.x) < 1 and 0 < word.y - w.y < 60
        ]
        if not heads:
            raise PictureError(f"qe_purchase_walk: {word.text!r} does not stand under {side}")
        item, change = word.text.rsplit(" ", 1)
        amount = float(change.replace("+", "").replace("−", "-"))
        if (amount > 0) != (word.colour == "qe"):
            raise PictureError(f"qe_purchase_walk: {word.text!r} is {word.colour}")
        found.append((case.text.split("：")[0][2:], book.text, side, item, amount))
    wanted = sorted((r["case"], r["book"], r["side"], r["item"], r["change"]) for r in rows)
    if sorted(found) != wanted:
        raise PictureError(
            f"qe_purchase_walk: drawn {sorted(set(found) ^ set(wanted))} otherwise than the rows"
        )


LANES = {
    "fed": "聯準會",
    "ecb": "歐洲央行",
    "boe": "英格蘭銀行",
    "boj": "日本銀行",
    "cbc": "台灣央行",
    "other": "其他",
}
LOOKS = {"qe": ("area", "qe"), "qt": ("area", "qt")}
"""Kind of event: whether it is drawn by a triangle or a dot, and its colour; any other is a quiet dot."""


def events_over_holdings(drawing: Drawing, rows: Sequence[Row]) -> None:
    """Each event on its day above its bank's line, looking like its kind; below, what each bank holds."""
    where = "timeline_over_holdings"
    (held,) = picture_axes.panels(drawing, None)
    first = held.y.px(max(value for _, value in held.y.ticks)) if held.y else 0.0
    rules = [m for m in drawing.marks if m.kind == "rule" and m.box[2] - m.box[0] > 60]
    grounds = sorted(m.centre[1] for m in rules if m.centre[1] < first - 1)
    if held.x is None or len(grounds) != len(LANES):
        raise PictureError(f"{where}: {len(grounds)} lanes for {len(LANES)} banks")
    held.top = grounds[-1] + 1
    held.marks = tuple(m for m in held.marks if m.centre[1] > held.top)
    held.words = tuple(w for w in held.words if w.y > held.top)
    banks = ("fed", "ecb", "boe", "boj")
    holders = Shown(tuple(line(bank, bank, LANES[bank]) for bank in banks), at="day")
    assets = [row for row in rows if not row.get("id")]
    match_panel(held, holders, assets, dict.fromkeys(("date", *banks), "percent of GDP"), where)
    named = {w.text: w.y for w in drawing.words if w.text in LANES.values() and w.y < grounds[-1] + 1}
    lanes = dict(zip(LANES, zip([0.0, *grounds], grounds, strict=False), strict=True))
    left = [m for m in drawing.marks if m.kind in ("dot", "area") and m.centre[1] < grounds[-1]]
    for row in rows:
        if not row.get("id"):
            continue
        kind, colour = LOOKS.get(row["kind"], ("dot", "ink-soft"))
        x, (top, ground) = held.x.px(decimal_year(row["date"], "start")), lanes[row["bank"]]
        found = [
            m
            for m in left
            if (m.kind, m.colour) == (kind, colour)
            and abs(m.centre[0] - x) < HAIR
            and top < m.centre[1] < ground
        ]
        if not found or not top < named[LANES[row["bank"]]] <= ground:
            raise PictureError(f"{where}: no {colour} {kind} of {row['id']} in the lane of {row['bank']}")
        left.remove(found[0])
    if left:
        raise PictureError(f"{where}: {len(left)} marks show no event; the first at {left[0].centre}")


PLANS = {"拿五年，再五年縮完": (60, 60), "拿十年，再五年縮完": (120, 60), "永遠拿著，不縮": (240, 0)}
"""Plan as the rows name it: months held, months of run-off."""


def held(plan: str, month: int) -> float:
    """Holdings in a month of a plan, percent of GDP."""
    kept, runoff = PLANS[plan]
    return 1.0 if month <= kept - 1 or not runoff else max(0.0, 1 - (month - kept + 1) / runoff)


def stock_not_flow(drawing: Drawing, rows: Sequence[Row]) -> None:
    """Above, each plan's path in its own place; below, its effect with its range."""
    paths, effects = picture_axes.panels(drawing, None)
    names = [w for w in effects.categories if any(r["plan"].startswith(w.text) for r in rows)]
    if [w.text for w in names] != [r["plan"].split("，")[0] for r in rows]:
        raise PictureError(f"qe_stock_not_flow: the places are named {[w.text for w in names]}")

    widths = []
    for row, name in zip(rows, names, strict=True):
        place = name.x
        curve = [
            m for m in paths.marks if m.kind == "line" and m.colour == "qe" and abs(m.centre[0] - place) < 5
        ]
        if len(curve) != 1 or curve[0].dash != "5,4":
            raise PictureError(f"qe_stock_not_flow: {row['plan']}: {len(curve)} dashed paths over its name")
        left, _, right, _ = curve[0].box
        widths.append(right - left)
        for x, y in curve[0].points:
            month = round(240 * (x - left) / (right - left))
            if paths.y is None or abs(y - paths.y.px(held(row["plan"], month))) > HAIR:
                raise PictureError(f"qe_stock_not_flow: {row['plan']}: month {month} is drawn otherwise")
        if effects.y is None:
            raise PictureError("qe_stock_not_flow: no value axis")
        ends = sorted(effects.y.px(row[key]) for key in ("low", "high"))
        box = [
            m
            for m in effects.marks
            if m.kind == "rect" and m.colour == "qe" and abs(m.centre[0] - place) < HAIR
        ]
        level = [
            m
            for m in effects.marks
            if m.kind in ("line", "rule") and m.colour == "qe" and abs(m.centre[0] - place) < HAIR
        ]
        if len(box) != 1 or abs(box[0].box[1] - ends[0]) > HAIR or abs(box[0].box[3] - ends[1]) > HAIR:
            raise PictureError(f"qe_stock_not_flow: {row['plan']}: its range is drawn otherwise")
        if len(level) != 1 or abs(level[0].centre[1] - effects.y.px(row["effect"])) > HAIR:
            raise PictureError(f"qe_stock_not_flow: {row['plan']}: its effect is drawn otherwise")
        said = [
            w for w in effects.words if w.strong and abs(w.x - place) < HAIR and number(w.text) is not None
        ]
        if [number(w.text) for w in said] != [round(row["effect"])]:
            raise PictureError(f"qe_stock_not_flow: {row['plan']} says {[w.text for w in said]}")
    if max(widths) - min(widths) > 0.3:
        raise PictureError(f"qe_stock_not_flow: twenty years are drawn in {widths} px")
