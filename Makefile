# make demo   grade the sample class        make test   all tests, then `verify`
# make bench  compare with nbgrader         make lint   ruff and mypy

PYTHON ?= $(shell for p in python3 python3.12 python3.11 python3.10; do \
	$$p -c 'import sys; sys.exit(not (3, 10) <= sys.version_info < (3, 13))' 2>/dev/null && echo $$p && break; done)
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready

.PHONY: demo test bench lint clean

$(READY): requirements.txt pyproject.toml
	@test -n "$(PYTHON)" || { echo "Python 3.10, 3.11 or 3.12 was not found: install one, or run make PYTHON=/path/to/python"; exit 2; }
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet uv==0.13.9
	$(BIN)/uv pip install --quiet --python $(BIN)/python --compile-bytecode -r requirements.txt --editable .
	touch $@

demo: $(READY)
	$(BIN)/python -m autograder build
	@for assignment in $(notdir $(basename $(wildcard source/*.py))); do \
		$(BIN)/python -m autograder grade $$assignment examples/submitted || exit; done

test: $(READY)
	$(BIN)/ruff check
	$(BIN)/mypy
	$(BIN)/python -m pytest --quiet
	$(BIN)/python -m autograder verify --seeds 3

bench: $(READY)
	$(BIN)/python -m benchmarks

lint: $(READY)
	$(BIN)/ruff check
	$(BIN)/mypy

clean:
	rm -rf $(VENV) graded .pytest_cache .ruff_cache .mypy_cache
