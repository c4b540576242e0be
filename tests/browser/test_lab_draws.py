"""The lab's bands and its worker by themselves, reckoned a second time here."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
import pytest
from playwright.sync_api import Browser, Page

from tests.browser.scripts import SCRIPTS, called, open_page


@pytest.fixture(scope="module")
def page(chromium: Browser) -> Iterator[Page]:
    context = chromium.new_context()
    yield open_page(context.new_page(), "<main></main>")
    context.close()


def test_bands_are_quantiles_of_the_draws_month_by_month(page: Page) -> None:
    drawn = np.random.default_rng(1).normal(size=(23, 4))
    found: Any = called(page, "lab-bands.js", "of.between({ a: given, none: [] })", drawn.tolist())
    for end, share in (("low", 0.05), ("high", 0.95), ("low68", 0.16), ("high68", 0.84)):
        assert found["a"][end] == pytest.approx(np.quantile(drawn, share, axis=0).tolist(), rel=1e-12)
        assert found["none"][end] == []


def test_bands_say_how_many_were_drawn_and_drawn_again(page: Page) -> None:
    said = [called(page, "lab-bands.js", "of.bandWords(...given)", given) for given in ([300, 0], [30, 10])]
    assert "抽 300 次（種子 1 到 300，沒有一組需要重抽）" in str(said[0])
    assert "抽 30 次（種子 1 到 30，不穩定而重抽的占 25.0%）" in str(said[1])


ENGINES = """(async ([count, cores, fails, stop]) => {
  Object.defineProperty(navigator, "hardwareConcurrency", { value: cores, configurable: true })
  const asked = [], heard = []
  const engine = { ask: async question => {
    asked.push([question.from, question.count, question.kind])
    await 0
    const drawn = { a: Array(question.count).fill([question.from]) }
    return { drawn, redrawn: 1, failed: fails ? question.count : 0, why: "no" }
  } }
  const bands = new of.Bands(engine)
  const engines = bands.engines.length
  bands.engines = [engine]
  let why = ""
  try {
    await bands.draw({ columns: ["a"] }, count, (...told) => { heard.push(told); if (stop) bands.stop() })
  } catch (error) { why = error.message }
  return { engines, asked, heard, why }
})(given)"""


@pytest.mark.parametrize(("cores", "engines"), [(1, 1), (3, 3), (16, 4)])
def test_as_many_engines_draw_as_there_are_cores_and_four_at_most(
    page: Page, cores: int, engines: int
) -> None:
    found: Any = called(page, "lab-bands.js", ENGINES, [10, cores, False, False])
    assert found["engines"] == engines


def test_each_draw_is_asked_for_once_in_lots_of_four(page: Page) -> None:
    found: Any = called(page, "lab-bands.js", ENGINES, [30, 1, False, False])
    assert sorted(found["asked"]) == [[first, min(4, 31 - first), "draws"] for first in range(1, 31, 4)]
    done = [told[0] for told in found["heard"]]
    assert done == [4, 8, 12, 16, 20, 24, 28, 30]
    assert [told[2] for told in found["heard"]] == list(range(1, 9))
    shown = [told[0] for told in found["heard"] if told[3]]
    assert shown == [30], "between the first and the last a picture is due every 400 ms"
    assert found["why"] == ""


def test_a_plan_of_which_no_draw_lives_is_given_up_after_twenty(page: Page) -> None:
    found: Any = called(page, "lab-bands.js", ENGINES, [100, 1, True, False])
    assert found["why"] == "no"
    assert [told[0] for told in found["heard"]] == [4, 8, 12, 16]


def test_drawing_can_be_stopped(page: Page) -> None:
    found: Any = called(page, "lab-bands.js", ENGINES, [100, 1, False, True])
    assert found["why"] == "stopped"
    assert len(found["heard"]) <= 2


def mixed(seed: int) -> Iterator[float]:
    """Numbers from 0 to 1 by the generator that the worker names (mulberry32)."""
    state, whole = seed & 0xFFFFFFFF, 0xFFFFFFFF
    while True:
        state = (state + 0x6D2B79F5) & whole
        mix = ((state ^ (state >> 15)) * (state | 1)) & whole
        mix ^= (mix + (((mix ^ (mix >> 7)) * (mix | 61)) & whole)) & whole
        yield ((mix ^ (mix >> 14)) & whole) / 2**32


@pytest.fixture(scope="module")
def worker(chromium: Browser) -> Iterator[Page]:
    """The worker's functions on a page of their own, with a model that says what it was asked."""
    context = chromium.new_context()
    page = context.new_page()
    page.add_script_tag(content=(SCRIPTS / "lab-worker.js").read_text(encoding="utf-8"))
    page.evaluate("""() => {
      window.told = []
      window.postMessage = message => told.push(message)
      window.qeqt = {
        stable: (values, set) => set.bad !== 1,
        run: (cases, key, values, overrides, moves, since, known) => {
          known && (known.seen = (known.seen ?? 0) + 1)
          if (overrides.a > 0.5) throw new Error("too much")
          return { columns: { a: [overrides.a ?? 0, 1], b: [overrides.a > 0.3 ? NaN : 1] }, months: ["m"],
            identity_error: 0, cautions: [] }
        },
      }
      books.x = { cases: {}, values: {}, keys: { p: 0 } }
    }""")
    yield page
    context.close()


