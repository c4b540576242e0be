"""What a sentence may claim: units, hearsay, borrowed sentences, and the law on investment advice."""

import hashlib
import re
import unicodedata
from functools import cache

from qeqt import data
from tests.book import ROOT
from tests.text.prose import CALL, KEY, everything, pages, paragraphs, sources, units

LENGTH = 12
WIDTH = 5
SHINGLES = ROOT / "tests" / "data" / "borrowed_shingles.bin"
"""Hashes of every run of twelve characters whose sentences must not recur; five bytes each, sorted."""

OFFICIAL = ("《貨幣政策架構操作策略檢視報告》", "聯邦公開市場委員會", "公開市場操作")

ADVICE = {
    r"逢[低高]|布局|佈局|停損|停利|卡位|抄底|追高": "說機制，不教進出",
    r"(?:可以?|應|宜|該|趁)再?(?:加碼|減碼|進場|出場)": "說機制，不教進出",
    r"(?:建議|應該|不妨|可以考慮|最好)[^，。；]{0,8}(?:買|賣|持有|配置|增加|減少)": "不用祈使句",
    r"目標價|上看\s*\d|下看\s*\d|合理價": "不寫目標價",
    r"配置[^，。；]{0,6}(?:成|%|比重)|股債比": "不寫配置比例",
    r"\b(?:TLT|VOO|VTI|SPY|QQQ|IEF|SHY)\b|\b00\d{2,3}[A-Z]?\b|\b\d{4}\.TW\b": "不寫標的代號",
    r"開戶(?!。)[^，。；]{0,6}(?:連結|優惠|送)|推薦碼|折扣碼": "不放券商連結",
}


def shingles(text: str) -> dict[bytes, str]:
    """Every run of twelve characters, hashed; spaces do not count."""
    tight = re.sub(r"\s+", "", unicodedata.normalize("NFKC", text))
    runs = (tight[at : at + LENGTH] for at in range(len(tight) - LENGTH + 1))
    return {hashlib.blake2b(run.encode(), digest_size=WIDTH).digest(): run for run in runs}


@cache
def unpacked(packed: bytes) -> frozenset[bytes]:
    """Every hash of the packed list."""
    return frozenset(packed[at : at + WIDTH] for at in range(0, len(packed), WIDTH))


def recurring(text: str, packed: bytes) -> list[str]:
    """The runs of a text whose hashes are in the packed list, names of offices and reports excepted."""
    known = unpacked(packed)
    names = [unicodedata.normalize("NFKC", name) for name in OFFICIAL]
    return [
        run
        for digest, run in shingles(text).items()
        if digest in known and not any(run in name for name in names)
    ]


def test_no_sentence_is_borrowed() -> None:
    packed = SHINGLES.read_bytes()
    slips = [f"{passage.place}: {run}" for passage in everything() for run in recurring(passage.text, packed)]
    assert slips == []


def test_a_borrowed_run_is_found_whatever_its_spaces_and_marks() -> None:
    packed = b"".join(sorted(shingles("買進的債券會到期，到期的債券不會回來。")))
    assert recurring("有人說：買進的債券 會到期,到期的債券", packed) == [
        "買進的債券會到期,到期的",
        "進的債券會到期,到期的債",
        "的債券會到期,到期的債券",
    ]
    assert recurring("買進的債券沒有到期，到期的也沒有回來。", packed) == []


def test_the_list_of_borrowed_runs_is_whole() -> None:
    packed = SHINGLES.read_bytes()
    entries = [packed[at : at + WIDTH] for at in range(0, len(packed), WIDTH)]
    assert entries == sorted(set(entries)) and len(entries) > 5000


def test_a_change_of_a_rate_is_counted_in_points() -> None:
    known = units()
    slips = []
    for place, paragraph in paragraphs():
        for found in re.finditer(r"(?:升息|降息|調升|調降)(?:合計)?(?:約)? ?(?=\[\[)", paragraph):
            call = CALL.match(paragraph, found.end())
            key = KEY.search(call["arguments"]) if call and call["macro"] == "fact" else None
            if key and known[key["key"]] not in ("percentage points", "bp", "count"):
                slips.append(f"{place}: {found[0]}{key['key']} ({known[key['key']]})")
    assert slips == []


def test_hearsay_says_so_where_it_is_printed() -> None:
    reported = {key for key, fact in data.facts().items() if fact.reported}
    slips = [
        f"{place}: {key['key']}"
        for place, paragraph in paragraphs()
        for call in CALL.finditer(paragraph)
        if call["macro"] == "fact" and (key := KEY.search(call["arguments"])) and key["key"] in reported
        if "據報導" not in paragraph
    ]
    assert reported and slips == []


def test_nobody_is_told_what_to_buy_or_sell() -> None:
    slips = [
        f"{slip}: {better}"
        for passage in everything()
        for wrong, better in ADVICE.items()
        for slip in passage.slips(wrong)
        if passage.place != "docs/authors.md"
    ]
    assert slips == []


def test_every_page_answers_in_one_sentence_under_its_title() -> None:
    slips = [
        source.name
        for source in sources()
        if source.name != "index.md" or source.parent.name != "docs"
        if '!!! abstract "一句話"' not in source.read_text(encoding="utf-8")
    ]
    assert slips == []


def test_a_chapter_not_yet_written_says_so_in_the_same_words() -> None:
    slips = [
        page.place
        for page in pages()
        if "寫完之後" in page.text
        and "這一章還沒寫完" not in page.text
        and not page.place.endswith("authors.md")
    ]
    assert slips == []


def test_no_source_that_may_not_be_named_is_named() -> None:
    names = "raylia529|YSKM523|opxie1|jonsflow|TitanFX|GB News|itiger|wolfstreet|CRNTT|Raisin"
    assert [slip for passage in everything() for slip in passage.slips(names)] == []
