# Debrief. `make run` serves it with demonstration data; `make test` tests it; `make help` lists the rest.
PYTHON ?= python3
PORT ?= 8000
DATA ?= data
PY := .venv/bin/python

.DEFAULT_GOAL := help
.PHONY: help run test install check browser browser-story browser-pages bench faults lock screenshots

help: ## this list
	@awk -F ':.*## ' '/^[a-z]+:.*## / {printf "  make %-12s %s\n", $$1, $$2}' Makefile

run: .venv/run ## serve demonstration data on 127.0.0.1 (PORT=8000 DATA=data)
	@exec $(PY) -m api demonstrate --port $(PORT) --data $(DATA)

test: .venv/test ## the tests; no browser needed
	$(PY) -m pytest -n auto --dist loadfile --no-loadscope-reorder

install: .venv/dev ## everything that developing needs

check: .venv/dev ## style, types, directions of imports, dependencies
	$(PY) -m ruff check .
	$(PY) -m ruff format --check .
	$(PY) -m mypy
	PYTHONPATH=. .venv/bin/lint-imports
	.venv/bin/deptry .

browser: .venv/dev ## the stories in a real Chromium
	@$(MAKE) --no-print-directory -j 2 browser-story browser-pages

browser-story:
	$(PY) -m pytest tests/browser/test_staff.py

browser-pages:
	$(PY) -m pytest tests/browser --ignore=tests/browser/test_staff.py

bench: .venv/dev ## what answering costs, against the floor; into benchmarks/results/latest.json
	$(PY) -m benchmarks

faults: .venv/dev ## kills and races, longer than in the tests
	$(PY) -m pytest tests/faults --long

screenshots: .venv/dev ## the pictures of the README
	$(PY) -m tests.browser.screenshots

lock: ## renew the hashed locks (needs uv)
	uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-header --no-annotate --no-emit-index-url pyproject.toml -o requirements.txt
	uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-header --no-annotate --no-emit-index-url --extra test -c requirements.txt pyproject.toml -o requirements-test.txt
	uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-header --no-annotate --no-emit-index-url --extra test --extra check --extra browser -c requirements-test.txt pyproject.toml -o requirements-dev.txt

.venv/bin/python:
	$(PYTHON) -m venv --without-pip .venv

.venv/run: requirements.txt | .venv/bin/python
	$(PYTHON) -m pip --python $(PY) install -q --disable-pip-version-check --require-hashes -r $<
	@touch $@

.venv/test: requirements-test.txt | .venv/bin/python
	$(PYTHON) -m pip --python $(PY) install -q --disable-pip-version-check --require-hashes -r $<
	@touch $@ .venv/run

.venv/dev: requirements-dev.txt | .venv/bin/python
	$(PYTHON) -m pip --python $(PY) install -q --disable-pip-version-check --require-hashes -r $<
	@touch $@ .venv/run .venv/test
