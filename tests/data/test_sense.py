"""What makes no sense without any history: each kind of slip told, what is real taken by name."""

import json
from pathlib import Path

import pytest

from qeqt import data
from qeqt.data import book_files, fields, figure_files, ledger, sense
from qeqt.data.fields import RecordError

HOME = Path(data.__file__).parent
LEVEL = [100.0, 103.0, 101.0, 106.0, 104.0, 109.0, 112.0, 110.0, 115.0, 118.0]


@pytest.mark.parametrize("power", [-3, -2, -1, 1, 2, 3])
@pytest.mark.parametrize("place", [0, 4, 9])
def test_a_power_of_ten_is_out_of_line(place: int, power: int) -> None:
    values = [each * 10.0**power if n == place else each for n, each in enumerate(LEVEL)]
    assert list(sense.slipped(values)) == [place]


@pytest.mark.parametrize("place", [0, 4, 9])
def test_a_turned_sign_is_out_of_line(place: int) -> None:
    values = [-each if n == place else each for n, each in enumerate(LEVEL)]
    assert list(sense.slipped(values)) == [place]


def test_what_is_in_line_is_left_alone() -> None:
    assert sense.slipped(LEVEL) == {}
    assert sense.slipped([1.6, 1.6, 1.5, None, 0.4, 0.1, 0.1, 0.09]) == {}


INTERVALS = [
    ((0.5, 1.0, 2.0), ""), ((-0.5, 1.0, 2.0), "one sign"), ((0.05, 1.0, 2.0), "within 8 times"),
    ((0.5, 1.0, 20.0), "within 8 times"), ((-3.0, -2.0, -1.0), ""), ((0.0, 1.0, 2.0), ""),
]  # fmt: skip


@pytest.mark.parametrize(("ends", "said"), INTERVALS, ids=str)
def test_an_interval_is_held_to_its_value(ends: tuple[float, float, float], said: str) -> None:
    found = sense.of_interval(*ends, either_sign=False)
    assert said in found and bool(said) == bool(found)


@pytest.mark.parametrize("name", data.figures())
def test_every_table_makes_sense_without_the_ledger(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ledger, "settled", lambda path, checksum: False)
    assert figure_files.load_figure(HOME / "figures" / f"{name}.csv").rows


@pytest.fixture
def table(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with three tables that owe each other something, and no ledger."""
    for name in ("taiwan_foreign_trading", "taiwan_trading_month", "us_wealth_sheets"):
        for suffix in (".csv", ".toml"):
            text = (HOME / "figures" / f"{name}{suffix}").read_text(encoding="utf-8")
            (tmp_path / f"{name}{suffix}").write_text(text, encoding="utf-8")
    return tmp_path


def changed(folder: Path, name: str, old: str, new: str, where: str = ".csv") -> Path:
    """Change a table or its sidecar, and mend the checksum as a hurried author does."""
    path = folder / f"{name}.csv"
    place = path.with_suffix(where)
    before = place.read_text(encoding="utf-8")
    assert old in before
    place.write_text(before.replace(old, new, 1), encoding="utf-8")
    sidecar = path.with_suffix(".toml")
    lines = sidecar.read_text(encoding="utf-8").splitlines()
    seal = f'checksum = "{figure_files.checksum(path.read_bytes())}"'
    sidecar.write_text("\n".join(seal if line.startswith("checksum") else line for line in lines) + "\n",
                       encoding="utf-8")  # fmt: skip
    return path


SLIPS = [
    ("taiwan_foreign_trading", "2024-09-30,-", "2024-09-30,", ".csv", "2024-09.foreign_net_buying: found"),
    ("us_wealth_sheets", "2024-12-31,", "2024-12-31,1", ".csv", "another unit, or a slip"),
    ("us_wealth_sheets", 'unit = "percent"', 'unit = "bp"', ".toml", "quantity = 'share'"),
    ("us_wealth_sheets", 'currency = "USD"', 'currency = "JPY"', ".toml", "columns.net_worth.unit"),
    ("us_wealth_sheets", "minimum = ", "minimum = -", ".toml", "nearer to the values"),
    ("us_wealth_sheets", "total = 100.0", "total = 10.0", ".toml", "total is 10"),
    ("us_wealth_sheets", "published = 202", "published = 201", ".toml", "from the table's last month"),
]


@pytest.mark.parametrize(("name", "old", "new", "where", "said"), SLIPS, ids=[s[4] for s in SLIPS])
def test_a_slip_of_a_new_table_is_told(
    table: Path, name: str, old: str, new: str, where: str, said: str
) -> None:
    with pytest.raises(RecordError, match=name) as told:
        figure_files.load_figure(changed(table, name, old, new, where))
    assert said in str(told.value)


def test_what_is_real_is_taken_by_name(table: Path) -> None:
    path = changed(table, "taiwan_trading_month", "2020-03-01,-", "2020-03-01,-9", ".csv")
    with pytest.raises(RecordError, match="another unit, or a slip") as told:
        figure_files.load_figure(path)
    value = str(told.value).partition("found ")[2].partition(";")[0]
    entry = f'\n[[accepted]]\ncolumn = "foreign_net_buying"\ndate = "2020-03-01"\nvalue = {value}\n'
    entry += 'reason = "a test"\n'
    sidecar = path.with_suffix(".toml")
    sidecar.write_text(sidecar.read_text(encoding="utf-8") + entry, encoding="utf-8")
    assert figure_files.load_figure(path).rows


@pytest.mark.parametrize("name", ['x" onclick="alert(1)', "x'y", "<b>", "a&b", "a\u202eb"])
def test_a_name_that_would_end_an_id_or_an_address_is_refused(tmp_path: Path, name: str) -> None:
    record = tmp_path / "facts.toml"
    record.write_text(f"[{json.dumps(name)}]\nvalue = 1\n", encoding="utf-8")
    with pytest.raises(fields.RecordError, match=r"facts\.toml: the name "):
        fields.toml(record)


def test_an_event_is_called_by_a_name_that_may_stand_in_an_address(tmp_path: Path) -> None:
    record = tmp_path / "events.toml"
    record.write_text("[[event]]\nid = 'x\" onclick=\"alert(1)'\n", encoding="utf-8")
    with pytest.raises(fields.RecordError, match=r"\.id: found .*lower-case Latin letters"):
        book_files.load_events(record)
