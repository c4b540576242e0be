# Every verb sets up what it needs. Python 3.11 or newer and make are all a fresh machine has.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready

.DEFAULT_GOAL := help
.PHONY: help site test check serve refresh audit numbers faults browser lint format types lock clean

help: ## list the verbs
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

$(READY): requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; v = sys.version_info; sys.exit(0 if v >= (3, 11) else "qeqt needs Python 3.11 or newer; %s is %d.%d. Name another one: make PYTHON=python3.12 ..." % (sys.executable, v[0], v[1]))'
	@$(PYTHON) -c 'import venv, ensurepip' 2>/dev/null || { echo "Python's venv module is missing. On Debian or Ubuntu: apt-get install python3-venv"; exit 1; }
	@echo "Setting up $(VENV) from requirements.lock (once) ..."
	@test -x $(BIN)/python || $(PYTHON) -m venv --clear $(VENV)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $@

site: $(READY) ## build the whole book into site/ (swapped in only when it succeeds)
	@$(BIN)/python -m macros build

test: $(READY) ## run every test (installs a browser when none is found)
	@$(BIN)/python -m macros browser --quiet
	@$(BIN)/python -m pytest -n 2 --dist loadgroup

check: $(READY) ## report every author's mistake in one run
	@$(BIN)/python -m macros check

serve: $(READY) ## live preview
	@$(BIN)/python -m macros serve

refresh: $(READY) ## fetch newer official figures, validate, report what moved
	@$(BIN)/python -m qeqt.data.official.refresh

audit: $(READY) ## weight, speed, accessibility and search figures of the built site
	@$(BIN)/python -m macros audit

numbers: $(READY) ## make the table of all numbers that the book prints from the model, say what moved
	@QEQT_OFFICIAL=$(VENV)/none $(BIN)/python -m macros numbers

SEED ?= 1
N ?= 100
faults: $(READY) ## draw N faults of one line (SEED) in a copy of the tree; which does no test notice?
	@$(BIN)/python -m macros browser --quiet
	@$(BIN)/python -m tests.faults --seed $(SEED) --number $(N)

browser: $(READY) ## install Chromium and a CJK font for the browser tests
	@$(BIN)/python -m macros browser

lint: $(READY) ## ruff, workflow checks, type checks
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/check-jsonschema --builtin-schema vendor.github-workflows .github/workflows/*.yml
	@$(BIN)/zizmor --offline --quiet --no-progress .github/workflows
	@$(BIN)/mypy

format: $(READY) ## format the code
	@$(BIN)/ruff check --fix-only --quiet .
	@$(BIN)/ruff format .

lock: ## write requirements.lock again from pyproject.toml (needs uv)
	uv pip compile --universal --generate-hashes --no-annotate --no-header --no-emit-index-url --all-extras --quiet pyproject.toml -o requirements.lock

clean: ## remove what was built, keep the set-up
	rm -rf site .cache
