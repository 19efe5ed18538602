# The commands of the project. `make demo` and `make test` need nothing but Python 3.11 or newer on the machine.
PYTHON ?= $(firstword $(foreach name,python3 python3.14 python3.13 python3.12 python3.11,$(if $(shell $(name) -c 'import sys, venv; assert sys.version_info >= (3, 11)' 2>/dev/null && echo yes),$(name))) python3)
BIN := .venv/bin
export PORT ?= 8000

.PHONY: setup
setup:
	@$(PYTHON) scripts/bootstrap.py
