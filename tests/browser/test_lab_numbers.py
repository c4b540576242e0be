"""The lab's numbers on the built site: those of the model in Python, whoever works them out."""

import csv
import io
import json
import shlex
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page

from macros.text import formats
from qeqt import __version__, data, runs
from qeqt.cli.commands import main
from qeqt.study import bands
from tests.browser.laboratory import edition, go

TOLERANCE = 1e-9

# Asks the worker as the page does, each preset in turn; answers come back as they are.
ASK_ALL = """([home, edition, presets]) => new Promise((resolve, reject) => {
  const worker = new Worker(`${home}assets/javascripts/lab-worker.js?${edition}`)
  const found = {}
  worker.onerror = event => reject(new Error(event.message))
  worker.onmessage = ({ data }) => {
    const [bank, preset, moved] = presets[data.id]
    found[preset + (moved ? "+" : "")] = data
    if (Object.keys(found).length === presets.length) {
      worker.terminate()
      resolve(JSON.stringify(found))
    }
  }
  presets.forEach(([bank, preset, moved], id) =>
    worker.postMessage({ kind: "run", id, bank, preset, ...(moved ?? {}) }))
})"""

MOVED = {
    "moves": {
        "treasury_sales": 20.0,
        "expected_hold_quarters": 2.0,
        "government_account": 100.0,
        "policy_shock": 0.5,
    },
    "overrides": {"satiation": 0.133, "model_consistent": 1.0},
    "since": "2023-01",
}


def test_every_column_of_every_scenario_is_the_same_as_in_python(lab: Page, base_url: str) -> None:
    asked: list[Any] = [[record.bank, name, None] for name, record in data.scenarios().items()]
    asked.append(["fed", "fed_2022_capped", MOVED])
    found = json.loads(lab.evaluate(ASK_ALL, [base_url, edition(lab), asked]))
    wrong = []
    for _, name, moved in asked:
        answer = found[name + ("+" if moved else "")]
        assert "error" not in answer, f"{name}: {answer.get('error')}"
        changes = {**moved["moves"], **moved["overrides"]} if moved else None
        home = runs.run(name, overrides=changes, since=moved["since"] if moved else "")
        assert set(answer["columns"]) == set(home.columns), name
        for column, values in home.columns.items():
            scale = max(map(abs, values)) or 1.0
            worst = max(abs(a - b) for a, b in zip(values, answer["columns"][column], strict=True)) / scale
            if not worst <= TOLERANCE:
                wrong.append((name, column, worst))
    assert wrong == []


def test_the_command_gives_the_same_result_and_the_csv_says_what_it_is(lab: Page, tmp_path: Path) -> None:
    go(lab, "?preset=fed_2022_capped&since=2023-03&treasury_sales=30&satiation=0.125")
    command = lab.locator(".qeqt-lab__command").inner_text()
    assert command == "qeqt run fed_2022_capped --set treasury_sales=30 --set satiation=0.125 --from 2023-03"
    with lab.expect_download() as waiting:
        lab.get_by_role("button", name="下載 CSV").click()
    text = waiting.value.path().read_text(encoding="utf-8-sig")
    head = [line for line in text.splitlines() if line.startswith("#")]
    assert any(command in line for line in head)
    assert any(f"qeqt {__version__}" in line for line in head)
    assert any("bn USD" in line for line in head)
    rows = list(csv.DictReader(io.StringIO("\n".join(text.splitlines()[len(head) :]))))
    home = runs.run(
        "fed_2022_capped", overrides={"treasury_sales": 30.0, "satiation": 0.125}, since="2023-03"
    )
    assert float(rows[-1]["reserves"]) == pytest.approx(home.columns["reserves"][-1], rel=1e-7)
    assert main([*shlex.split(command)[1:], "--csv", str(tmp_path / "run.csv")]) == 0
    again = list(csv.DictReader((tmp_path / "run.csv").read_text(encoding="utf-8-sig").splitlines()))
    again = [{key.partition(" [")[0]: value for key, value in row.items()} for row in again]
    assert [row["month"] for row in again] == [row["month"] for row in rows]
    for name in ("total_assets", "reserves", "long_yield", "net_income", "twd"):
        here, there = ([float(row[name]) for row in table] for table in (rows, again))
        assert here == pytest.approx(there, rel=1e-5, abs=1e-6), name
    assert float(rows[-1]["reserves_baseline"]) == pytest.approx(
        runs.run("fed_2022_capped").columns["reserves"][-1], rel=1e-7
    )


