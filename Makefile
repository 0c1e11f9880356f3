# Everything one can do here, one line each. `make help` prints this list.
SHELL := /bin/bash
PORT ?= 8080

help: ## this list
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 14

setup: ## install what the machine lacks (Debian/Ubuntu; elsewhere it says what)
	@scripts/setup

run: setup ## start the server with demo data on port 8080
	swift build --product portico
	.build/debug/portico serve --demo --port $(PORT)

test: setup ## all tests, on SQLite and on a PostgreSQL the script starts
	scripts/test

check: setup ## what CI runs: format, imports, build, tests on both databases, reference unchanged
	scripts/check

release: setup ## the optimised program, .build/release/portico, for machines without Swift
	scripts/build release

proof: setup ## the scripted day, over HTTP, against the release binary on both databases
	scripts/proof.sh

proxies: setup ## nginx and Apache in front of the server: tags, compression, uploads, sockets, addresses
	scripts/behind-proxies

crash: setup ## kill -9 during acknowledged writes, on both databases; none may be lost
	scripts/crash-store.sh

bench: setup ## measure against the bounds of docs/performance.md
	scripts/bench

contract: setup ## the served operations against ../shared/contracts
	scripts/contract

fuzz: setup ## openapi-spec-validator and schemathesis, on both databases (N=200 asks more)
	scripts/fuzz

golden: setup ## regenerate docs/reference from comments and code, with the schemas of both databases
	scripts/golden

lint-openapi: setup ## vacuum over the API documents, and every example against its schema
	scripts/lint-openapi

format: ## format the sources in place
	swift format --in-place --recursive --parallel Sources Tests Package.swift

slow: ## what the type checker finds expensive in our sources
	swift build --build-tests
	python3 scripts/slow.py 150 300

.PHONY: help setup run test check release proof proxies crash bench contract fuzz golden lint-openapi format slow
