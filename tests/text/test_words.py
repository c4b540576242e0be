"""Words that Taiwan uses, and words that it does not."""

import re
from functools import cache

import opencc

from tests.text.prose import HAN, everything, pages

MAINLAND = {
    "美聯儲|美联储|聯儲|紐約聯儲": "聯準會、紐約聯邦準備銀行",
    "收益率|孳息率": "殖利率",
    "伯南克": "柏南克",
    "加息|減息": "升息、降息",
    "增長": "成長",
    "利率水平|水平線?(?:上|下)升": "水準",
    "同比|環比": "年增率、季增率",
    "宏觀|微觀": "總體、個體",
    "抵押品": "擔保品",
    "估值": "評價",
    "居民": "家庭",
    "初創": "新創",
    "供給側": "供給面",
    "一攬子|兜底|維穩|抓手|賦能": "（換一種說法）",
    "窗口指導": "道德勸說",
    "質量(?!方程)": "品質",
    "信息": "資訊",
    "網絡|互聯網": "網路",
    "默認": "預設",
    "視頻": "影片",
    "按揭": "房貸",
    "久期": "存續期間",
    "貨幣掉期|利率掉期": "換匯換利、利率交換",
    "逆回購|正回購|(?<!買)回購(?!股)": "附賣回、附買回",
    "滯脹|通脹|通縮螺旋式": "停滯性通膨、通膨",
    "國債(?!券)": "公債",
    "短期國債": "國庫券",
    "合意區間|傳導保護工具|最後貸款人|基礎貨幣": "見詞彙",
    "軟件|硬件|數據庫|服務器": "軟體、硬體、資料庫、伺服器",
    "去杠桿|杠桿": "槓桿",
    "央票": "定期存單",
    "項目(?:融資|建設)": "專案",
}

EMPTY = (
    "深入剖析|至關重要|牽一髮(?:而)?動全身|雙重壓力|風向[球標]|春水|洪水猛獸|拭目以待|總而言之|綜上所述|"
    "值得注意的是|不可或缺|雙面刃|眾所矚目|與時俱進|有鑑於此|不容忽視|日益|賦予了?新的"
)

TRANSLATED = {
    r"對[^，。；]{1,12}進行了?": "動詞直接用，不繞「對……進行」",
    r"進行(?:了)?(?:縮減|調整|操作|購買|分析|管理|投資|比較|研究)": "動詞直接用",
    r"透過[^，。；]{1,15}的方式": "直接說做了什麼",
    r"(?:準備金|資金|流動性)被": "不用被動",
    r"在[^，。；]{2,20}的背景下": "把事情說出來",
    r"是一種[^，。；]{0,12}(?:工具|政策|方式|手段)": "說它做什麼",
    r"(?:^|[。！？\n])作為": "不用「作為」起句",
    r"發揮[^，。；]{0,10}作用|扮演[^，。；]{0,12}角色": "說它做了什麼",
    r"當[^，。；]{2,20}時，": "直接說條件",
    r"有所(?:上升|下降|增加|減少|改變|提高)": "說多少",
    r"在一定程度上|某種程度上": "說多大或說不知道",
    r"(?:的[^，。；的]{1,6}){4,}": "「的」太多",
    r"隨著[^，。；]{2,20}的(?:推進|發展|到來|深入)": "說什麼時候、發生了什麼",
}

TRADITIONAL = opencc.OpenCC("s2t")
TAI_AS_REGISTERED = ("臺灣證券交易所", "臺灣銀行", "臺灣期貨交易所", "臺灣集中保管結算所", "臺灣加權指數欄")
"""Names of houses, and a column of the national statistics database as it is headed there."""


@cache
def simplified(character: str) -> bool:
    """Whether OpenCC changes a character that Big5 does not count among the common ones."""
    if TRADITIONAL.convert(character) == character:
        return False
    try:
        return character.encode("big5")[0] > 0xC6
    except UnicodeEncodeError:
        return True


def test_no_character_is_simplified() -> None:
    slips = [
        f"{passage.place}: {character}"
        for passage in everything()
        for character in sorted(set(re.findall(f"[{HAN}]", passage.text)))
        if simplified(character)
    ]
    assert slips == []


def test_words_are_those_of_taiwan() -> None:
    slips = [
        f"{slip}: {better}"
        for passage in everything()
        for wrong, better in MAINLAND.items()
        for slip in passage.slips(wrong)
    ]
    assert slips == []


def test_no_phrase_is_empty() -> None:
    assert [slip for passage in everything() for slip in passage.slips(EMPTY)] == []


def test_no_sentence_reads_like_a_translation() -> None:
    slips = [
        f"{slip}: {better}"
        for passage in pages()
        for wrong, better in TRANSLATED.items()
        for slip in passage.slips(wrong)
    ]
    assert slips == []


def test_taiwan_is_written_as_the_book_writes_it_but_for_registered_names() -> None:
    slips = []
    for passage in everything():
        text = passage.text
        for name in TAI_AS_REGISTERED:
            text = text.replace(name, "")
        if "臺" in text:
            slips.append(passage.place)
    assert slips == []


def test_touchy_words_stand_only_in_quotation_marks() -> None:
    words = "打房|放水|印鈔|護盤|台版 ?QE|阻升"
    slips = [
        slip
        for passage in everything()
        for slip in passage.slips(f"(?<![「『])(?:{words})(?![^「」\n]{{0,12}}」)")
    ]
    assert slips == []
