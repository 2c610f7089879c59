# Every recipe of the portal: the same on a laptop and on the build machine.
# `make` alone lists them.

PYTHON := .venv/bin/python
WORKERS ?= 2
PORT ?= 8000
export PORT
# Where it is set, each of the hundred processes of a test run would compile everything anew.
unexport PYTHONDONTWRITEBYTECODE

.DEFAULT_GOAL := help
.PHONY: help setup setup-dev demo worker test lint bench bench-country lock

help:  ## list the recipes
	@sed -n 's/^\([a-z-]*\):.*## /\1\t/p' Makefile | expand -t 16

setup:  ## prepare .venv and the Debian packages the portal needs
	@scripts/setup requirements.lock

setup-dev:  ## the same with the tools of developers, and Chromium
	@scripts/setup requirements-dev.lock
	@scripts/find-chromium

demo: setup  ## load the demo region once and start the portal; PORT=8000
	@$(PYTHON) scripts/demo.py

worker: setup  ## run background jobs: documents as PDF and XLSX
	@$(PYTHON) manage.py db_worker --no-reload

lint: setup-dev  ## style, direction of imports, missing migrations
	.venv/bin/ruff check .
	.venv/bin/ruff format --check .
	.venv/bin/tach check
	$(PYTHON) manage.py makemigrations --check --dry-run

test: lint  ## lint, then all tests, on SQLite or on DATABASE_URL; WORKERS=2
	.venv/bin/pytest -n $(WORKERS)

bench: setup-dev  ## measure the promised ratios on 419 libraries
	@$(PYTHON) -m benchmarks

bench-country: setup-dev  ## the same on a country of 42,000 libraries; DATABASE_URL of PostgreSQL
	@$(PYTHON) -m benchmarks.country

lock:  ## renew both lock files from pyproject.toml; needs uv
	@scripts/lock
