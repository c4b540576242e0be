"""What purchases do to long yields: two rulers that must not be mixed, and why the expected stock matters."""

from itertools import pairwise

from macros.figures.canvas import Picture, Plot
from macros.figures.figure import Column, Figure, ModelRun, Row, Rows, Rule, chart, values
from macros.figures.sheet import sheet
from macros.figures.theme import Layout
from macros.text import formats
from qeqt import __version__, data, runs
from qeqt.core.economy import term_premium
from qeqt.study.evidence import table

STOCK, WINDOW, EACH = "存量", "窗口", "單次"
STUDIES: tuple[tuple[str, str, str, tuple[str, str], int, str], ...] = (
    (STOCK, "Ihrig 等 2012", "美國，到 2012 年", ("ihrig_2012", "ihrig_2012"), -1, ""),
    (STOCK, "Li、Wei 2013", "美國，前兩輪加換長債", ("", ""), -1, "O17"),
    (STOCK, "Bonis 等 2017", "美國，2017 年 4 月", ("bonis_peak", "bonis_peak"), -1, "O18"),
    (STOCK, "Bonis 等 2017", "美國，2017 年底", ("bonis_2017", "bonis_2017"), -1, "O19"),
    (STOCK, "Eser 等 2019", "歐元區資產購買計畫", ("eser_app", "eser_app"), -1, "O25"),
    (WINDOW, "Gagnon 等 2011", "美國 QE1，歷次宣布合計", ("gagnon_high", "gagnon_low"), -1, "O14"),
    (WINDOW, "Joyce 等 2011", "英國 QE1，歷次宣布合計", ("joyce_gilts", "joyce_gilts"), -1, "O27"),
    (EACH, "Du 等 2024", "各國縮表", ("du_low", "du_high"), 1, ""),
)
"""Panel, study, what it measures, the facts of its low and high end, their sign, the model's experiment."""


def _studies() -> list[Row]:
    facts, known = data.facts(), {row.id: row for row in table.read_rows()}
    rows: list[Row] = []
    for panel, study, what, (first, last), sign, experiment in STUDIES:
        if first:
            low, high = sign * facts[first].value, sign * facts[last].value
            source = facts[first].source
        else:
            low = high = known[experiment].value
            source = known[experiment].source
        mine = table.outcome(known[experiment], known, {}) if experiment else None
        paths = mine.path_range if mine else None
        rows.append(
            {
                "panel": panel,
                "study": study,
                "what": what,
                "low": low,
                "high": high,
                "model": round(mine.model, 1) if mine else None,
                "model_low": round(paths[0], 1) if paths else None,
                "model_high": round(paths[1], 1) if paths else None,
                "source": source,
            }
        )
    return rows


def _deepest(rows: Rows, panel: str) -> float:
    """The largest fall that any study of a panel finds, bp."""
    return -min(float(row["low"] or 0) for row in rows if row["panel"] == panel)


def _said(rows: Rows, panel: str) -> str:
    """A panel's studies in words."""
    return "，".join(
        f"{row['study']}（{row['what']}）"
        + (f"{formats.decimal(float(row['low'] or 0), 0)} 至 " if row["low"] != row["high"] else "")
        + formats.basis_points(float(row["high"] or 0))
        for row in rows
        if row["panel"] == panel
    )


def _draw_studies(layout: Layout, rows: Rows) -> Picture:
    left = 152 if layout.narrow else 176
    plots = []
    for panel, head, span, at in (
        (STOCK, "存量：整批部位，基點（愈左壓得愈低）", (-160.0, 6.0), [-150, -100, -50, 0]),
        (WINDOW, "窗口：歷次宣布加起來，基點（愈左壓得愈低）", (-160.0, 6.0), [-150, -100, -50, 0]),
        (EACH, "窗口：每次宣布，基點（愈右升得愈高）", (-1.0, 15.0), [0, 5, 10, 15]),
    ):
        mine = [row for row in rows if row["panel"] == panel]
        plot = Plot(layout, span, (0, len(mine)), 44 * len(mine), left=left, right=14, top=40, bottom=34)
        plot.text(head, span[0], len(mine), "ink", strong=True, size=layout.label, dx=1 - left, dy=-22)
        for tick in at:
            plot.line([(tick, 0), (tick, len(mine))], "ink-soft" if tick == 0 else "rule", width=1)
        plot.categories([float(tick) for tick in at], [formats.decimal(tick, 0) for tick in at])
        for n, row in enumerate(mine):
            y = len(mine) - n - 0.5
            plot.text(str(row["study"]), span[0], y, "ink", strong=True, dx=1 - left, dy=-3)
            plot.text(str(row["what"]), span[0], y, "ink-soft", dx=1 - left, dy=layout.small + 1)
            low, high = float(row["low"] or 0), float(row["high"] or 0)
            up, down = y + 0.13, y - 0.17
            if low != high:
                plot.line([(low, up), (high, up)], "ink", width=3)
            plot.dots([(low, up), (high, up)], "ink", 58)
            if row["model"] is not None:
                if row["model_low"] is not None:
                    ends = [max(float(row["model_low"]), span[0]), float(row["model_high"] or 0)]
                    plot.line([(end, down) for end in ends], "qt", model=True, width=1.4)
                plot.dots([(float(row["model"]), down)], "qt", 34)
        if panel == STOCK:
            plot.name("論文", -65, len(mine) - 0.37, "ink", dx=8, dy=5)
            plot.name("模型", float(mine[1]["model"] or 0), len(mine) - 1.67, "qt", anchor="middle", dy=16)
        plots.append(plot)
    return sheet(layout, plots)


