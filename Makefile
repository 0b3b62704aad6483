# make demo：看一看。make test：跑测试。两个命令都会自己准备好环境（.venv）。
PYTHON ?= python3
VENV ?= .venv
BIN = $(VENV)/bin
READY = $(VENV)/.ready

# On Linux, PyPI's torch brings gigabytes for graphics cards. Where no CPU build lies at hand:
#   make demo TORCH_INDEX=https://download.pytorch.org/whl/cpu
TORCH = torch==2.13.0 $(if $(TORCH_INDEX),--index-url $(TORCH_INDEX))

.PHONY: demo test lint bench

# Made anew only when the list of dependencies changes.
$(READY): pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/pip install --quiet --upgrade pip
	$(BIN)/pip install --quiet $(TORCH)
	$(BIN)/pip install --quiet --editable '.[laws,dev]'
	touch $(READY)

demo: $(READY)
	BANDENG_HOME=$${BANDENG_HOME:-.demo} $(BIN)/bandeng demo

test: $(READY)
	$(BIN)/pytest -n 2 --dist loadfile

lint: $(READY)
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy

# Figures, not tests: about half an hour the first time, most of it to index all national laws under .bench.
bench: $(READY)
	$(BIN)/python -m tests.benchmarks.retrieval --home .bench
	$(BIN)/python tests/benchmarks/answers.py
	$(BIN)/python tests/benchmarks/reading.py --split all
	$(BIN)/python -m tests.benchmarks.ledger_dialogues
	$(BIN)/python -m tests.benchmarks.whole_dialogues
	$(BIN)/python -m tests.benchmarks.ledger_kills
	$(BIN)/python tests/benchmarks/papers.py
	$(BIN)/python -m tests.benchmarks.prepare --home .bench
