# The two commands: `make run` and `make test`. Both install what they need into .venv first.

PORT ?= 8501
BIN := .venv/bin
# The first Python that is new enough; another one can be named: make run PYTHON=/path/to/python
PYTHON ?= $(shell for name in python3 python3.14 python3.13 python3.12 python3.11 python; do \
	if $$name -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then echo $$name; break; fi; done)

.PHONY: run test lint types contracts slides lock inventory clean

run: .venv/packed
	$(BIN)/streamlit run app.py --server.port $(PORT)

test: lint types contracts .venv/installed-browser
	$(BIN)/python -m pytest -q -n 2 --dist loadfile --no-loadscope-reorder

lint: .venv/installed-test
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: .venv/installed-test
	$(BIN)/mypy data analytics pages app.py

contracts: .venv/installed-test
	$(BIN)/lint-imports --no-cache

# Every kind of slide on every kind of template, checked, and as sheets to look at.
slides: .venv/installed-browser
	SLIDES=var/slides $(BIN)/python -m pytest -q tests/analytics/exports/test_rendered_slides.py
	@echo "Look at the sheets in var/slides."

# The scripts of Streamlit as small as they get, half a minute once: the first visitor need not load more than the others.
.venv/packed: .venv/installed-run
	$(BIN)/python -m pages.server.packing
	@touch $@

# A stamp is younger than the list it was installed from, so the second start installs nothing.
.venv/installed-run: requirements.txt | .venv/created
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.txt
	@touch $@

.venv/installed-test: requirements-dev.txt | .venv/created
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.txt
	@touch $@

.venv/installed-browser: .venv/installed-test
	$(BIN)/python -m tests.browser.chromium
	$(BIN)/python -m tests.cluster.nginx
	$(BIN)/python -m tests.analytics.exports.gate.office
	@touch $@

.venv/created:
	@test -n "$(PYTHON)" || { echo "The atlas needs Python 3.11 or newer; none was found. Name one: make run PYTHON=/path/to/python" >&2; exit 1; }
	@$(PYTHON) -m venv .venv || { echo "$(PYTHON) cannot create a virtual environment. On Debian or Ubuntu: apt-get install python3-venv" >&2; rm -rf .venv; exit 1; }
	@touch $@

# Pins every dependency with its hashes; run it after a change in pyproject.toml.
LOCK := uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-emit-find-links --no-annotate --custom-compile-command "make lock" pyproject.toml
lock: .venv/created
	$(BIN)/python -m pip install --quiet uv
	$(BIN)/$(LOCK) --output-file requirements.txt
	$(BIN)/$(LOCK) --extra dev --constraint requirements.txt --output-file requirements-dev.txt

# List of parts (CycloneDX, var/atlas.cdx.json) and deploy/LICENCES.md; run it after `make lock`.
inventory: .venv/installed-test
	$(BIN)/python -m deploy.inventory

clean:
	rm -rf .venv .pytest_cache .mypy_cache .ruff_cache