@chart("qe_term_premium_estimates")
def qe_term_premium_estimates() -> Figure:
    """Published effects on long yields, stock and window apart, the model's answer to the same questions."""
    rows = _studies()
    most, gagnon = _deepest(rows, STOCK), data.facts()["gagnon_all_low"].value
    return Figure(
        title=f"兩把尺最多都到 {formats.basis_points(most)}，量的卻是兩回事：整批部位，與歷次宣布",
        measure="買債與縮表對十年期利率或期限溢酬的影響，大點是論文的估計，小點與虛線是模型對同一個問題的回答",
        rows=rows,
        columns=[
            Column("panel", "哪一把尺", "text"),
            Column("study", "研究", "text"),
            Column("what", "量什麼", "text"),
            Column("low", "估計：低", "bp", 0),
            Column("high", "估計：高", "bp", 0),
            Column("model", "模型", "bp", 0),
            Column("model_low", "模型：換其他預期路徑，低", "bp", 0),
            Column("model_high", "模型：換其他預期路徑，高", "bp", 0),
            Column("source", "出處", "text"),
        ],
        rules=[
            Rule("兩組估計最多的一樣大", lambda rows: _deepest(rows, STOCK) == _deepest(rows, WINDOW)),
            Rule(
                "存量的估計在 60 到 100 個基點之間",
                lambda rows: all(
                    -100 <= float(r["low"] or 0) <= float(r["high"] or 0) <= -60
                    for r in rows
                    if r["panel"] == STOCK
                ),
            ),
            Rule(
                "模型對存量的回答，與論文相差都不到 25 個基點",
                lambda rows: all(
                    abs(float(r["model"]) - float(r["low"] or 0)) < 25
                    for r in rows
                    if r["panel"] == STOCK and r["model"] is not None
                ),
            ),
            Rule(
                "縮表的每次宣布是另一個方向，單獨一格",
                lambda rows: all((float(r["low"] or 0) > 0) == (r["panel"] == EACH) for r in rows),
            ),
        ],
        summary=(
            "三張上下分開的點圖，量的是三種不同的量。"
            f"存量：{_said(rows, STOCK)}。歷次宣布加起來：{_said(rows, WINDOW)}。"
            f"每次宣布，利率上升：{_said(rows, EACH)}。"
        ),
        other=["表中各論文；出處見資料表"],
        runs=[ModelRun("證據表", runs.parameter_set(runs.parameter_values("fed")), __version__)],
        as_of=data.facts()["du_low"].as_of,
        note=(
            "三格量的東西不同，長短不能互比；最下面一格的尺也不一樣，而且是利率上升。"
            f"Gagnon 等人加上時間序列的方法，自己給的範圍是 {formats.decimal(gagnon, 0)} 至 "
            f"{formats.basis_points(most)}，圖上只畫宣布窗口。"
            "模型的虛線：換成合理範圍內其他的預期持有路徑會得到多少，參數不動；超出圖框的部分截去。"
        ),
        draw=lambda layout: _draw_studies(layout, rows),
    )


PLANS: tuple[tuple[str, str, int, int], ...] = (
    ("拿五年", "再五年縮完", 60, 60),
    ("拿十年", "再五年縮完", 120, 60),
    ("永遠拿著", "不縮", 0, 0),
)
"""Name, what follows, months held, months of run-off; none: held for ever."""
DRAWN = 240
"""Months of a plan that are drawn: twenty years."""


def _path(held: int, runoff: int) -> list[float]:
    """Expected holdings month by month, share of GDP, the last one lasting for ever."""
    if not held:
        return [0.01]
    return [0.01] * held + [0.01 * (1 - (n + 1) / runoff) for n in range(runoff)]


def _effect(held: int, runoff: int, parameters: dict[str, float]) -> float:
    discount = parameters["discount_quarterly"] ** (1 / term_premium.MONTHS_PER_QUARTER)
    value = term_premium.present_values(_path(held, runoff), discount)[0] / term_premium.MONTHS_PER_QUARTER
    return float(
        term_premium.stock_effect(value, 0.0, term_premium.market_amplifier(0.0, parameters), parameters)
    )


