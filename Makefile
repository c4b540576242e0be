# Every verb sets up what it needs. Python 3.11 or newer and make are all a fresh machine has.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
ZENSICAL := $(VENV)/.zensical
BUILDER ?= mkdocs
RENEWAL := $(VENV)/renewal

.DEFAULT_GOAL := help
.PHONY: help site test check serve refresh renew publishers adopt licences audit builders engines styles numbers unmoved draws looks accept mutate faults kills browser lint format lock release clean

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

$(ZENSICAL): zensical.lock $(READY)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r zensical.lock
	@touch $@

site: $(READY) $(if $(filter zensical,$(BUILDER)),$(ZENSICAL)) ## build the whole book into site/ (swapped in only when it succeeds); BUILDER=zensical: by the successor
	@$(BIN)/python -m macros build --builder $(BUILDER)

test: $(READY) ## run every test (installs a browser when none is found)
	@$(BIN)/python -m macros browser --quiet
	@$(BIN)/python -m pytest -n 2 --dist loadgroup

check: $(READY) ## report every author's mistake in one run
	@$(BIN)/python -m macros check

serve: $(READY) ## live preview
	@$(BIN)/python -m macros serve

refresh: $(READY) ## fetch newer official figures, validate, report what moved
	@$(BIN)/python -m qeqt.data.official.refresh

