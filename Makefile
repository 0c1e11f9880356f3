# All tasks of this repository, one line each; `make help` prints this list.
SHELL := /bin/bash
PORT ?= 8080

help: ## print this list
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 14

setup: ## install missing packages (Debian/Ubuntu; other systems get a list)
	@scripts/setup

run: setup ## start the server with demo data on port 8080
	swift build --product portico
	.build/debug/portico serve --demo --port $(PORT)

test: setup ## run all tests, on SQLite and on a PostgreSQL server that the script starts
	scripts/test

check: setup ## everything that CI runs: format, imports, language, build, tests on both databases, current reference
	scripts/check

release: setup ## build the optimised program, .build/release/portico, for machines without Swift
	scripts/build release

proof: setup ## run the scripted proofs over HTTP against the release binary (PRODUCT=tutoring DATABASE=sqlite for one)
	scripts/proof.sh $(PRODUCT) $(DATABASE)

proxies: setup ## test behind nginx and Apache: tags, compression, uploads, sockets, addresses
	scripts/behind-proxies

crash: setup ## kill -9 during writes, on both databases; no acknowledged write may be lost
	scripts/crash-store.sh

bench: setup ## measure against the targets of docs/performance.md
	scripts/bench

contract: setup ## compare the operations with ../shared/contracts
	scripts/contract

fuzz: setup ## run openapi-spec-validator and schemathesis, on both databases (N=200 for more cases)
	scripts/fuzz

golden: setup ## regenerate docs/reference from comments and code, with the schemas of both databases
	scripts/golden

lint-openapi: setup ## vacuum over the API documents, and every example against its schema
	scripts/lint-openapi

format: ## format the sources in place
	swift format --in-place --recursive --parallel Sources Tests Package.swift

slow: ## list expressions that are slow to type-check
	swift build --build-tests
	python3 scripts/slow.py 150 300

.PHONY: help setup run test check release proof proxies crash bench contract fuzz golden lint-openapi format slow
