# Two commands are enough: `make demo` shows the main job, `make test` runs all tests. Both set up .venv first, once.
PYTHON ?= python3
BIN := .venv/bin
READY := .venv/.ready
ARTICLE := seeds/nato-expels-russian-officers.txt

.PHONY: demo test check lint types docs docs-check bench lock test-local-model clean

$(READY): requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(0 if sys.version_info >= (3, 11) else "extractor needs Python 3.11 or newer. Say: make PYTHON=python3.12 ...")'
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $(READY)

demo: $(READY)
	@mkdir -p out
	@$(BIN)/extractor extract $(ARTICLE) --published 2021-10-07 -o out/nato.json --html out/nato.html --summary || test $$? -eq 1
	@echo
	@echo "JSON:        out/nato.json"
	@echo "Review page: out/nato.html (open it in a browser)"

test: $(READY)
	$(BIN)/python -m pytest $(if $(K),-k "$(K)")

check: lint types docs-check test

lint: $(READY)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/lint-imports

types: $(READY)
	$(BIN)/mypy

docs: $(READY)
	$(BIN)/python docs/generate.py

docs-check: $(READY)
	$(BIN)/python docs/generate.py --check

bench: $(READY)
	$(BIN)/python -m benchmarks $(B)

test-local-model: $(READY)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check "llama-cpp-python[server]>=0.3.16,<0.4" "gguf>=0.17,<1"
	$(BIN)/python -m pytest -m local_model tests/local_model

# Needs uv; writes versions and hashes only, no package index.
lock:
	uv pip compile pyproject.toml --extra dev --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --no-annotate --output-file requirements.lock

clean:
	rm -rf .venv out .pytest_cache .mypy_cache .ruff_cache .hypothesis build dist
