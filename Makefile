# Every target sets up what it needs, once: a second run starts at once.
PYTHON ?= $(shell command -v python3.11 || command -v python3)
VENV := .venv
BIN := $(VENV)/bin
LOCK := $(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
  --no-emit-index-url --no-emit-find-links --no-header --no-annotate
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check
# uv installs in a tenth of the time. Where it cannot (a mirror that only pip has been told of), pip does it.
UV := $(BIN)/uv pip install --quiet --python $(BIN)/python

# The tests start many programs: each reads what Python compiled once, whatever the machine's habit is.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: plan test lint soak bench screenshots notebooks charter lock clean

plan: $(VENV)/.ready  ## print next week's plan for the fixture week
	@$(BIN)/daeet plan fixtures/lille-2026-W48.json

test: $(VENV)/.ready-dev $(VENV)/.browser  ## run every test, the linters and the type checker first
	$(MAKE) --no-print-directory lint
	$(BIN)/pytest

lint: $(VENV)/.ready-dev  ## style, format and strict types
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy

soak: $(VENV)/.ready-dev $(VENV)/.browser  ## the long campaigns: many more random instances, many more crashes, all on both databases
	HYPOTHESIS_PROFILE=soak $(BIN)/pytest tests/test_against_oracle.py tests/simulate tests/api tests/pages

bench: $(VENV)/.ready-bench  ## measure every figure of benchmarks/README.md again
	$(BIN)/python -m benchmarks

screenshots: $(VENV)/.ready-dev $(VENV)/.browser  ## every page and state as a picture, into .screenshots
	$(BIN)/python -m tests.pages.screenshots .screenshots $(ONLY)

notebooks: $(VENV)/.ready-dev  ## execute the notebooks and make a page of each in notebooks/pages/
	@$(BIN)/python -m notebooks

charter: $(VENV)/.ready  ## write docs/regles.md anew from solver/charter.py
	$(BIN)/python -m solver.charter

lock: $(VENV)/.ready-dev  ## choose dependency versions anew; needs the network
	$(LOCK) --group installer -o requirements-installer.lock
	$(LOCK) pyproject.toml --group build -o requirements.lock
	$(LOCK) pyproject.toml --group build --group dev --group bench -o requirements-dev.lock

clean:  ## forget everything that was set up
	rm -rf $(VENV)

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "Il faut Python 3.11 ou plus récent : make PYTHON=/chemin/vers/python3.11" >&2; exit 1; }
	@$(PYTHON) -m venv $(VENV)

$(BIN)/uv: $(BIN)/python requirements-installer.lock
	@echo "Installation (une seule fois)…" >&2
	@$(PIP) --require-hashes -r requirements-installer.lock
	@touch $@

$(VENV)/.ready: $(BIN)/uv requirements.lock pyproject.toml
	@$(UV) --require-hashes -r requirements.lock 2>/dev/null || $(PIP) --require-hashes -r requirements.lock
	@$(PIP) --no-deps --no-build-isolation -e .
	@touch $@

$(VENV)/.ready-dev: $(VENV)/.ready requirements-dev.lock
	@echo "Installation des outils de test (une seule fois)…" >&2
	@$(UV) --require-hashes -r requirements-dev.lock 2>/dev/null || $(PIP) --require-hashes -r requirements-dev.lock
	@touch $@

$(VENV)/.ready-bench: $(VENV)/.ready-dev
	@touch $@

# The tests of pages read them in a real browser: the machine's Chromium, installed where that is allowed (Debian's build without windows, which
# starts faster). Without one they are left out, and the tests say so.
$(VENV)/.browser: | $(VENV)/.ready-dev
	@command -v chromium-headless-shell chromium chromium-browser google-chrome >/dev/null || \
	  { [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null && echo "Installation de Chromium (une seule fois)…" >&2 && \
	    apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends chromium-headless-shell >/dev/null; } || \
	  echo "Pas de Chromium : les tests des pages dans un navigateur seront laissés de côté." >&2
	@touch $@
