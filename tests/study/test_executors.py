"""Where many runs are worked out: the same answers whatever the executor, interrupted and resumed."""

import io
import json
import os
import signal
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

import qeqt
from qeqt.data.fields import RecordError
from qeqt.study import bands, sweep
from qeqt.study import grid as grids
from qeqt.study.executors import Progress, Workers
from tests.book import ROOT

GRID = {"scenarios": ["fed_2022_capped"], "parameters": {"treasury_sales": [0, 5, 10]}, "months": 3}


def grid() -> grids.Grid:
    return grids.grid_of(grids.COMMAND_LINE, GRID)


@pytest.fixture(scope="module")
def workers() -> Workers:
    return Workers(2)


def test_a_worker_answers_and_raises_what_is_raised_there(workers: Workers) -> None:
    assert workers.submit(pow, 2, 5).result() == 32
    with pytest.raises(ZeroDivisionError):
        workers.submit(divmod, 1, 0).result()


def test_a_sweep_is_the_same_by_any_executor(workers: Workers) -> None:
    call = {"columns": ["treasuries"], "months": 3, "treasury_sales": [0, 5]}
    alone = qeqt.sweep("fed_2022_capped", jobs=1, **call)
    assert qeqt.sweep("fed_2022_capped", executor=workers, **call).rows == alone.rows
    with ThreadPoolExecutor(2) as threads:
        assert qeqt.sweep("fed_2022_capped", executor=threads, **call).rows == alone.rows


def test_an_own_scenario_reaches_the_workers(workers: Workers) -> None:
    mine = qeqt.scenario(name="mine", like="fed_2022_capped", months=3, changes={"treasury_sales": 7})
    found = qeqt.sweep([mine, "fed_2022_capped"], columns=["treasuries"], months=3, executor=workers)
    assert [row["scenario"] for row in found.records()][::3] == ["mine", "fed_2022_capped"]
    assert found.records()[0]["treasuries"] == pytest.approx(found.records()[3]["treasuries"] - 7, abs=0.1)


def test_bands_are_the_same_by_any_executor(workers: Workers) -> None:
    asked = ("fed_2022_capped", 230, 7, 4)
    alone, shared = bands.bands(*asked), bands.bands(*asked, executor=workers)
    assert shared == alone


@pytest.mark.parametrize("method", ["spawn", "forkserver"])
def test_a_plain_script_needs_no_guard(method: str, tmp_path: Path) -> None:
    script = tmp_path / "plain.py"
    script.write_text(
        f"import multiprocessing\nmultiprocessing.set_start_method({method!r})\nimport qeqt\n"
        "found = qeqt.sweep('fed_2022_capped', columns=['mbs'], months=2, jobs=2, treasury_sales=[0, 5])\n"
        "print(len(found))\n",
        encoding="utf-8",
    )
    done = subprocess.run(
        [sys.executable, str(script)], cwd=ROOT, capture_output=True, text=True, timeout=120, check=False,
        env={"PATH": "", "PYTHONPATH": str(ROOT)},
    )  # fmt: skip
    assert (done.stdout, done.returncode) == ("4\n", 0), done.stderr


def test_what_is_interrupted_goes_on_where_it_stopped(tmp_path: Path) -> None:
    kept, seen = tmp_path / "grid.done", []

    def stop(done: int, of: int) -> None:
        seen.append(done)
        if done == 2:
            raise KeyboardInterrupt

    whole, again = io.StringIO(), io.StringIO()
    sweep.sweep(grid(), whole, 1)
    with pytest.raises(KeyboardInterrupt):
        sweep.sweep(grid(), io.StringIO(), 1, resume=kept, tell=stop)
    assert len(kept.read_text(encoding="utf-8").splitlines()) == 1 + 2
    sweep.sweep(grid(), again, 1, resume=kept, tell=lambda done, of: seen.append(done))
    assert again.getvalue() == whole.getvalue()
    assert seen == [1, 2, 3]
    assert not kept.exists()


def test_what_was_begun_with_another_grid_is_not_gone_on_with(tmp_path: Path) -> None:
    kept = tmp_path / "grid.done"
    kept.write_text(json.dumps({"study": "another"}) + "\n", encoding="utf-8")
    with pytest.raises(RecordError, match="not of this study"):
        sweep.sweep(grid(), io.StringIO(), 1, resume=kept)


def test_the_time_left_counts_the_runs_of_this_time_alone() -> None:
    times = iter([0.0, 10.0])
    assert Progress(io.StringIO(), 100, already=50, clock=lambda: next(times)).left(60) == "40 s left"


def test_bands_that_are_interrupted_go_on_where_they_stopped(tmp_path: Path) -> None:
    kept, seen = tmp_path / "bands.done", []

    def stop(done: int, of: int) -> None:
        seen.append((done, of))
        if len(seen) == 2:
            raise KeyboardInterrupt

    call = {"draws": 230, "seed": 7, "months": 4}
    whole = qeqt.bands("fed_2022_capped", **call)
    with pytest.raises(KeyboardInterrupt):
        qeqt.bands("fed_2022_capped", resume=kept, progress=stop, **call)
    done = len(kept.read_text(encoding="utf-8").splitlines()) - 1
    assert 0 < done < 3
    with pytest.raises(RecordError, match="not of this study"):
        qeqt.bands("fed_2022_capped", resume=kept, **{**call, "seed": 8})
    assert qeqt.bands("fed_2022_capped", resume=kept, **call) == whole
    assert not kept.exists()


