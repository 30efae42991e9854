# Communique: `make demo` and `make test` on a machine with Python, make and the package registries.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready

.PHONY: setup demo test lint docs bench bench-speed bench-queries lock clean

setup: $(READY)

# Everything is pinned with hashes; the project itself is put in without looking for anything further.
$(READY): constraints.txt pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r constraints.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-build-isolation --no-deps -e .
	touch $@

demo: $(READY)
	rm -rf build/demo && mkdir -p build
	$(BIN)/communique build data/courier data/pages data/wire --store build/demo
	$(BIN)/communique query who-met-whom --store build/demo
	$(BIN)/communique query planned-not-yet-held --store build/demo
	$(BIN)/communique query disagreements --store build/demo
	$(BIN)/communique export --store build/demo --format turtle -o build/demo.ttl
	@echo "The graph is in build/demo, and as Turtle for Protege in build/demo.ttl."

test: lint
	$(BIN)/python -m pytest

lint: $(READY)
	$(BIN)/ruff check --quiet .
	$(BIN)/ruff format --check --quiet .
	$(BIN)/mypy --no-error-summary

# A browsable reference of the ontology in site/.
docs: $(READY)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check pylode==3.3.4
	mkdir -p site && $(BIN)/python -m bench.reference site/ontology.html

bench: $(READY)
	$(BIN)/python -m bench.run
	$(BIN)/python -m bench.table

bench-speed: $(READY)
	$(BIN)/python -m bench.speed

bench-queries: $(READY)
	$(BIN)/python -m bench.queries

# New pins: the newest versions that pyproject.toml allows, for all the Pythons that it names.
lock: $(READY)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check uv
	$(BIN)/uv pip compile pyproject.toml --group dev --universal --python-version 3.11 --upgrade \
	  --generate-hashes --no-emit-index-url --no-header --quiet -o constraints.txt

clean:
	rm -rf $(VENV) build dist site .pytest_cache .mypy_cache .ruff_cache .hypothesis