renew: $(READY) ## newer figures into the book's own tables, with a report of what moves in the book; never commits
	@rm -rf $(RENEWAL) && mkdir -p $(RENEWAL)/official
	@QEQT_OFFICIAL=$(RENEWAL)/official $(BIN)/python -m qeqt.data.official.refresh --markdown $(RENEWAL)/figures.md --trouble $(RENEWAL)/trouble.md || test -s $(RENEWAL)/figures.md
	@$(BIN)/python -m macros moved $(RENEWAL)/official --after $(RENEWAL)/figures.md --out $(RENEWAL)/report.md
	@if ls $(RENEWAL)/official/*.csv >/dev/null 2>&1; then QEQT_OFFICIAL=$(RENEWAL)/official $(BIN)/python -m qeqt.data.official.adopt && QEQT_OFFICIAL=$(VENV)/none $(BIN)/python -m macros numbers > $(RENEWAL)/numbers.txt && tail -1 $(RENEWAL)/numbers.txt && QEQT_OFFICIAL=$(VENV)/none $(BIN)/python -m tests.figures.drawings; fi
	@git --no-pager diff --stat -- qeqt/data/figures qeqt/data/vintages qeqt/data/ledger.csv tests/printed_numbers.csv tests/figures/drawings.csv
	@echo "The report: $(RENEWAL)/report.md"

publishers: $(READY) ## ask every publisher once, read every column, write nothing (needs a network)
	@$(BIN)/python -m qeqt.data.official.live

adopt: $(READY) ## take what refresh brought into the book's own tables, numbers made anew, pages checked; never commits
	@$(BIN)/python -m qeqt.data.official.adopt
	@QEQT_OFFICIAL=$(VENV)/none $(BIN)/python -m macros numbers
	@QEQT_OFFICIAL=$(VENV)/none $(BIN)/python -m tests.figures.drawings
	@QEQT_OFFICIAL=$(VENV)/none $(BIN)/python -m macros check
	@git --no-pager diff --stat -- qeqt/data/figures tests/printed_numbers.csv tests/figures/drawings.csv

builders: $(ZENSICAL) ## the book by MkDocs and by Zensical, compared: fails for what differs and is not on the list
	@$(BIN)/python -m tests.site.builders

engines: $(READY) ## the book in three engines and every lever of every preset: the whole, of which make test runs a part
	@$(BIN)/python -m macros browser
	@$(BIN)/python -m pytest -rs -m "whole or not whole" tests/engines tests/browser/test_lab_levers.py

audit: $(READY) ## weight, speed, accessibility and search figures of the built site
	@$(BIN)/python -m macros audit

styles: ## the style sheets against the browsers that the book promises (needs Node; package.json has the list)
	@command -v npm >/dev/null || { echo "Skipped: no Node on this machine; the workflow Engines runs it."; exit 0; }; \
	npm ci --silent && npm run --silent styles && echo "No style that the promised browsers do not know."

numbers: $(READY) ## make the tables of what the book prints from the model and of what it draws, say what moved
	@QEQT_OFFICIAL=$(VENV)/none $(BIN)/python -m macros numbers
	@QEQT_OFFICIAL=$(VENV)/none $(BIN)/python -m tests.figures.drawings

unmoved: $(READY) ## make the table of parameters that move nothing in any scenario, say what changed
	@QEQT_OFFICIAL=$(VENV)/none $(BIN)/python -m tests.unmoved

draws: $(READY) ## the tests that draw their cases at random once more, with fresh draws
	@$(BIN)/python -m pytest -n 2 --dist loadgroup --hypothesis-profile="fresh draws" $$(grep -rl --include='test_*.py' '^from hypothesis' tests)

looks: $(READY) ## make the table of how each part of the book looks, say what moved
	@$(BIN)/python -m macros browser --quiet
	@$(BIN)/python -m tests.browser.looks

accept: $(READY) ## take records that were read again at their source into the ledger: RECORDS='facts/income policy/fed'
	@$(BIN)/python -m qeqt.data.accept $(RECORDS)

mutate: $(READY) ## change N records as slips do (SEED), load each: which is not refused by name?
	@$(BIN)/python -m tests.mutations --seed $(SEED) --number $(N)

SEED ?= 1
N ?= 100
faults: $(READY) ## draw N faults of one line (SEED) in a copy of the tree; which does no test notice?
	@$(BIN)/python -m macros browser --quiet
	@$(BIN)/python -m tests.faults --seed $(SEED) --number $(N)

kills: $(READY) ## kill, starve and disturb builds at every step; a table of what became of the last site and the next
	@$(BIN)/python -m tests.site.kills

browser: $(READY) ## install Chromium, WebKit, Firefox and a CJK font for the browser tests
	@$(BIN)/python -m macros browser

lint: $(READY) ## ruff, workflow checks, type checks
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/check-jsonschema --quiet --builtin-schema vendor.github-workflows .github/workflows/*.yml
	@$(BIN)/check-jsonschema --quiet --builtin-schema vendor.dependabot .github/dependabot.yml
	@$(BIN)/check-jsonschema --quiet --builtin-schema vendor.github-issue-forms .github/ISSUE_TEMPLATE/correction.yml .github/ISSUE_TEMPLATE/fault.yml
	@$(BIN)/check-jsonschema --quiet --builtin-schema vendor.github-issue-config .github/ISSUE_TEMPLATE/config.yml
	@$(BIN)/check-jsonschema --quiet --builtin-schema vendor.citation-file-format CITATION.cff
	@$(BIN)/zizmor --offline --quiet --no-progress .github
	@$(BIN)/mypy

format: $(READY) ## format the code
	@$(BIN)/ruff check --fix-only --quiet .
	@$(BIN)/ruff format .

lock: $(READY) ## the newest packages that pyproject.toml allows, the same on every Python, into requirements.lock
	@$(BIN)/uv pip compile --upgrade --universal --python-version 3.11 --fork-strategy fewest --generate-hashes --no-annotate --no-header --no-emit-index-url --no-emit-find-links --all-extras --quiet pyproject.toml -o requirements.lock
	@$(BIN)/uv pip compile --upgrade --universal --python-version 3.11 --fork-strategy fewest --generate-hashes --no-annotate --no-header --no-emit-index-url --no-emit-find-links --quiet --group zensical --constraints requirements.lock -o zensical.lock
	@git --no-pager diff --stat -- requirements.lock zensical.lock

licences: $(READY) ## the licences of what the site serves, from the packages that it is made of (needs Node)
	@command -v npm >/dev/null || { echo "make licences needs Node's npm: the licences of the charts library are in its packages."; exit 1; }
	@$(BIN)/python -m macros licences

release: $(READY) ## wheel and source archive into dist/, when tag, package, changelog and citation name one version
	@$(BIN)/python -m macros release $(TAG)

clean: ## remove what was built, keep the set-up
	rm -rf site .cache dist
