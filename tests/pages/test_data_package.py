"""The figures' data package says what is in every CSV: read by it alone, each cell is of its type."""

import csv
import hashlib
import io
import json
import re
from datetime import date

import pytest

from macros.figures.html import csv_files
from macros.pages.data_package import PLACE, data_package

READS = {
    "number": float,
    "string": str,
    "date": date.fromisoformat,
    "yearmonth": lambda cell: date.fromisoformat(f"{cell}-01"),
    "year": int,
}


@pytest.fixture(scope="module")
def files() -> dict[str, str]:
    return csv_files()


@pytest.fixture(scope="module")
def package(files: dict[str, str]) -> dict:
    return json.loads(data_package(files, "書", "說明", "https://book.example/"))


def test_every_csv_of_a_figure_is_described_once_beside_itself(files: dict[str, str], package: dict) -> None:
    folder = PLACE.rpartition("/")[0]
    assert sorted(f"{folder}/{each['path']}" for each in package["resources"]) == sorted(files)
    names = [each["name"] for each in package["resources"]]
    assert len(set(names)) == len(names) == len(files) > 0
    assert all(re.fullmatch(r"[a-z0-9._-]+", name) for name in names)
    assert package["licenses"][0]["name"] == "CC-BY-4.0" and package["homepage"] == "https://book.example/"


def test_a_csv_reads_as_its_description_says(files: dict[str, str], package: dict) -> None:
    for resource in package["resources"]:
        reads_as_described(files[f"assets/data/{resource['path']}"].encode(), resource)


def reads_as_described(raw: bytes, resource: dict) -> None:
    name = resource["name"]
    assert resource["bytes"] == len(raw), name
    assert resource["hash"] == f"sha256:{hashlib.sha256(raw).hexdigest()}", name
    mark = resource["dialect"]["commentChar"]
    lines = [line for line in raw.decode("utf-8").splitlines(keepends=True) if not line.startswith(mark)]
    head, *rows = csv.reader(io.StringIO("".join(lines)))
    fields = resource["schema"]["fields"]
    assert head == [field["name"] for field in fields], name
    assert rows and all(len(row) == len(head) for row in rows), name
    for field, *cells in zip(fields, *rows, strict=True):
        assert field["title"] and (field["type"] != "number" or field["unit"]), (name, field)
        for cell in cells:
            assert cell in resource["schema"]["missingValues"] or READS[field["type"]](cell) is not None


def test_without_an_address_the_package_names_none(files: dict[str, str]) -> None:
    assert "homepage" not in json.loads(data_package(files, "書", "說明", None))
