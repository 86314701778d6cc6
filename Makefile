# make demo and make test need only Python (3.11 to 3.13) and make; everything else goes into .venv.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip install -qq --disable-pip-version-check -c constraints.txt
# A file's tests share what is costly to set up, so that they stay on one process.
PYTEST_JOBS := -n logical --maxprocesses 8 --dist loadfile --no-loadscope-reorder
INSTALLED := $(VENV)/.installed
INSTALLED_DEV := $(VENV)/.installed-dev

.DEFAULT_GOAL := help
.PHONY: help demo test lint format bench accuracy dist clean

help:
	@echo "make demo    run the main job on the samples, into demo/zhibiao.sqlite"
	@echo "make test    run all tests (PYTEST_ARGS='-k store' to choose)"
	@echo "make lint    ruff and mypy"
	@echo "make format  let ruff lay out the code"
	@echo "make bench   speed, linearity, memory, cold start"
	@echo "make accuracy precision, recall and F1 on the annotated excerpts (needs ../shared)"
	@echo "make dist    build the wheel and the sdist into dist/"
	@echo "make clean   remove what was built (.venv too)"

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(not (3, 11) <= sys.version_info < (3, 14))' \
	  || { echo "zhibiao needs Python 3.11 to 3.13; name one: make PYTHON=python3.12 …" >&2; exit 1; }
	$(PYTHON) -m venv $(VENV)

$(INSTALLED): $(BIN)/python pyproject.toml constraints.txt
	@echo "installing into $(VENV) (about 0.5 GB; a minute or two the first time)"
	@$(PIP) -e .
	@touch $@

$(INSTALLED_DEV): $(INSTALLED)
	@$(PIP) -e '.[dev]'
	@touch $@

demo: $(INSTALLED)
	@$(BIN)/python -m extractor.demo demo/zhibiao.sqlite

test: $(INSTALLED_DEV)
	$(BIN)/python -m pytest $(PYTEST_JOBS) $(PYTEST_ARGS)

lint: $(INSTALLED_DEV)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

format: $(INSTALLED_DEV)
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

bench: $(INSTALLED_DEV)
	$(BIN)/python benchmarks/bench.py $(BENCH_ARGS)

accuracy: $(INSTALLED_DEV)
	$(BIN)/python -m benchmarks.accuracy $(ACCURACY_ARGS)

dist: $(INSTALLED_DEV)
	rm -rf dist
	$(BIN)/python -m build

clean:
	rm -rf $(VENV) dist build demo .mypy_cache .ruff_cache .pytest_cache .hypothesis
