# Everything a newcomer needs; `make` alone lists it. It takes Python 3.11 or newer and make, and tells what is missing.

.DEFAULT_GOAL := help
.PHONY: help demo test lint contract bench screenshots environment
export PYTHON

help:
	@echo "make demo         import two example municipalities and show their barometers on http://localhost:8000"
	@echo "make test         everything that must hold: lint, types, both databases, the browser, every Python found"
	@echo "make lint         lint, formatting, import contracts and types alone"
	@echo "make contract     ask Statistics Denmark's StatBank itself whether it still is as the tests' fake tells"
	@echo "make bench        measure what is meant to be fast, and print the table"
	@echo "make screenshots  keep a picture of every page in screenshots/"

demo: environment
	@KOBLING_HOME=.demo .venv/bin/kobling demo examples/viborg --on 2020-11-30 --beside examples/kaedekoebing 2025-03-31

test: environment
	@.venv/bin/python -m tools.suite

lint: environment
	@.venv/bin/python -m tools.suite lint

contract: environment
	@.venv/bin/python -m pytest -m contract tests/sources/statbank

bench: environment
	@.venv/bin/python -m benchmarks

screenshots: environment
	@.venv/bin/python -m tools.screenshots

# The environment tool looks for itself whether anything has changed; that takes a tenth of a second.
environment:
	@sh tools/with-python -m tools.environment .venv