ESTIMATE = {"columns": ["policy"], "outcomes": ["taiex"], "last": "2012-12",
            "methods": ["local_projection", "smooth_projection"]}  # fmt: skip


def test_estimates_are_the_same_by_any_executor(workers: Workers) -> None:
    alone = qeqt.estimate(jobs=1, **ESTIMATE)
    assert qeqt.estimate(executor=workers, **ESTIMATE) == alone
    assert {row.method for row in alone} == set(ESTIMATE["methods"])


def test_estimates_that_are_interrupted_go_on_where_they_stopped(tmp_path: Path) -> None:
    kept = tmp_path / "estimates.done"

    def stop(done: int, of: int) -> None:
        assert of == 2
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        qeqt.estimate(jobs=1, resume=kept, progress=stop, **ESTIMATE)
    assert len(kept.read_text(encoding="utf-8").splitlines()) == 2
    seen: list[int] = []
    again = qeqt.estimate(jobs=1, resume=kept, progress=lambda done, of: seen.append(done), **ESTIMATE)
    assert again == qeqt.estimate(jobs=1, **ESTIMATE)
    assert seen == [2]


WRONG = [
    {"columns": ["polcy"]}, {"outcomes": ["taix"]}, {"methods": ["var"]}, {"first": "2012"},
    {"what": "japan"}, {"jobs": 0}, {"columns": "policy"},
]  # fmt: skip


@pytest.mark.parametrize("wrong", WRONG, ids=str)
def test_an_estimate_that_is_none_is_refused(wrong: dict[str, object]) -> None:
    with pytest.raises(ValueError, match=str(next(iter(wrong.values()))).strip("[]'")):
        qeqt.estimate(**wrong)


COMMANDS = {
    "sweep": ["sweep", "--scenario", "fed_2022_capped", "--set", "treasury_sales=0,1,2,3,4,5,6,7,8,9,10,11",
              "--csv", "out.csv", "--jobs", "1"],
    "bands": ["run", "fed_2022_capped", "--bands", "--draws", "500", "--csv", "out.csv"],
    "estimate": ["estimate", "taiwan", "--column", "policy", "--method", "local_projection", "--record", ".",
                 "--jobs", "1"],
}  # fmt: skip


@pytest.mark.skipif(os.name == "nt", reason="signals of POSIX")
@pytest.mark.parametrize("verb", COMMANDS)
def test_a_command_that_is_interrupted_is_typed_again_without_loss(verb: str, tmp_path: Path) -> None:
    def begun(folder: Path) -> subprocess.Popen[str]:
        folder.mkdir(exist_ok=True)
        return subprocess.Popen(
            [sys.executable, "-m", "qeqt", *COMMANDS[verb]], cwd=folder, text=True, stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE, env={**os.environ, "PYTHONPATH": str(ROOT)},
        )  # fmt: skip

    one = begun(tmp_path / "one")
    until = time.monotonic() + 60
    while not any(len(path.read_bytes().splitlines()) > 1 for path in (tmp_path / "one").glob("*.done")):
        assert one.poll() is None and time.monotonic() < until
        time.sleep(0.02)
    one.send_signal(signal.SIGINT)
    assert "interrupted" in one.communicate(timeout=60)[1]
    assert one.returncode == 130
    assert [path.suffix for path in (tmp_path / "one").iterdir()] == [".done"]
    again, whole = begun(tmp_path / "one"), begun(tmp_path / "whole")
    said = again.communicate(timeout=120)[1], whole.communicate(timeout=120)[1]
    assert (again.returncode, whole.returncode) == (0, 0), said
    assert "left" in said[1]
    read = [
        {path.name: path.read_bytes() for path in (tmp_path / name).iterdir()} for name in ("one", "whole")
    ]
    assert read[0] == read[1]


@pytest.mark.filterwarnings("ignore")
def test_dask_on_loopback_gives_the_same_answers() -> None:
    distributed = pytest.importorskip("distributed")
    call = {"columns": ["treasuries"], "months": 3, "treasury_sales": [0, 5]}
    with distributed.Client(
        n_workers=1, threads_per_worker=1, processes=False, protocol="tcp", host="127.0.0.1",
        dashboard_address="127.0.0.1:0",
    ) as client:  # fmt: skip
        shared = qeqt.sweep("fed_2022_capped", executor=client.get_executor(), **call)
        banded = qeqt.bands("fed_2022_capped", draws=230, months=4, executor=client.get_executor())
        estimated = qeqt.estimate(executor=client.get_executor(), **ESTIMATE)
    assert banded == qeqt.bands("fed_2022_capped", draws=230, months=4)
    assert estimated == qeqt.estimate(jobs=1, **ESTIMATE)
    assert shared.rows == qeqt.sweep("fed_2022_capped", jobs=1, **call).rows
