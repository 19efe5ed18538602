# The commands of the project. They need nothing on the machine but Python 3.11 or newer, make and git.
PYTHON ?= $(firstword $(foreach name,python3 python3.14 python3.13 python3.12 python3.11,$(if $(shell $(name) -c 'import sys, venv; assert sys.version_info >= (3, 11); print("yes")' 2>/dev/null),$(name))) python3)
BIN := .venv/bin
PYTEST := $(BIN)/python -m pytest
# Each worker has a database of its own; more than four only fight over the disk.
WORKERS := -n auto --maxprocesses 4 --dist worksteal
export PORT ?= 8000

.DEFAULT_GOAL := help
.PHONY: help environment setup demo test check lint format types contracts bench bench-journey bench-clocks bench-import locks clean

help:  ## list the commands
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*## /\t/' | expand -t 16

environment:  ## virtual environment and front-end files, from hashed locks; quick when nothing changed
	@$(PYTHON) scripts/bootstrap.py

setup: environment  ## all of `make demo` but serving
	@$(BIN)/holdfast setup --demo

demo: setup  ## serve the fictional authority on 127.0.0.1:$PORT until Ctrl-C
	@exec $(BIN)/holdfast serve --demo

test: environment  ## the whole test suite
	@$(PYTEST) $(WORKERS) -q -rs

check: environment lint types contracts  ## what CI runs: lint, types, import contracts, whole suite with coverage
	@$(PYTEST) $(WORKERS) -q -rs --cov --cov-report=term

lint: environment  ## ruff: rules and format
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .

format: environment  ## mend what ruff can mend
	@$(BIN)/ruff check --fix-only --quiet .
	@$(BIN)/ruff format .

types: environment  ## mypy, strict
	@$(BIN)/mypy

contracts: environment  ## which room may import which
	@$(BIN)/lint-imports --no-logo

bench: bench-clocks bench-import bench-journey  ## all measurements

bench-journey: environment  ## keystrokes and clicks from a telephone call to the end of the plans
	@$(PYTEST) -q -s -m benchmark tests/benchmarks/test_journey.py

bench-clocks: environment  ## rebuilding the clocks of 400,000 open cases, and the pages and the search over them
	@$(PYTEST) -q -s -m benchmark tests/benchmarks/test_clocks.py tests/benchmarks/test_pages.py

bench-import: environment  ## reading in a return of 30,000 children
	@$(PYTEST) -q -s -m benchmark tests/benchmarks/test_import.py

locks: environment  ## renew the hashed requirement files from the .in files
	@$(BIN)/python scripts/lock.py

clean:  ## remove what set-up made; the database in HOLDFAST_HOME stays
	@rm -rf .venv node_modules src/holdfast/web/static/vendor .mypy_cache .ruff_cache .pytest_cache .coverage* htmlcov
