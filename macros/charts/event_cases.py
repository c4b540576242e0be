"""The figures of the cases: each an episode of days, weeks or months with what was announced."""

from collections.abc import Callable

from macros.charts.event_days import Around, Episode, figure_of
from macros.figures.figure import Figure, chart
from macros.text import formats

NO_GILTS = "英國公債的逐日殖利率沒有找到可以公開引用的表，所以畫的是美國的；正文的殖利率另有出處。"


def pct(value: float, places: int = 1) -> str:
    """Print the size of a change in per cent."""
    return formats.percent(abs(value), places)


def way(value: float, up: str, down: str) -> str:
    """Name the direction of a change."""
    return up if value > 0 else down


def _twd(around: Around, start: str, end: str, places: int = 1) -> str:
    moved = around.stronger(start, end)
    return f"新台幣{way(moved, '升', '貶')} {pct(moved, places)}"


def _taiex(around: Around, start: str, end: str, places: int = 1) -> str:
    moved = around.rose("taiex", start, end)
    return f"加權指數{way(moved, '漲', '跌')} {pct(moved, places)}"


EPISODES: dict[str, Episode] = {
    "case_boj_2001": Episode(
        lambda a: f"日銀宣布前到月底：日圓貶 {pct(a.stronger('2001-03-16', '2001-03-30', 'usdjpy'))}，"
        f"{_twd(a, '2001-03-16', '2001-03-30')}",
        "日圓、加權指數與新台幣，2001 年 2 月 26 日至 4 月 30 日，每個交易日",
        ["days_2001_japan"], ["usdjpy", "taiex", "twd"], {"boj-first-qe": "日銀宣布"},
        {
            "日圓與新台幣都貶": lambda a: max(
                a.stronger("2001-03-16", "2001-03-30", key) for key in ("usdjpy", "twd")) < 0,
        },
    ),
    "case_first_round": Episode(
        lambda a: "聯準會宣布後五個星期，"
        f"殖利率降了 {formats.points(-a.points('us_10y', '2008-11-24', '2008-12-31'))}，"
        f"{_taiex(a, '2008-11-24', '2008-12-31', 0)}",
        "美國十年期公債殖利率、加權指數與新台幣，2008 年 11 月 3 日至 12 月 31 日，每個交易日",
        ["days_2008_first_round"], ["us_10y", "taiex", "twd"],
        {"fed-qe1": "宣布買房貸證券", "fed-zero": "利率降到零"},
        {
            "殖利率降了超過一個百分點": lambda a: a.points("us_10y", "2008-11-24", "2008-12-31") < -1,
            "台股上漲": lambda a: a.rose("taiex", "2008-11-24", "2008-12-31") > 0,
        },
    ),
    "case_smp_2010": Episode(
        lambda a: f"宣布買債之後兩個多星期，{_taiex(a, '2010-05-10', '2010-05-25')}，"
        f"{_twd(a, '2010-05-10', '2010-05-25')}",
        "美國十年期公債殖利率、加權指數與新台幣，2010 年 4 月 15 日至 6 月 30 日，每個交易日",
        ["days_2010_smp"], ["us_10y", "taiex", "twd"],
        {"ecb-smp": "歐洲央行宣布", "cbc-first-hike-2010": "台灣升息"},
        {
            "台股跌、新台幣貶": lambda a: a.rose("taiex", "2010-05-10", "2010-05-25") < 0
            and a.stronger("2010-05-10", "2010-05-25") < 0,
        },
        note="歐元區各國公債的逐日殖利率沒有找到可以公開引用的表，所以畫的是美國的。",
    ),
    "case_taper_2013": Episode(
        lambda a: f"一個月裡殖利率升了 {formats.points(a.points('us_10y', '2013-05-21', '2013-06-24'))}，"
        f"{_taiex(a, '2013-05-21', '2013-06-24')}，新台幣只貶 {pct(a.stronger('2013-05-21', '2013-06-24'))}",
        "美國十年期公債殖利率、加權指數與新台幣，2013 年 5 月 1 日至 7 月 12 日，每個交易日",
        ["days_2013_taper"], ["us_10y", "taiex", "twd"], {"taper-tantrum": "柏南克談減購"},
        {
            "殖利率升了半個百分點以上": lambda a: a.points("us_10y", "2013-05-21", "2013-06-24") > 0.5,
            "新台幣貶得比台股少": lambda a: 0 < -a.stronger("2013-05-21", "2013-06-24")
            < -a.rose("taiex", "2013-05-21", "2013-06-24"),
        },
    ),
    "case_repo_2019": Episode(
        lambda a: f"紐約的隔夜利率一天升了 {formats.points(a.points('sofr', '2019-09-16', '2019-09-17'))}；"
        f"台北那一天，{_twd(a, '2019-09-16', '2019-09-17', 2)}",
        "擔保隔夜融資利率、加權指數與新台幣，2019 年 8 月 26 日至 10 月 25 日，每個交易日",
        ["days_2019_repo", "us_money_market_2019"], ["sofr", "taiex", "twd"],
        {"repo-spike-2019": "利率飆高"},
        {
            "隔夜利率一天升超過兩個百分點": lambda a: a.points("sofr", "2019-09-16", "2019-09-17") > 2,
            "新台幣動不到 0.5%": lambda a: abs(a.stronger("2019-09-16", "2019-09-17")) < 0.5,
        },
    ),
    "case_march_2020": Episode(
        lambda a: f"宣布之後還在跌：3 月 13 日到 19 日，{_taiex(a, '2020-03-13', '2020-03-19')}；"
        f"不設上限之後兩週才漲回 {pct(a.rose('taiex', '2020-03-20', '2020-04-06'))}",
        "美國十年期公債殖利率、加權指數與新台幣，2020 年 2 月 17 日至 5 月 8 日，每個交易日",
        ["days_2020_march"], ["us_10y", "taiex", "twd"],
        {"fed-emergency": "緊急降息購債", "cbc-cut-2020": "台灣降息", "fed-unlimited": "不設上限"},
        {
            "緊急宣布之後台股又跌一成以上": lambda a: a.rose("taiex", "2020-03-13", "2020-03-19") < -10,
            "不設上限之後上漲": lambda a: a.rose("taiex", "2020-03-20", "2020-04-06") > 0,
        },
    ),
    "case_uk_2022": Episode(
        lambda a: f"9 月 28 日，{_taiex(a, '2022-09-27', '2022-09-28')}；"
        f"整個 9 月，{_twd(a, '2022-08-31', '2022-09-30')}",
        "美國十年期公債殖利率、加權指數與新台幣，2022 年 8 月 29 日至 10 月 31 日，每個交易日",
        ["days_2022_gilts"], ["us_10y", "taiex", "twd"],
        {"cbc-hike-reserve-ratio-2022-09": "台灣升息", "boe-ldi": "英格蘭銀行買債"},
        {
            "那天台股下跌": lambda a: a.rose("taiex", "2022-09-27", "2022-09-28") < 0,
            "9 月新台幣貶值": lambda a: a.stronger("2022-08-31", "2022-09-30") < -2,
        },
        note=NO_GILTS,
    ),
    "case_svb_2023": Episode(
        lambda a: "三個交易日，"
        f"兩年期殖利率降了 {formats.points(-a.points('us_2y', '2023-03-08', '2023-03-13'))}；"
        f"台北{_taiex(a, '2023-03-08', '2023-03-13')}",
        "美國兩年期公債殖利率、加權指數與新台幣，2023 年 2 月 13 日至 4 月 14 日，每個交易日",
        ["days_2023_svb"], ["us_2y", "taiex", "twd"],
        {"svb-fails": "矽谷銀行倒閉", "cbc-hike-2023": "台灣升息"},
        {
            "兩年期殖利率降了一個百分點上下": lambda a: (
                -1.2 < a.points("us_2y", "2023-03-08", "2023-03-13") < -0.8
            ),
            "台股跌不到 3%": lambda a: -3 < a.rose("taiex", "2023-03-08", "2023-03-13") < 0,
        },
    ),
    "case_august_2024": Episode(
        lambda a: f"8 月 5 日{_taiex(a, '2024-08-02', '2024-08-05')}；"
        f"從 7 月 10 日算起，日圓升了 {pct(a.stronger('2024-07-10', '2024-08-05', 'usdjpy'))}",
        "日圓、加權指數與新台幣，2024 年 7 月 8 日至 9 月 6 日，每個交易日",
        ["days_2024_august"], ["usdjpy", "taiex", "twd"],
        {"boj-hike-taper": "日銀升息", "carry-unwind": "全球重挫"},
        {
            "台股一天跌超過 8%": lambda a: a.rose("taiex", "2024-08-02", "2024-08-05") < -8,
            "日圓升超過一成": lambda a: a.stronger("2024-07-10", "2024-08-05", "usdjpy") > 10,
        },
    ),
    "case_may_2025": Episode(
        lambda a: f"兩個交易日，{_twd(a, '2025-04-30', '2025-05-05')}；"
        f"{_taiex(a, '2025-04-30', '2025-05-05')}",
        "新台幣與加權指數，2025 年 4 月 1 日至 6 月 13 日，每個交易日",
        ["days_2025_may"], ["taiex", "twd"],
        {"tw-stabilisation-fund": "關稅暫緩、國安基金進場", "twd-surge": "央行記者會"},
        {"兩個交易日升了 6% 以上": lambda a: a.stronger("2025-04-30", "2025-05-05") > 6},
        note="壽險、出口商與外資那兩天各賣多少美元，沒有逐日的公開數字。",
    ),
    "case_half_year_2025": Episode(
        lambda a: f"6 月 30 日一天貶 {pct(a.stronger('2025-06-27', '2025-06-30'))}，"
        f"隔天{_twd(a, '2025-06-30', '2025-07-01')[3:]}",
        "新台幣與加權指數，2025 年 6 月 2 日至 7 月 31 日，每個交易日",
        ["days_2025_half_year"], ["taiex", "twd"], {"twd-half-year-2025": "半年底"},
        {
            "半年底那天貶、隔天升": lambda a: a.stronger("2025-06-27", "2025-06-30") < 0
            < a.stronger("2025-06-30", "2025-07-01"),
        },
    ),
    "case_december_2025": Episode(
        lambda a: f"縮表停止前後一個月，{_twd(a, '2025-11-28', '2025-12-31')}，"
        f"{_taiex(a, '2025-11-28', '2025-12-31')}",
        "美國十年期公債殖利率、加權指數與新台幣，2025 年 11 月 3 日至 2026 年 1 月 9 日，每個交易日",
        ["days_2025_december"], ["us_10y", "taiex", "twd"],
        {"fed-qt2-ends": "縮表停止", "fed-rmp-decided": "決定買國庫券", "cbc-hold-2025-12": "台灣不動"},
        {"新台幣動不到 1%": lambda a: abs(a.stronger("2025-11-28", "2025-12-31")) < 1},
    ),
    "case_taiwan_2022": Episode(
        lambda a: f"從年初到 10 月的低點，{_taiex(a, '2021-12-31', '2022-10-28', 0)}，"
        f"{_twd(a, '2021-12-31', '2022-10-28', 0)}",
        "加權指數與新台幣，2022 年，每週最後一個交易日",
        ["weeks_2022_taiwan"], ["taiex", "twd"],
        {"cbc-first-hike-2022": "台灣升息", "fed-qt2-starts": "縮表開始", "taiex-low-2022": "低點"},
        {
            "台股跌兩成以上": lambda a: a.rose("taiex", "2021-12-31", "2022-10-28") < -20,
            "新台幣貶一成以上": lambda a: a.stronger("2021-12-31", "2022-10-28") < -10,
        },
        note="一整年用週看：事情是慢慢來的。", axis="months",
    ),
    "case_insurers_2022": Episode(
        lambda a: "到 2022 年 10 月底，"
        f"美國十年期殖利率十個月升了 {formats.points(a.points('us_10y', '2021-12-31', '2022-10-31'))}，"
        f"{_twd(a, '2021-12-31', '2022-10-31', 0)}：債券跌價，新台幣計的金額卻變多",
        "美國十年期公債殖利率與新台幣，2021 至 2023 年，月底",
        ["months_2022_insurers"], ["us_10y", "twd"], {"tw-insurers-reclassify": "六家改列"},
        {
            "殖利率升了兩個百分點以上": lambda a: a.points("us_10y", "2021-12-31", "2022-10-31") > 2,
            "新台幣貶值": lambda a: a.stronger("2021-12-31", "2022-10-31") < 0,
        },
        note="壽險的淨值按季公布，沒有逐日數字，所以用月底。", axis="years",
    ),
    "case_taiwan_1987": Episode(
        lambda a: f"1985 年底到 1989 年 8 月，一美元從換 {formats.decimal(a.at('twd', '1985-12-31'), 1)} 元"
        f"變成 {formats.decimal(a.at('twd', '1989-08-31'), 1)} 元",
        "一美元換多少新台幣，1985 年底至 1990 年底，月底",
        ["months_1987_taiwan"], ["twd"], {},
        {"升了一半以上": lambda a: a.stronger("1985-12-31", "1989-08-31") > 50},
        note="當年的事以年計，逐日的圖看不出更多；央行的盈虧與繳庫見正文。", axis="years",
    ),
    "case_hot_money": Episode(
        lambda a: f"2009 年 2 月底到 2011 年 4 月底，{_twd(a, '2009-02-28', '2011-04-30', 0)}",
        "一美元換多少新台幣，2009 年至 2012 年，月底",
        ["months_2009_hot_money"], ["twd"],
        {"cbc-bans-foreign-time-deposits": "外資不得存定存", "cbc-special-reserve-foreign": "活存提高準備"},
        {"升了兩成上下": lambda a: 18 < a.stronger("2009-02-28", "2011-04-30") < 25},
        note="三年的事用月底看。", axis="years",
    ),
}  # fmt: skip


def _register(name: str, episode: Episode) -> None:
    def drawn() -> Figure:
        return figure_of(episode)

    registered: Callable[[], Figure] = chart(name)(drawn)
    registered.__doc__ = episode.measure


for _name, _episode in EPISODES.items():
    _register(_name, _episode)
