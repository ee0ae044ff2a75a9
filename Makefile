# Two commands matter: `make run` and `make test`. Each makes .venv and installs by itself.

PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
PORT   ?= 8000

.PHONY: run test lint types bench fonts clean debian-packages

run: $(VENV)/.installed fonts
	$(BIN)/ledctl demo --port $(PORT)

test: debian-packages $(VENV)/.installed-dev fonts
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/pytest --cov --cov-report=term:skip-covered --cov-report=json:artifacts/coverage.json
	$(BIN)/python tests/pure_coverage.py artifacts/coverage.json

bench: $(VENV)/.installed-dev fonts
	$(BIN)/python -m benchmarks

fonts: | $(VENV)/.installed-any
	@$(BIN)/ledctl fonts check --quiet || $(BIN)/ledctl fonts install

$(VENV)/bin/python:
	$(PYTHON) -m venv $(VENV)

$(VENV)/.installed: requirements.lock pyproject.toml | $(VENV)/bin/python
	test -e $(VENV)/.installed-dev || $(BIN)/python -m pip install --quiet --require-hashes -r requirements.lock
	$(BIN)/python -m ledctl.setup_checkout
	touch $@ $(VENV)/.installed-any
