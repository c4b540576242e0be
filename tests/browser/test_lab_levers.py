"""Each lever of each preset in the built lab: offered where it moves something, and moving it that way."""

from __future__ import annotations

import json
from urllib.parse import urlencode

import pytest
from playwright.sync_api import Page

from macros.kept import model_answers
from macros.lab.groups import GROUPS, ordered
from qeqt import data
from qeqt.core.columns import records_of
from qeqt.data import decisions
from qeqt.data.shocks import shocks
from qeqt.study.transmission import DEAD, Reach
from tests.browser.laboratory import edition, go

FIRM = 1e-7
"""Relative: a move that another machine's rounding neither makes nor hides."""
OPENING = "fed_2022_active"
SAMPLE = (OPENING, "economy_rate_100bp", "taiwan_certificates", "stability_uk_2022", "ecb_pepp", "boj_taper")

# Asks the built lab's worker for each pull and for what it is held against; returns which way columns went,
# until a floor acts: from there on the audit says nothing.
PULL = """async ([home, edition, pulls, firm]) => {
  const worker = new Worker(`${home}assets/javascripts/lab-worker.js?${edition}`)
  const ask = (id, asked) => new Promise((resolve, reject) => {
    worker.onmessage = ({ data }) => (data.error ? reject(new Error(`${id}: ${data.error}`)) : resolve(data))
    worker.onerror = event => reject(new Error(event.message))
    worker.postMessage({ kind: "run", id, ...asked })
  })
  const still = new Map()
  const found = []
  for (const [n, { bank, preset, since, until, others, lever, value }] of pulls.entries()) {
    const place = JSON.stringify([preset, since, others])
    if (!still.has(place)) {
      const moved = Object.keys(others).length > 0
      still.set(place, (await ask(n, { bank, preset, ...(moved ? { since, moves: others } : {}) })).columns)
    }
    const base = still.get(place)
    const { columns, months } = await ask(n, { bank, preset, since, moves: { ...others, [lever]: value } })
    const [first, end] = [since, until].map(month => (month === "" ? months.length : months.indexOf(month)))
    if (first < 0 || end <= first) throw new Error(`${preset}: ${since} to ${until} are no months of it`)
    const ways = {}
    for (const [name, path] of Object.entries(base)) {
      const size = firm * Math.max(1, ...path.map(Math.abs))
      const gaps = path.map((each, t) => columns[name][t] - each).slice(first, end)
      const went = new Set(gaps.filter(gap => Math.abs(gap) > size).map(Math.sign))
      if (went.size > 0) ways[name] = went.size === 1 ? [...went][0] : 0
    }
    found.push(ways)
  }
  worker.terminate()
  return JSON.stringify(found)
}"""


def reaches(presets: tuple[str, ...]) -> list[Reach]:
    """Return what the audit says of every lever of some presets."""
    known = shocks()
    return [one for one in model_answers.transmission() if one.scenario in presets and one.lever not in known]


def against(reach: Reach, ways: dict[str, int]) -> list[tuple[str, str, str, int, int | None]]:
    """Return where the lab goes another way than the audit says: preset, lever, column, there, here."""
    said = {name: reach.pulled * sign for name, sign in reach.signs.items()}
    wrong = [(name, way) for name, way in ways.items() if said.get(name) not in (way, 0)]
    return [(reach.scenario, reach.lever, name, way, said.get(name)) for name, way in wrong]


def pulled(lab: Page, base_url: str, presets: tuple[str, ...]) -> None:
    asked = [one for one in reaches(presets) if one.kind != DEAD]
    pulls = [
        {
            "bank": data.scenarios()[one.scenario].bank,
            "preset": one.scenario,
            "since": one.since,
            "until": one.until,
            "others": one.others,
            "lever": one.lever,
            "value": one.value,
        }
        for one in asked
    ]
    found = json.loads(lab.evaluate(PULL, [base_url, edition(lab), pulls, FIRM]))
    wrong = [each for one, ways in zip(asked, found, strict=True) for each in against(one, ways)]
    assert wrong == []
    still = [(one.scenario, one.lever) for one, ways in zip(asked, found, strict=True) if not ways]
    assert still == []


def seen(lab: Page, presets: tuple[str, ...]) -> None:
    """On the page: the levers that are offered, and a picture that changes with each of them."""
    for preset in presets:
        go(lab, f"?preset={preset}")
        offered = lab.locator(".qeqt-lever[data-key]").evaluate_all(
            "rows => rows.map(row => row.dataset.key)"
        )
        levers = set(decisions.levers(data.scenarios()[preset].bank))
        dead = {one.lever for one in reaches((preset,)) if one.kind == DEAD}
        assert set(offered) & levers == levers - dead, preset
        still: dict[str, str] = {}
        for one in reaches((preset,)):
            if one.kind != DEAD:
                query = urlencode({"preset": preset, "since": one.since, **one.others, "view": view_of(one)})
                if query not in still:
                    still[query] = picture(lab, query)
                there = picture(lab, f"{query}&{one.lever}={one.value}")
                assert there != still[query], (preset, one.lever)


def view_of(reach: Reach) -> str:
    """Return the first group of results that a lever moves."""
    columns = records_of(data.scenarios()[reach.scenario].bank)
    return next(key for key in GROUPS if any(name in reach.signs for name in ordered(key) if name in columns))


def picture(lab: Page, query: str) -> str:
    """Return what the lab draws."""
    go(lab, f"?{query}")
    assert not lab.locator(".qeqt-lab__problem").is_visible(), query
    return lab.locator(".qeqt-lab__output").inner_html()


def test_levers_of_a_sample_of_presets_move_their_results_as_the_audit_says(lab: Page, base_url: str) -> None:
    pulled(lab, base_url, SAMPLE)


def test_levers_of_the_opening_preset_are_offered_and_change_the_picture(lab: Page) -> None:
    seen(lab, ("stability_uk_2022", OPENING))


@pytest.mark.whole
def test_every_lever_of_every_preset_moves_its_results_as_the_audit_says(lab: Page, base_url: str) -> None:
    pulled(lab, base_url, tuple(data.scenarios()))


@pytest.mark.whole
@pytest.mark.parametrize("preset", data.scenarios())
def test_every_lever_of_every_preset_is_offered_and_changes_the_picture(lab: Page, preset: str) -> None:
    seen(lab, (preset,))
