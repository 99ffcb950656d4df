# `make run` and `make test` are all that a newcomer needs. Everything is installed into .venv from requirements.lock.
PYTHON ?= python3
BIN := .venv/bin

.PHONY: run test bench lock clean

run: .venv/ready
	@$(BIN)/motcua run

test: .venv/ready
	$(BIN)/ruff check bot tests
	$(BIN)/ruff format --check bot tests
	$(BIN)/mypy
	$(BIN)/python -m pytest

# About half an hour; everything stays on this machine. Exits with 1 where a number is missed.
bench: .venv/ready
	$(BIN)/python -m tests.bench.telegram
	$(BIN)/python -m tests.bench.broadcast
	$(BIN)/python -m tests.bench.zalo_bot
	$(BIN)/python -m tests.bench.zalo_oa
	$(BIN)/python -m tests.bench.search

.venv/ready: requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "Python 3.11 or later is needed; set PYTHON=/path/to/python3.11"; exit 1; }
	@$(PYTHON) -c 'import ensurepip' 2>/dev/null || \
	  { echo "Python's venv module is incomplete. On Debian: apt install python3-venv"; exit 1; }
	$(PYTHON) -m venv .venv
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	$(BIN)/pip install -qq --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

# The part above the line "# development" is what runs in production; the Dockerfile installs only that.
# What is locked stays as it is, unless pyproject.toml asks for more; to lift it, delete its lines from the lock first.
lock:
	$(BIN)/pip install --quiet uv
	cp requirements.lock .venv/run.lock
	cp requirements.lock .venv/all.lock
	$(BIN)/uv pip compile pyproject.toml --universal --python-version 3.11 --generate-hashes --no-annotate --no-header -o .venv/run.lock
	$(BIN)/uv pip compile pyproject.toml --universal --python-version 3.11 --generate-hashes --no-annotate --no-header \
	  --extra dev -c .venv/run.lock -o .venv/all.lock
	( cat .venv/run.lock; echo "# development"; \
	  awk 'NR==FNR { if (/^[a-z]/) seen[$$1] = 1; next } /^[a-z]/ { keep = !($$1 in seen) } keep' .venv/run.lock .venv/all.lock \
	) > requirements.lock

clean:
	rm -rf .venv .mypy_cache .pytest_cache .ruff_cache .hypothesis build *.egg-info
