# Two commands do everything on a fresh machine:
#   make portal   sets up, validates, builds, serves the portal until Ctrl-C
#   make test     sets up, lints, type-checks, runs every test
# `make bundle` writes what an office without internet installs. The loop while working is `make check`.
# What is missing is one sentence from scripts/bootstrap.py.

PORT ?= 8000
JOBS ?= 2

# The first Python that is new enough and can make environments; else python3, and the set-up says what it lacks.
ifndef PYTHON
PYTHON := $(shell for python in python3 python3.14 python3.13 python3.12 python3.11 /usr/bin/python3; do \
	if "$$python" -c 'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1; \
	then echo "$$python"; exit; fi; done; echo python3)
endif

export NO_MKDOCS_2_WARNING := 1
export PYTHONUTF8 := 1
unexport PYTHONHOME PYTHONPATH

BIN := .venv/bin
PYTEST := $(BIN)/python -m pytest
SETUP := $(PYTHON) scripts/bootstrap.py
UV := .venv.lock-tools/bin/uv
COMPILE = $(UV) pip compile pyproject.toml --extra setup --generate-hashes --universal --python-version 3.11 --quiet \
	--no-emit-index-url --no-emit-find-links --no-annotate --custom-compile-command 'make lock' \
	$(if $(UPGRADE),--upgrade) $(if $(PIP_INDEX_URL),--default-index $(PIP_INDEX_URL))

.NOTPARALLEL:
.PHONY: help portal site test check lint fuzz mutants accept texts screenshots bundle lock clean

help:
	@echo 'make portal   set up, validate, build, serve until Ctrl-C (PORT=$(PORT), HUIFANG_RECORDS=folder)'
	@echo 'make site     the same without serving: the portal lies in site/'
	@echo 'make test     set up, lint, type-check, run every test (JOBS=$(JOBS))'
	@echo 'make check    the working loop: lint, type-check, quick tests'
	@echo 'make fuzz     long searches for counter-examples'
	@echo 'make mutants  changes of the program that no test notices (ROOM=rules SAMPLE=300; ACCEPT=1: the deciding days)'
	@echo 'make accept   write the golden registers anew; read every changed row'
	@echo 'make texts    gather the sentences for the Chinese catalogue, draw the architecture page'
	@echo 'make screenshots   take the pictures of the handbook anew, of the sample in chromium'
	@echo 'make bundle   write dist/huifang-….zip, which installs without an index (FOR=3.11 ARCH=aarch64 GLIBC=2.28)'
	@echo 'make lock     make the lock files anew (UPGRADE=1: with newer versions)'
	@echo 'make clean    remove what make made'

portal:
	@$(SETUP) --port $(PORT)
	@$(MAKE) --no-print-directory site
	$(BIN)/huifang portal serve --port $(PORT)

site:
	@$(SETUP)
	$(BIN)/huifang validate
	$(BIN)/huifang portal build

test:
	@$(SETUP) --dev --need git --need ssh-keygen --need chromium --need firefox-esr
	@$(MAKE) --no-print-directory lint
	$(PYTEST) -n $(JOBS) --dist worksteal

check:
	@$(SETUP) --dev --need git
	@$(MAKE) --no-print-directory lint
	$(PYTEST) -q -n $(JOBS) -m 'not slow and not browser'

lint:
	@$(SETUP) --dev
	$(BIN)/ruff format --check
	$(BIN)/ruff check
	$(BIN)/mypy

fuzz:
	@$(SETUP) --dev --need git
	HUIFANG_FUZZ=1 $(PYTEST) -m 'hypothesis or fuzz'

mutants:
	@$(SETUP) --dev --need git
	$(BIN)/python -m tests.mutation --jobs $(JOBS) $(if $(ROOM),--room $(ROOM)) $(if $(SAMPLE),--sample $(SAMPLE)) \
		$(if $(SEED),--seed $(SEED)) $(if $(PART),--part $(PART)) $(if $(FILE),--file $(FILE)) $(if $(EDGES),--edges) \
		$(if $(CHECK),--check) $(if $(ACCEPT),--accept) $(if $(WITHIN),--seconds $(WITHIN))

accept:
	@$(SETUP) --dev --need git
	$(PYTEST) --accept

texts:
	@$(SETUP) --dev
	$(BIN)/python scripts/catalogue.py
	$(BIN)/python scripts/architecture.py

screenshots:
	@$(SETUP) --dev --need chromium
	$(BIN)/python scripts/screenshots.py

bundle:
	@$(SETUP)
	@$(BIN)/python scripts/bundle.py $(if $(FOR),--python $(FOR)) $(if $(ARCH),--machine $(ARCH)) $(if $(GLIBC),--glibc $(GLIBC))

lock:
	$(PYTHON) -m venv .venv.lock-tools
	.venv.lock-tools/bin/pip install --quiet uv
	$(COMPILE) --output-file requirements.lock
	$(COMPILE) --extra dev --constraint requirements.lock --output-file requirements-dev.lock

clean:
	rm -rf .venv .venv.* site dist build .cache .hypothesis .mypy_cache .pytest_cache .ruff_cache test-results
	find docs records scripts tests -name __pycache__ -type d -prune -exec rm -rf {} + 2>/dev/null || true
