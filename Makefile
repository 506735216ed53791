# Everything that a fresh Debian 12 with Python 3.11, pip and apt lacks is installed by these targets.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
RUNTIME := $(VENV)/.runtime
DEV := $(VENV)/.dev

.DEFAULT_GOAL := help
.PHONY: help demo dev run test check fix bench docs messages requirements

help: ## show what there is to run
	@awk -F ':.*## ' '/^[a-z]+:.*## /{printf "  make %-14s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

demo: $(RUNTIME) ## read the documents in demo/ and serve them at http://127.0.0.1:8000
	$(BIN)/throughline demo

dev: $(DEV) ## an environment with everything that the tests need

run: $(RUNTIME) ## serve the record
	$(BIN)/throughline serve

test: dev ## everything that .ci/run runs: style, types, tests on SQLite and PostgreSQL, in a browser
	@if [ ! -x /usr/bin/chromium ]; then sh tests/browser/install-chromium.sh; fi
	$(MAKE) --no-print-directory check
	$(BIN)/python -m pytest -n 2 --dist loadfile --ignore=tests/browser
	THROUGHLINE_TEST_DATABASE=postgresql $(BIN)/python -m pytest -n 2 --dist loadfile --ignore=tests/browser -m database
# Browser tests apart: the browser's event loop would stand in the way of the tests of the database in the same process.
	$(BIN)/python -m pytest tests/browser

check: dev ## style and types
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy throughline tests bench demo
	$(BIN)/python -m throughline.web.manage makemigrations --check --dry-run

fix: dev ## format, and mend what can be mended by itself
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

bench: dev ## every measure, printed
	$(BIN)/python -m bench

docs: dev ## write the lists in docs/ that the code knows
	$(BIN)/python -m docs.lists

messages: dev ## gather the words of the interface into throughline/web/locale, compile them, say what is untranslated
	$(BIN)/python -m docs.languages

requirements: dev ## compile requirements/*.txt again from requirements/*.in
	$(PYTHON) -m pip install --quiet uv
	for one in runtime dev; do $(PYTHON) -m uv pip compile --quiet --upgrade --universal --python-version 3.11 \
		--generate-hashes --no-emit-index-url --no-header --no-annotate \
		--output-file requirements/$$one.txt requirements/$$one.in; done

$(BIN)/python:
	$(PYTHON) -m venv $(VENV) || { apt-get update -qq && apt-get install -y -qq python3-venv && $(PYTHON) -m venv $(VENV); }

$(RUNTIME): requirements/runtime.txt pyproject.toml | $(BIN)/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --only-binary :all: -r requirements/runtime.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	touch $@

$(DEV): requirements/dev.txt $(RUNTIME)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --only-binary :all: -r requirements/dev.txt
	touch $@