def test_money_is_written_as_everywhere_in_the_book(lab: Page, base_url: str) -> None:
    values = [0.0, 0.04, 0.96, 1.0, 9.4, 10.0, 99.96, 660.5, 999.94, 1000.0, 6617.15, -0.3, -2294.32]
    said = lab.evaluate(
        """async ([home, edition, values]) => {
          const { amount } = await import(`${home}assets/javascripts/lab-text.js?${edition}`)
          return values.map(value => amount(value, { money: 10, period: "", word: "美元" }))
        }""",
        [base_url, edition(lab), values],
    )
    assert said == [formats.money(value, "bn USD") for value in values]


def test_a_headline_of_taiwan_is_pythons(lab: Page) -> None:
    go(lab, "?preset=taiwan_hot_money")
    twd = runs.run("taiwan_hot_money").columns["twd"]
    story = lab.locator(".qeqt-lab__story").inner_text().replace("\u00a0", " ")
    assert f"新台幣升 {twd[-1]:.2f}%".rstrip("0") in story
    assert f"升 {max(twd):.2f}%" in story


def test_bands_are_the_same_however_many_workers_draw(lab: Page, base_url: str) -> None:
    found = lab.evaluate(
        """async ([home, edition]) => {
          const there = name => import(`${home}assets/javascripts/${name}.js?${edition}`)
          const [{ Bands, ranges }, { Engine }] = [await there("lab-bands"), await there("lab-state")]
          const room = await (await fetch(`${home}assets/lab/room.json?${edition}`)).json()
          const asked = {
            bank: "fed", preset: "fed_2022_active", since: "2022-09", moves: {}, overrides: {},
            ranges: ranges(room.banks.find(bank => bank.key === "fed")), columns: ["reserves", "long_yield"],
          }
          const drawn = []
          for (const count of [1, 3]) {
            const bands = new Bands(new Engine())
            bands.engines = Array.from({ length: count }, () => new Engine())
            let last = null
            await bands.draw(asked, 50, (done, of, failed, found) => (last = found ?? last))
            drawn.push(JSON.stringify(last))
            bands.engines.forEach(engine => engine.end("done"))
          }
          return drawn
        }""",
        [base_url, edition(lab)],
    )
    assert len(json.loads(found[0])["reserves"]["low"]) > 12
    assert found[0] == found[1]


def test_the_narrow_band_lies_within_the_wide_one(lab: Page, base_url: str) -> None:
    go(lab, "?preset=fed_2022_active")
    wide, narrow = lab.evaluate(
        """async ([home, edition]) => {
          const { between } = await import(`${home}assets/javascripts/lab-bands.js?${edition}`)
          const drawn = Array.from({ length: 101 }, (_, n) => [n, 2 * n])
          const { long_yield: band } = between({ long_yield: drawn })
          return [[band.low, band.high], [band.low68, band.high68]]
        }""",
        [base_url, edition(lab)],
    )
    assert wide == [[5, 10], [95, 190]]
    assert narrow == [[16, 32], [84, 168]]


def test_the_same_draws_are_stable_here_and_at_home(lab: Page, base_url: str) -> None:
    numpy = pytest.importorskip("numpy")
    draws = bands.draws_of(data.parameters("fed"), 40, numpy.random.default_rng(5))
    for place in range(0, 40, 4):
        draws["output_persistence"][place] = 1.0 + place / 1000
        draws["scarcity"][place + 1] = draws["satiation"][place + 1] + 0.01
    home = bands.stable(draws, "fed", {}).tolist()
    sets = [{name: float(values[n]) for name, values in draws.items()} for n in range(40)]
    away = lab.evaluate(
        """async ([home, edition, sets]) => {
          const { Engine } = await import(`${home}assets/javascripts/lab-state.js?${edition}`)
          const engine = new Engine()
          const { found } = await engine.ask({ kind: "stable", bank: "fed", sets })
          engine.end("done")
          return found
        }""",
        [base_url, edition(lab), sets],
    )
    assert away == home
    assert 10 <= home.count(False) <= 20


def test_a_run_that_takes_too_long_is_stopped_and_says_so(lab: Page, base_url: str) -> None:
    said = lab.evaluate(
        """async ([home, edition]) => {
          const { Engine } = await import(`${home}assets/javascripts/lab-state.js?${edition}`)
          const asked = { kind: "run", bank: "fed", preset: "fed_history" }
          const engine = new Engine()
          const first = await engine.ask(asked, null, 0.01).catch(error => error.message)
          const second = await engine.ask(asked, null, 20000)
          engine.end("done")
          return [first, second.months.length]
        }""",
        [base_url, edition(lab)],
    )
    assert said[0] == "late"
    assert said[1] == len(runs.run("fed_history").months)
