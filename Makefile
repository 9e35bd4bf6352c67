# Everything a developer does. `make` alone prints what there is.
SHELL := /bin/sh
.DEFAULT_GOAL := help
.PHONY: help demo test bench lint assets clean screenshots translations venv chromium

PYTHON ?= python3
PORT ?= 8000
CASEFILE_DATA ?= var

VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/pip --disable-pip-version-check --quiet
# What an installation of the project itself depends on: front-end files and translations are built by it.
BUILT_FROM := pyproject.toml hatch_build.py package.json package-lock.json $(wildcard casefile/translations/*/LC_MESSAGES/*.po)
FRESH := $(BIN)/python -c 'import sys, hatch_build; sys.exit(not hatch_build.is_fresh())'

help: ## Print this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-12s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)
	@echo "  PORT=$(PORT) and CASEFILE_DATA=$(CASEFILE_DATA) choose the port and the folder of the demo."

demo: $(VENV)/.run ## Start everything with invented data; Ctrl-C stops it
	@$(FRESH) || $(MAKE) --no-print-directory assets
	@exec env PORT='$(PORT)' CASEFILE_DATA='$(CASEFILE_DATA)' $(BIN)/casefile demo

test: lint chromium ## Check style, types and import contracts, and run all tests
	@$(FRESH) || $(MAKE) --no-print-directory assets
	$(BIN)/pytest -n 2 $(PYTEST)

lint: $(VENV)/.dev ## Check style, types and import contracts
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports

bench: $(VENV)/.dev ## Measure; figures are ratios within one run
	$(BIN)/python -m tests.bench

screenshots: $(VENV)/.dev chromium ## Make the pictures of the README anew
	$(BIN)/python -m tests.screenshots

translations: $(VENV)/.dev ## Merge new and changed texts into the Korean catalogue
	$(BIN)/pybabel -q extract -F babel.cfg -k _l -k N_ -k lazy_gettext --no-location --sort-output -o messages.pot .
	$(BIN)/pybabel -q update --no-fuzzy-matching --ignore-obsolete -i messages.pot -l ko \
	  -o casefile/translations/ko/LC_MESSAGES/messages.po
	@rm -f messages.pot

assets: $(BIN)/pip ## Fetch the front-end files and compile the translations
	$(PIP) install --no-deps --editable .

venv: $(VENV)/.dev ## Install what development needs

clean: ## Remove what was built or installed; the data folder stays
	rm -rf $(VENV) casefile/static/dist casefile/dossiers/fonts workers/reading/tessdata build dist htmlcov node_modules *.egg-info
	rm -rf .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis .coverage .coverage.*
	find casefile workers templates tests -name __pycache__ -prune -exec rm -rf {} +
	find casefile -name '*.mo' -delete

# pip comes last into a new environment: while it is missing, the environment is not whole.
$(BIN)/pip:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || { \
	  echo "Python 3.11 or newer is needed, and '$(PYTHON)' is not. Name one: make PYTHON=python3.12 ..." >&2; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || { \
	  echo "'$(PYTHON)' cannot make environments. Install its venv module (Debian: apt install python3-venv)." >&2; exit 1; }
	@rm -rf $(VENV)
	@$(PYTHON) -m venv $(VENV)

$(VENV)/.run: requirements/run.txt $(BUILT_FROM) | $(BIN)/pip
	@echo "Installing what the application needs (this is done once) ..."
	@$(PIP) install --require-hashes --requirement requirements/run.txt
	@$(PIP) install --no-deps --editable .
	@$(BIN)/python -m compileall -q -j 0 $(VENV)/lib casefile workers >/dev/null || true # some packages carry templates that are no Python
	@touch $@

$(VENV)/.dev: requirements/dev.txt $(BUILT_FROM) | $(BIN)/pip
	@echo "Installing what development needs (this is done once) ..."
	@$(PIP) install --require-hashes --requirement requirements/dev.txt
	@$(PIP) install --no-deps --editable .
	@touch $@ $(VENV)/.run

# Browser tests need Chromium and Korean glyphs. Root gets them from the system's packages where there are such.
chromium:
	@if ! command -v chromium >/dev/null || ! ls /usr/share/fonts/*/noto/NotoSansCJK* >/dev/null 2>&1; then \
	  if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
	    { apt-get -qq update && DEBIAN_FRONTEND=noninteractive apt-get -qq install --yes --no-install-recommends \
	      chromium fonts-noto-cjk; } >/dev/null 2>&1 || true; \
	  fi; \
	fi
	@command -v chromium >/dev/null || [ -n "$$CHROMIUM" ] || \
	  echo "There is no Chromium: the browser tests will be shown as skipped, and fail where CI=true."
