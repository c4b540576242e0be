"""What stands in a text file: UTF-8, with or without its mark; anything else is named, in one line."""

from __future__ import annotations

from pathlib import Path

MARKS = {
    b"\xff\xfe\x00\x00": "UTF-32", b"\x00\x00\xfe\xff": "UTF-32",
    b"\xff\xfe": "UTF-16", b"\xfe\xff": "UTF-16",
}  # fmt: skip
"""How a file begins that says which other encoding it has."""

OTHERS = {
    "big5": "Big5", "shift_jis": "Shift-JIS", "euc_kr": "EUC-KR", "gb18030": "GB 18030", "euc_jp": "EUC-JP",
}  # fmt: skip
"""Encodings of East Asia that a file may have been saved in, in the order in which they are tried."""

COMMON = frozenset("的年月日一二三四五六七八九十是在不有人中大國央行台灣美元英日公債利率上下值の")
"""Characters that a text of this subject can hardly do without."""


class EncodingError(ValueError):
    """A file is not UTF-8; the message says where, and what it looks like."""


def decoded(raw: bytes) -> str:
    """Return the text of a file; EncodingError for bytes that are no UTF-8."""
    for mark, name in MARKS.items():
        if raw.startswith(mark):
            raise EncodingError(f"found {name}; UTF-8 is needed: save the file again as UTF-8")
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        place = error.start + (3 if raw.startswith(b"\xef\xbb\xbf") else 0)
    line = raw.count(b"\n", 0, place) + 1
    start = raw.rfind(b"\n", 0, place) + 1
    where = f"line {line}, byte {place - start + 1}"
    name = guessed(raw)
    looks = (
        f"; the file looks like {name}: save it again as UTF-8" if name else ": write that character again"
    )
    raise EncodingError(f"found the byte 0x{raw[place]:02X} in {where}; UTF-8 is needed{looks}")


def guessed(raw: bytes) -> str:
    """Return the encoding that bytes look like, or nothing where a few of a UTF-8 text are damaged."""
    if raw.count(b"\x00") > len(raw) // 4:
        return "UTF-16"
    text = raw.decode("utf-8", errors="replace")
    broken = text.count("\ufffd")
    sound = len([letter for letter in text if ord(letter) > 127]) - broken
    if (broken <= 3 and sound >= broken) or broken == 1:
        return ""
    found, best = "Windows-1252", 0.0
    for name in OTHERS:
        try:
            letters = [letter for letter in raw.decode(name) if ord(letter) > 127]
        except UnicodeDecodeError:
            continue
        of_asia = [each for each in letters if "\u3040" <= each <= "\u9fff" or "\uac00" <= each <= "\ud7a3"]
        common = [each for each in letters if each in COMMON]
        score = len(common) + (0.5 if len(of_asia) == len(letters) > 1 else 0.0)
        if score > best:
            found, best = name, score
    return OTHERS.get(found, found)


def lines_alike(raw: bytes) -> bytes:
    """Return a file's bytes as every system reads them: no mark before them, lines that end alike."""
    return raw.removeprefix(b"\xef\xbb\xbf").replace(b"\r\n", b"\n").replace(b"\r", b"\n")


def text_of(path: Path) -> str:
    """Return a file's text, lines ended alike; EncodingError for what is not UTF-8."""
    return decoded(path.read_bytes()).replace("\r\n", "\n").replace("\r", "\n")
