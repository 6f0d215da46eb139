# `make demo` and `make test` are all one needs; both install what they use first.
PYTHON ?= python3
BIN := .venv/bin
ARGS ?=

.DEFAULT_GOAL := help
.PHONY: help demo test lint format install install-dev texts lock clean

help: ## Show the targets
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 14

demo: install ## Run the demonstration, e.g. make demo ARGS="--port 8123 --fresh"
	@$(BIN)/torang demo $(ARGS)

test: lint ## Check the style and run the tests, e.g. make test ARGS="-k score"
	@$(BIN)/python -m tests.postgresql $(BIN)/pytest -n auto --dist worksteal $(ARGS)

lint: install-dev ## Check style, types, imports and catalogues
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check --quiet .
	@$(BIN)/mypy
	@$(BIN)/lint-imports
	@$(BIN)/pytest --noconftest tests/test_locales.py

format: install-dev ## Let ruff format and mend what it can
	@$(BIN)/ruff format .
	@$(BIN)/ruff check --fix .

install: .venv/installed ## Install what running needs into .venv
install-dev: .venv/installed-dev ## Install what developing needs into .venv

# Hashes pin every file; the project itself is ours, so it has none.
# A lock is complete, so pip looks for nothing else: for `coverage[toml]` it would take the newest
# version, which has no hash here.
PIP := $(BIN)/python -m pip install --quiet --quiet --disable-pip-version-check

.venv/installed: requirements.lock pyproject.toml
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv
	@$(PIP) --require-hashes --no-deps -r requirements.lock
	@$(PIP) --no-deps --no-build-isolation --editable .
	@touch $@

.venv/installed-dev: requirements-dev.lock pyproject.toml
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv
	@$(PIP) --require-hashes --no-deps -r requirements-dev.lock
	@$(PIP) --no-deps --no-build-isolation --editable .
	@touch $@

texts: install-dev ## Collect the sentences of the code into the catalogues
	@$(BIN)/pybabel -q extract -F pyproject.toml --no-location --sort-output --project=torang --version=1 \
	  -o .venv/torang.pot bot handlers
	@for language in id en; do \
	  $(BIN)/pybabel -q update --no-fuzzy-matching --omit-header --ignore-obsolete --ignore-pot-creation-date \
	    -D torang -l $$language -i .venv/torang.pot -d locales || exit 1; done

lock: install-dev ## Choose the pinned versions anew
	@$(BIN)/uv pip compile --universal --generate-hashes --no-header --no-emit-index-url --upgrade \
	  --python-version 3.11 --extra build -o requirements.lock pyproject.toml
	@$(BIN)/uv pip compile --universal --generate-hashes --no-header --no-emit-index-url --upgrade \
	  --python-version 3.11 --all-extras -o requirements-dev.lock pyproject.toml

clean: ## Remove what was installed and made, but not the data in var/
	@rm -rf .venv .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis
