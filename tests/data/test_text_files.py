"""A file's encoding: UTF-8 with or without its mark alike, every other one named, one bad byte one line."""

from pathlib import Path

import pytest

from qeqt.data import figure_files
from qeqt.data.fields import RecordError, toml
from qeqt.data.text_files import EncodingError, decoded

TEXT = '# 央行的資產負債表，公債上限 30\nname = "國債の利率は上がる年月日"\n'


@pytest.mark.parametrize("coding", ["utf-8", "utf-8-sig"])
def test_a_mark_before_a_text_changes_nothing(coding: str, tmp_path: Path) -> None:
    path = tmp_path / "a.toml"
    path.write_bytes(TEXT.encode(coding))
    assert toml(path) == {"name": "國債の利率は上がる年月日"}


@pytest.mark.parametrize(
    ("text", "coding", "name"),
    [
        ("央行的公債，利率上限", "big5", "Big5"),
        ("国債の利率は上がる年月日", "shift_jis", "Shift-JIS"),
        ("国债的利率上限是年月", "gb18030", "GB 18030"),
        ("公債", "utf-16", "UTF-16"),
        ("Banque centrale européenne, été", "cp1252", "Windows-1252"),
    ],
)
def test_another_encoding_is_named(text: str, coding: str, name: str) -> None:
    with pytest.raises(EncodingError, match=name):
        decoded(text.encode(coding))


def test_one_bad_byte_gives_one_line_with_its_place(tmp_path: Path) -> None:
    path = tmp_path / "a.toml"
    path.write_bytes(TEXT.encode().replace(b"name", b"na\xffme"))
    with pytest.raises(RecordError) as error:
        toml(path)
    assert str(error.value).count("\n") == 0
    assert "a.toml: found the byte 0xFF in line 2, byte 3" in str(error.value)


def test_a_checksum_holds_on_every_system() -> None:
    assert figure_files.checksum(b"\xef\xbb\xbfdate,a\r\n1,2\r\n") == figure_files.checksum(b"date,a\n1,2\n")
