# Everything one types here. `make` alone lists it.

FLASK := .venv/bin/flask --app wsgi
PYTHON_HERE := .venv/bin/python

# How many processes the tests use (0: this one), and what else pytest is told: make test ARGS="-k flags -x"
PARALLEL ?= 0
ARGS ?=
export PARALLEL

.DEFAULT_GOAL := help
.NOTPARALLEL:
.PHONY: help run demo worker migrate seed test check browser house lint format types audit bench lock clean \
	installed-run installed-dev

help: ## list these commands
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-9s %s\n", $$1, $$2 }' Makefile

# Running

run: migrate seed ## set everything up and start the forum (HOST=… PORT=… to change where)
	@exec $(FLASK) serve

demo: migrate seed ## fill an empty forum with a lifelike community
	@$(FLASK) demo

worker: installed-run ## send letters and do what can wait, in a process of its own
	@exec $(FLASK) worker

migrate: installed-run ## bring the database up to date
	@$(FLASK) db upgrade

seed: migrate ## add boards, ready words and watched words; changes nothing that is there
	@$(FLASK) seed all

# Proving

test: installed-dev ## run every test: SQLite, PostgreSQL and a real browser
	@tools/test $(ARGS)

check: lint types house test ## what CI runs: lint, types, house rules, every test

browser: installed-dev ## only the tests in a real browser
	@tools/test tests/browser tests/journeys $(ARGS)

house: installed-dev ## only the house rules
	@$(PYTHON_HERE) -m pytest -q --confcutdir=tests/house tests/house $(ARGS)

lint: installed-dev ## ruff: faults and format
	@$(PYTHON_HERE) -m ruff check .
	@$(PYTHON_HERE) -m ruff format --check .

format: installed-dev ## let ruff put right what it can
	@$(PYTHON_HERE) -m ruff check --fix .
	@$(PYTHON_HERE) -m ruff format .

types: installed-dev ## mypy --strict
	@$(PYTHON_HERE) -m mypy --strict

audit: installed-dev ## ask whether a locked dependency has a known fault
	@$(PYTHON_HERE) -m pip_audit --strict --disable-pip --require-hashes -r requirements/dev.txt

bench: installed-dev ## measure speed and scale (takes a while)
	@FLASK_SKIP_DOTENV=1 $(PYTHON_HERE) -m benchmarks $(ARGS)
	@FLASK_SKIP_DOTENV=1 $(PYTHON_HERE) -m benchmarks.queue
	@FLASK_SKIP_DOTENV=1 $(PYTHON_HERE) -m benchmarks.search

# Keeping

lock: installed-dev ## lock the dependencies anew (UPGRADE=1 takes the newest)
	@tools/lock

clean: ## remove what set-up and tools made; never instance/, where the forum lives
	rm -rf .venv .hypothesis .mypy_cache .pytest_cache .ruff_cache test-results
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

installed-run:
	@tools/install run

installed-dev:
	@tools/install dev
