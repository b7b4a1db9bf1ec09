# Every command of the project. `make run` and `make test` work in a bare clone: they make .venv and fill it.

PYTHON ?= python3
PYTEST_ARGS ?=
VENV := .venv
BIN := $(VENV)/bin
SOURCES := dss_core pages $(wildcard app.py)
TRANSLATIONS := data/language
export PIP_DISABLE_PIP_VERSION_CHECK := 1

.PHONY: help run test check style types walls house secure covered bench screens words sample
.DEFAULT_GOAL := help

help: ## Shows this list
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "make %-8s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

run: $(VENV)/run.stamp ## Starts the program; installs it and makes the sample province the first time
	@$(BIN)/python -m dss_core init
	@$(BIN)/python -m dss_core serve

test: $(VENV)/dev.stamp ## Runs every test and says whether PostgreSQL and Chromium were really used
	@bash tests/support/machine.sh
	$(BIN)/python -m pytest --cov --cov-report= --cov-fail-under=0 $(PYTEST_ARGS)

check: style types walls house secure covered ## Checks style, types, walls, words and how much of the core `make test` ran

style: $(VENV)/dev.stamp
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: $(VENV)/dev.stamp
	$(BIN)/mypy $(SOURCES)

walls: $(VENV)/dev.stamp
	$(BIN)/lint-imports

house: $(VENV)/dev.stamp
	$(BIN)/python -m pytest -q tests/architecture

secure: $(VENV)/dev.stamp
	$(BIN)/bandit -q -r $(SOURCES) -c pyproject.toml
	git ls-files -z | grep -zvE '\.(po|xlsx|png|ttf|geojson)$$' | xargs -0 $(BIN)/detect-secrets-hook
	$(BIN)/python -m tests.support.audit_packages

covered: $(VENV)/dev.stamp
	$(BIN)/coverage report

bench: $(VENV)/bench.stamp ## Measures how long the heavy steps take
	@$(BIN)/python -m tests.bench

screens: $(VENV)/dev.stamp ## Takes a picture of every page in Thai and in English
	@bash tests/support/machine.sh
	@$(BIN)/python -m tests.browser.screens

# The dates and line numbers stay out, so that only changed words change the file.
words: $(VENV)/dev.stamp ## Brings the words to translate up to date with the source
	@$(BIN)/pybabel -q extract --no-default-keywords -k _ -k N_ -k n:1,2 -c "Translators:" --add-location=file \
		--project="Poverty DSS" --version=1 -o $(VENV)/messages.pot $(SOURCES)
	@$(BIN)/pybabel -q update -l th -d $(TRANSLATIONS) -i $(VENV)/messages.pot --no-fuzzy-matching \
		--ignore-obsolete --ignore-pot-creation-date --no-wrap
	@$(BIN)/python -m pytest -q tests/architecture/test_words.py

sample: $(VENV)/run.stamp ## Writes the files of the synthetic province anew
	@$(BIN)/python -m dss_core make-sample

$(VENV)/run.stamp: requirements.txt | $(VENV)/bin/pip
	$(BIN)/python -m pip install -q -r requirements.txt -c constraints.txt
	@touch $@

$(VENV)/dev.stamp: requirements-dev.txt requirements.txt | $(VENV)/bin/pip
	$(BIN)/python -m pip install -q -r requirements-dev.txt -c constraints.txt
	@touch $@ $(VENV)/run.stamp

$(VENV)/bench.stamp: requirements-bench.txt $(VENV)/dev.stamp
	$(BIN)/python -m pip install -q -r requirements-bench.txt -c constraints.txt
	@touch $@

$(VENV)/bin/pip:
	@command -v $(PYTHON) >/dev/null || { echo "Python is not installed. Install Python 3.11 or newer, then run this again."; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
		echo "Python 3.11 or newer is needed; $(PYTHON) is $$($(PYTHON) -V 2>&1). With another one installed: make run PYTHON=python3.12"; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || { \
		echo "$(PYTHON) lacks the part that makes virtual environments; on Debian and Ubuntu it is the package python3-venv."; \
		if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then echo "Installing it."; \
			apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -yqq python3-venv; \
		else echo "Install it, for example: sudo apt-get install python3-venv"; exit 1; fi; }
	@$(PYTHON) -m venv --clear $(VENV)