@pytest.mark.parametrize("seed", [0, 1, 12345, 2**32 - 1])
def test_the_same_seed_gives_the_same_numbers_everywhere(worker: Page, seed: int) -> None:
    found = worker.evaluate("s => { const next = chance(s); return Array.from({ length: 50 }, next) }", seed)
    wanted = mixed(seed)
    assert found == [next(wanted) for _ in range(50)]


@pytest.mark.parametrize("u", [0.0, 0.1, 0.24, 0.26, 0.9, 1.0])
def test_a_parameter_is_drawn_by_the_quantiles_of_its_shape(worker: Page, u: float) -> None:
    low, high, mode = 2.0, 10.0, 4.0
    flat, peaked = worker.evaluate(
        "u => ['uniform', 'triangular'].map(shape => drawOne(['k', 2, 10, shape, 4], () => u))", u
    )
    assert flat == pytest.approx(low + (high - low) * u)
    if u < (mode - low) / (high - low):
        assert u == pytest.approx((peaked - low) ** 2 / ((high - low) * (mode - low)))
    else:
        assert 1 - u == pytest.approx((high - peaked) ** 2 / ((high - low) * (high - mode)))


def test_what_the_model_cannot_live_with_is_drawn_again_twenty_times(worker: Page) -> None:
    asked = {
        "id": 7,
        "columns": ["a", "c"],
        "from": 1,
        "count": 3,
        "preset": "p",
        "ranges": [[name, 0, 1, "uniform", 0] for name in "ab"],
        "overrides": {"b": 9},
    }
    told = worker.evaluate("asked => { told.length = 0; ensemble(books.x, asked); return told }", asked)
    runs, redrawn = [], 0
    for n in range(1, 4):
        chance = mixed(n * 0x9E3779B1)
        while (value := next(chance)) > 0.5:
            next(chance)
            redrawn += 1
        runs.append([value, 1])
    (found,) = told
    assert (found["id"], found["redrawn"], found["failed"]) == (7, redrawn, 0)
    assert found["drawn"]["a"] == runs
    assert found["drawn"]["c"] == []
    hopeless = {**asked, "count": 2, "overrides": {"a": 0.9}}
    (found,) = worker.evaluate(
        "asked => { told.length = 0; ensemble(books.x, asked); return told }", hopeless
    )
    assert (found["redrawn"], found["failed"], found["why"]) == (40, 2, "too much")


def test_an_unstable_set_and_a_number_that_is_none_are_refused(worker: Page) -> None:
    tried = """([set, columns]) => {
      try { tried(books.x, { columns, preset: "p" }, set) } catch (error) { return error.message }
    }"""
    assert worker.evaluate(tried, [{"bad": 1}, ["a"]]) == "an economy that does not come to rest"
    assert worker.evaluate(tried, [{"a": 0.4}, ["b"]]) == "a number that is none"
    assert worker.evaluate(tried, [{"a": 0.4}, ["a"]]) is None


def test_runs_that_a_plan_leans_on_are_kept_while_the_parameters_do_not_change(worker: Page) -> None:
    seen = []
    for overrides in ({}, {}, {"a": 0.1}, {"a": 0.1}, {"a": 0.1}, {}):
        worker.evaluate("o => answer({ id: 1, bank: 'x', preset: 'p', overrides: o })", overrides)
        seen.append(worker.evaluate("leaned.known.seen"))
    assert seen == [1, 2, 1, 2, 3, 1]


def test_what_went_wrong_is_told_with_the_question_it_belongs_to(worker: Page) -> None:
    told = worker.evaluate(
        """async () => { told.length = 0
          await answer({ id: 5, bank: "x", preset: "p", overrides: { a: 0.9 } })
          await answer({ id: 6, bank: "x", kind: "stable", sets: [{}, { bad: 1 }] })
          await answer({ id: 8, bank: "x", kind: "warm" })
          return told }"""
    )
    assert (told[0]["id"], told[0]["error"], told[0].get("missing")) == (5, "too much", None)
    assert told[1] == {"id": 6, "found": [True, False]}
    assert told[2] == {"id": 8}
