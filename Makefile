# Two commands matter: `make run` and `make test`. Each prepares what it needs:
# .venv, the locked dependencies, the project itself, the fonts.

PYTHON ?= python3
PORT   ?= 8000
VENV   := .venv
BIN    := $(VENV)/bin

.DEFAULT_GOAL := help
.PHONY: help run test lint types unit bench faults golden fonts lock clean

help: ## this list
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*##/\t/' | expand -t 12

run: $(VENV)/.run fonts ## a practice office with a virtual sign on http://127.0.0.1:8000
	$(BIN)/ledctl demo --port $(PORT)

test: $(VENV)/.test fonts lint types unit ## everything that must hold before a change lands

lint: $(VENV)/.test
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: $(VENV)/.test
	$(BIN)/mypy

unit: $(VENV)/.test fonts
	$(BIN)/python tests/pure_coverage.py settings artifacts/coverage.ini
	$(BIN)/pytest -n auto --dist worksteal --cov --cov-config=artifacts/coverage.ini \
	  --cov-report=json:artifacts/coverage.json
	$(BIN)/python tests/pure_coverage.py gate artifacts/coverage.json

bench: $(VENV)/.test fonts ## measure: ratios against a floor in the same run
	$(BIN)/python -m benchmarks

faults: $(VENV)/.test fonts ## kill -9, power cuts, disks, links, cards, clocks, tampering: RUNS=n of each, SEED=s
	@$(BIN)/python -m tests.faults $(if $(RUNS),--runs $(RUNS)) $(if $(SEED),--seed $(SEED))

golden: $(VENV)/.test fonts ## write the golden pictures anew; look at each before committing it
	$(BIN)/pytest tests/rendering tests/boards/test_sheet_says.py --update-golden

fonts: $(VENV)/.fonts
	@$(BIN)/ledctl fonts check --quiet || $(BIN)/ledctl fonts install

lock: ## resolve the dependencies anew (needs uv); the lock files name no host
	uv pip compile pyproject.toml --extra build --universal --python-version 3.11 \
	  --generate-hashes --no-emit-index-url --no-header -q -o requirements.lock
	uv pip compile pyproject.toml --extra build --extra dev --universal --python-version 3.11 \
	  --generate-hashes --no-emit-index-url --no-header -q -o requirements-dev.lock

clean: ## forget everything that was prepared
	rm -rf $(VENV) artifacts .mypy_cache .ruff_cache .pytest_cache .hypothesis

# -- preparing ----------------------------------------------------------------------------

# Every pinned font is asked for once; one that only some sites choose and that cannot be had is not asked
# for at every make. `ledctl fonts install` asks again.
$(VENV)/.fonts: fonts/fonts.toml | $(VENV)/.python
	@test -x $(BIN)/ledctl || $(MAKE) --no-print-directory $(VENV)/.run
	$(BIN)/ledctl fonts install
	@touch $@

$(VENV)/.python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
	  || { echo "ledctl needs Python 3.11 or newer: make $(MAKECMDGOALS) PYTHON=python3.12"; exit 1; }
	$(PYTHON) -m venv $(VENV)
	touch $@

# The locked dependencies are checked by hash; the project goes in beside them without any of its own.
$(VENV)/.run: requirements.lock pyproject.toml | $(VENV)/.python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	touch $@

$(VENV)/.test: requirements-dev.lock requirements-peers.lock pyproject.toml | $(VENV)/.python
	sh .ci/debian-packages
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --no-deps --upgrade \
	  --target $(VENV)/peers -r requirements-peers.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	touch $@ $(VENV)/.run