def _plans() -> list[Row]:
    central = runs.parameter_values("fed")
    known = data.parameters("fed")
    keys = ("stock_coefficient", "discount_quarterly")
    rows: list[Row] = []
    for name, then, held, runoff in PLANS:
        ends = [
            _effect(held, runoff, {**central, **{key: getattr(known[key], end) for key in keys}})
            for end in ("low", "high")
        ]
        rows.append(
            {
                "plan": f"{name}，{then}",
                "effect": round(_effect(held, runoff, central), 1),
                "low": round(min(ends), 1),
                "high": round(max(ends), 1),
            }
        )
    return rows


def _draw_plans(layout: Layout, rows: Rows) -> Picture:
    paths = Plot(layout, (-0.5, 2.5), (0, 1.3), 84, left=44, right=12, top=44, bottom=14)
    paths.heading("預期持有量，占 GDP 的 %，二十年")
    paths.grid([0, 1], ["0", "1"])
    effects = Plot(layout, (-0.5, 2.5), (-95, 0), 200, left=44, right=12, top=40, bottom=44)
    effects.heading("今天的十年期殖利率，基點")
    at = [0, -20, -40, -60, -80]
    effects.grid(at, [formats.decimal(v, 0) for v in at])
    for n, (row, (name, then, held, runoff)) in enumerate(zip(rows, PLANS, strict=True)):
        share = _path(held, runoff)
        months = range(0, DRAWN + 1, 12)
        points = [(n - 0.4 + 0.8 * m / DRAWN, 100 * share[min(m, len(share) - 1)]) for m in months]
        paths.band([(x, 0, y) for x, y in points], "qe", opacity=0.3)
        paths.line(points, "qe", model=True)
        low, high, effect = (float(row[key] or 0) for key in ("low", "high", "effect"))
        effects.bars([(n - 0.32, n + 0.32, low, high)], "qe", opacity=0.2)
        effects.line([(n - 0.32, effect), (n + 0.32, effect)], "qe", model=True, width=2.4)
        effects.name(formats.decimal(effect, 0), n, effect, "qe", anchor="middle", dy=17)
        effects.text(name, n, -95, "ink", anchor="middle", dy=8 + layout.small)
        effects.text(then, n, -95, "ink-soft", anchor="middle", dy=8 + 2.3 * layout.small)
    return sheet(layout, [paths, effects])


@chart("qe_stock_not_flow")
def qe_stock_not_flow() -> Figure:
    """The same purchase of one per cent of GDP under three expectations of how long it is held."""
    rows = _plans()
    short, _, ever = values(rows, "effect")
    parameters = runs.parameter_values("fed")
    return Figure(
        title=(
            f"同樣買 GDP 的 1%，預期永遠拿著，效果是拿五年的 {ever / short:.1f} 倍："
            f"{formats.decimal(ever, 1)} 對 {formats.basis_points(short, 1)}"
        ),
        measure="模型：三種預期之下，買進當天十年期公債殖利率的變動；淺色是參數的範圍",
        rows=rows,
        columns=[
            Column("plan", "大家預期的路徑", "text"),
            Column("effect", "對十年期殖利率", "bp", 1),
            Column("low", "範圍：低", "bp", 1),
            Column("high", "範圍：高", "bp", 1),
        ],
        rules=[
            Rule(
                "三倍以上",
                lambda rows: values(rows, "effect")[-1] < 3 * values(rows, "effect")[0] < 0,
            ),
            Rule(
                "拿得愈久，效果愈大",
                lambda rows: all(b < a for a, b in pairwise(values(rows, "effect"))),
            ),
            Rule(
                "與公開模型附錄的換算一致",
                lambda rows: (
                    abs(values(rows, "effect")[0] + 9) < 1.5 and abs(values(rows, "effect")[-1] + 33) < 1.5
                ),
            ),
        ],
        summary=(
            "上圖是三條預期持有路徑，下圖是買進當天的效果："
            + "，".join(
                f"{row['plan']}，{formats.basis_points(float(row['effect'] or 0), 1)}"
                f"（範圍 {formats.decimal(float(row['low'] or 0), 0)} 至 "
                f"{formats.basis_points(float(row['high'] or 0))}）"
                for row in rows
            )
            + "。"
        ),
        other=["式子：Chung、Laforte、Reifschneider、Williams（2011）附錄"],
        runs=[ModelRun("三種預期路徑", runs.parameter_set(parameters), __version__)],
        note=(
            "買的是十年期當量，市場平靜；範圍由存量係數與折現因子的上下限組成。"
            "愈是永遠拿著，折現因子愈重要，範圍也愈寬。永遠拿著是對照用的極端，不能乘上實際買的金額。"
        ),
        draw=lambda layout: _draw_plans(layout, rows),
    )
