# Two commands: `make demo` and `make test`. Everything lives in .venv in this folder.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
LIBRARY := .demo-library
# On Linux outside these pins' CPU build of torch, name PyTorch's CPU index here to avoid the CUDA packages.
PIP_FLAGS ?=
# Size of the large library that `make bench` measures.
PASSAGES ?= 100000
# Odd reviews that `make fuzz` tries.
REVIEWS ?= 5000

.DEFAULT_GOAL := help
.PHONY: help setup setup-dev demo test fuzz lint format types check bench bench-ingest bench-start bench-web bench-hostile check-api eval baseline clean

help: ## List what can be made
	@awk -F ':.*## ' '/^[a-z-]+:.*## /{printf "  make %-14s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

$(VENV)/.base: pyproject.toml constraints.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "Casebook needs Python 3.11 or later; $(PYTHON) is older. Try: make setup PYTHON=python3.12"; exit 1; }
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check $(PIP_FLAGS) -c constraints.txt -e .
	@touch $@

$(VENV)/.dev: $(VENV)/.base
	$(BIN)/python -m pip install --quiet --disable-pip-version-check $(PIP_FLAGS) -c constraints.txt -e '.[dev,eval,llm]'
	@touch $@

setup: $(VENV)/.base ## Make .venv with the casebook command in it
setup-dev: $(VENV)/.dev ## The same, with what the tests and checks need

demo: setup ## Ingest the sample collection and answer three questions (or ASK="yours")
	@sample/demo.sh $(BIN)/casebook $(LIBRARY) "$(ASK)"

test: setup-dev ## Run the test suite
	$(BIN)/python -m pytest

fuzz: setup-dev ## Try 5,000 reviews of odd content in all formats (fewer: REVIEWS=500)
	FUZZ_REVIEWS=$(REVIEWS) $(BIN)/python -m pytest tests/app/test_odd_reviews.py

lint: setup-dev ## Check style and format
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

format: setup-dev ## Put the code in its format
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

types: setup-dev ## Check the types
	$(BIN)/mypy

check: lint types test eval ## Everything that must pass

bench: setup-dev ## Measure retrieval beside its rivals (quicker: PASSAGES=20000)
	$(BIN)/python -m eval.bench --passages $(PASSAGES)

bench-ingest: setup-dev ## Measure the parse against gold structure
	$(BIN)/python -m eval.bench.structure
	$(BIN)/python -m eval.bench.pdf
	$(BIN)/python -m eval.bench.formats
	$(BIN)/python -m eval.bench.alarms

bench-start: setup-dev ## Measure a cold start beside LlamaIndex's stock pipeline
	$(BIN)/python -m eval.bench.start

bench-web: setup-dev ## Measure the page and the API: first view, questions, many users, memory
	$(BIN)/python -m eval.bench.web

bench-hostile: setup ## Measure what hostile files cost to add and to ask about
	$(BIN)/python -m eval.bench.hostile

check-api: setup-dev ## Ask the API all that its document allows and forbids (after make demo)
	$(BIN)/python -m eval.bench.api $(LIBRARY)

eval: setup-dev ## Run the known question-answer pairs; fails on a broken floor or a drop against the baseline
	@eval/gate.sh $(BIN)/casebook .eval-library

baseline: setup-dev ## Make what is measured now the baseline: make baseline BECAUSE="why it moved"
	@test -n "$(BECAUSE)" || { echo 'Say why: make baseline BECAUSE="..."'; exit 1; }
	@eval/gate.sh $(BIN)/casebook .eval-library "$(BECAUSE)"

clean: ## Remove the virtual environment and the demo's library
	rm -rf $(VENV) $(LIBRARY) .eval-library build dist
