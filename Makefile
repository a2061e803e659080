# Everything a newcomer needs; `make` alone lists it. It takes Python 3.11 or newer and make.

.DEFAULT_GOAL := help
.PHONY: help demo test test-all lint contract bench screenshots container environment environments

help:
	@echo "make demo         import two example municipalities and show their barometers on http://localhost:8000"
	@echo "make test         everything that must hold: lint, types, both databases, the browser, every Python found"
	@echo "make test-all     the same without sampling: full matrices, every law on both databases, branch coverage"
	@echo "make lint         lint, formatting, import contracts and types alone"
	@echo "make contract     check the fakes of tests against StatBank and the PxWeb services themselves"
	@echo "make bench        measure what is meant to be fast, and print the table"
	@echo "make container    build a container of this version; needs podman or docker"
	@echo "make screenshots  save a picture of every page in screenshots/"

demo: environment
	@KOBLING_HOME=.demo .venv/bin/kobling demo examples/viborg --on 2020-11-30 --beside examples/kaedekoebing 2026-11-30

test: environments
	@.venv/bin/python -m tools.suite

test-all: environments
	@.venv/bin/python -m tools.suite --all

lint: environment
	@.venv/bin/python -m tools.suite lint

contract: environment
	@.venv/bin/python -m pytest -m contract tests/sources

bench: environment
	@.venv/bin/python -m benchmarks

screenshots: environment
	@.venv/bin/python -m tools.screenshots

container:
	@$$(command -v podman || command -v docker) build --file Containerfile --tag kobling .

# Virtual environments: .venv with every package, and one beside it for each further Python, with those that its tests
# import; tools.suite asks for the others (.venv-3.12/whole) where it runs all tests. Packages come from the
# requirements alone, each with its hash, and are compiled as they are imported: most never are. A stamp carries a
# checksum of the path, because an environment that was moved does not work.
environment: .venv/ready

# All at once, since each keeps one processor busy.
environments:
	@$(MAKE) --no-print-directory --jobs=3 .venv/ready $(patsubst %,.venv-%/ready,$(shell sh tools/find-python further))

PATH_ID := $(shell pwd | cksum | cut -d' ' -f1)
PIP_INSTALL := bin/python -m pip install --quiet --no-input --disable-pip-version-check
LOCKED := --no-compile --no-deps --require-hashes --only-binary=:all: --requirement
export PYTHON

define environment_rules
.PHONY: $(1)/ready
$(1)/ready: $(1)/installed-$(PATH_ID)

# No recipe: where the interpreter is gone, everything that depends on it is made anew.
$(1)/bin/python: ;

$(1)/packages-$(PATH_ID): $(3) $(1)/bin/python
	@python=$$$$(sh tools/find-python $(2)) && echo "Making $(1) with $$$$($$$$python --version); this takes a minute." \
	    && $$$$python -m venv --clear $(1)
	@$(1)/$(PIP_INSTALL) $(LOCKED) $$<
	@touch $$@

$(1)/installed-$(PATH_ID): pyproject.toml $(1)/packages-$(PATH_ID)
	@$(1)/$(PIP_INSTALL) --no-deps --no-build-isolation --no-index --editable .
	@touch $$@
endef

define further_rules
$(call environment_rules,.venv-$(1),$(1),requirements-every-python.txt requirements.txt)

.PHONY: .venv-$(1)/whole
.venv-$(1)/whole: .venv-$(1)/whole-$(PATH_ID)

.venv-$(1)/whole-$(PATH_ID): requirements.txt .venv-$(1)/installed-$(PATH_ID)
	@.venv-$(1)/$(PIP_INSTALL) $(LOCKED) $$<
	@touch $$@
endef

$(eval $(call environment_rules,.venv,,requirements.txt))
$(foreach version,3.11 3.12 3.13,$(eval $(call further_rules,$(version))))
