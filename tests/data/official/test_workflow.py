"""By itself: the workflow renews tracked tables, never main; one rolling issue, which closes itself."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path
from typing import Any

import pytest
import yaml

from qeqt.data.official.report import REFUSED, Report, TableReport
from tests.book import ROOT

WORKFLOW: dict[str, Any] = yaml.safe_load(
    (ROOT / ".github" / "workflows" / "figures.yml").read_text(encoding="utf-8")
)
RUNS = "\n".join(step["run"] for job in WORKFLOW["jobs"].values() for step in job["steps"] if "run" in step)


def test_it_renews_tracked_tables_and_pushes_a_branch_of_its_own() -> None:
    assert "make renew" in RUNS and "make site && make test" in RUNS
    pushes = [line.strip() for line in RUNS.splitlines() if "git push" in line]
    assert pushes == ["git push --force origin renew-figures"]
    renew = (ROOT / "Makefile").read_text(encoding="utf-8").partition("\nrenew:")[2].partition("\n\n")[0]
    assert "official.adopt" in renew and "macros moved" in renew and "git commit" not in renew


def test_the_branch_takes_what_a_renewal_writes_and_nothing_else() -> None:
    written = ["qeqt/data/figures", "qeqt/data/vintages", "qeqt/data/ledger.csv", "tests/printed_numbers.csv"]
    assert f"git diff --binary -- {' '.join(written)} >" in RUNS
    assert RUNS.count("--include=") == len(written)
    assert all(f"--include='{path}" in RUNS for path in written)


def test_only_the_job_that_pushes_may_write() -> None:
    writes = {
        name: [key for key, right in job["permissions"].items() if right == "write"]
        for name, job in WORKFLOW["jobs"].items()
    }
    assert writes == {"renew": [], "offer": ["contents", "pull-requests"], "tell": ["issues"]}
    assert "make" not in "".join(step.get("run", "") for step in WORKFLOW["jobs"]["offer"]["steps"])


GH = """#!/bin/sh
echo "$*" >> "$CALLS"
case "$1 $2" in
  "issue list") cat "$OPEN" ;;
esac
"""


@pytest.mark.parametrize(
    ("trouble", "open_issue", "call"),
    [
        ("a publisher fails", "", "issue create --title Official figures that could not be renewed"),
        ("a publisher fails", "7", "issue edit 7 --body-file"),
        ("", "7", "issue close 7 --comment"),
        ("", "", ""),
    ],
)
def test_one_rolling_issue_which_closes_itself(
    tmp_path: Path, trouble: str, open_issue: str, call: str
) -> None:
    (tmp_path / "gh").write_text(GH, encoding="utf-8")
    (tmp_path / "gh").chmod(0o755)
    (tmp_path / "trouble.md").write_text(trouble, encoding="utf-8")
    (tmp_path / "open").write_text(open_issue, encoding="utf-8")
    environment = {
        **os.environ, "PATH": f"{tmp_path}:{os.environ['PATH']}", "CALLS": str(tmp_path / "calls"),
        "OPEN": str(tmp_path / "open"),
    }  # fmt: skip
    script = ROOT / ".github" / "rolling_issue.sh"
    subprocess.run(["bash", str(script), str(tmp_path / "trouble.md")], env=environment, check=True)
    calls = (tmp_path / "calls").read_text(encoding="utf-8").splitlines()
    made = [line for line in calls if line.startswith(("issue create", "issue edit", "issue close"))]
    assert len(made) == (1 if call else 0)
    assert not call or made[0].startswith(call)


def test_without_trouble_there_is_nothing_to_say() -> None:
    assert Report("2026-11-29").trouble() == ""


def test_trouble_is_told_publisher_by_publisher() -> None:
    report = Report(
        "2026-11-29", [TableReport("a", REFUSED, faults=["a.x: http://x: too slow", "a.y: a step of 9"])]
    )
    report.publishers["FRED"] = {"too slow": ["a.x"]}
    said = report.trouble()
    assert "### FRED\n\n- too slow: a.x" in said
    assert "### Figures that did not pass\n\n- a.y: a step of 9" in said
