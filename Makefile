# Everything that is done with this package. `make help` lists it.
SHELL := bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help

PREFIX ?= /usr/local
DESTDIR ?=
EXTRACT := .build/release/extract
PROFILES := Corpus/profiles
DEMO := demo-output
VENV := .venv

# What Debian has to give: ICU and libyaml to build, git and certificates to fetch the Swift packages, jq and Python to look at records.
PACKAGES := libicu-dev libyaml-dev git ca-certificates jq python3 python3-venv

.PHONY: help deps build demo test validate bench quality corpus coverage install clean

help: ## List the targets
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "make %-10s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

deps: ## Install what is missing, with apt-get
	@command -v swift >/dev/null || { echo "Swift 6.2 or later is missing: see https://www.swift.org/install" >&2; exit 1; }
	@missing=(); \
	for package in $(PACKAGES); do \
	  dpkg-query -W -f '$${Status}' $$package 2>/dev/null | grep -q 'ok installed' || missing+=($$package); \
	done; \
	if [ $${#missing[@]} = 0 ]; then echo "== everything that is needed is installed"; exit; fi; \
	echo "== installing $${missing[*]}"; \
	if ! command -v apt-get >/dev/null; then echo "this is no Debian: install them your way, then run make again" >&2; exit 1; fi; \
	as_root=(); [ "$$(id -u)" = 0 ] || as_root=(sudo); \
	"$${as_root[@]}" apt-get update -q; \
	"$${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -qy --no-install-recommends "$${missing[@]}"

build: deps ## Build the release binary, .build/release/extract
	@echo "== building $(EXTRACT) (the first time takes some minutes)"
	swift build -c release --static-swift-stdlib --product extract

demo: build ## Extract the dumps of the corpus and show what came out
	@echo "== extracting $(PROFILES) into $(DEMO)/"
	@mkdir -p $(DEMO)
	$(EXTRACT) $(PROFILES) --output $(DEMO)/records.ndjson
	$(EXTRACT) $(PROFILES) --quiet --format csv --bom --output $(DEMO)/indicators.csv
	@echo; echo "== the profiles"
	@jq -nr -f Tests/Support/profiles-table.jq $(DEMO)/records.ndjson
	@echo; echo "== baselines with numbers, of congjiang-county.txt (a real dump)"
	@jq -r -f Tests/Support/baselines-table.jq $(DEMO)/records.ndjson
	@echo; echo "Records: $(DEMO)/records.ndjson   Spreadsheet: $(DEMO)/indicators.csv"
	@echo "See how a file was read: $(EXTRACT) explain $(PROFILES)/congjiang-county.txt | less"

test: deps ## Build and run all tests, and validate real records against the schema
	@echo "== building the tests (the first time takes some minutes)"
	swift build --build-tests
	@echo "== running the tests"
	swift test --skip-build
	@$(MAKE) --no-print-directory validate

# An installed jsonschema that is new enough spares the network.
PYTHON = $(shell python3 -c 'import importlib.metadata as m, sys; sys.exit([int(n) for n in m.version("jsonschema").split(".")[:2]] < [4, 18])' 2>/dev/null && echo python3 || echo $(VENV)/bin/python)

validate: $(VENV)/validate.stamp
	@work=$$(mktemp -d); trap 'rm -rf "$$work"' EXIT; \
	.build/debug/extract $(PROFILES) --quiet --output "$$work/records"; \
	for id in $$(.build/debug/extract template list); do \
	  grep -F "\"template\":{\"id\":\"$$id\"" "$$work/records" > "$$work/own" || continue; \
	  echo "== validating the records of $$id against its own schema"; \
	  .build/debug/extract schema --template "$$id" > "$$work/schema"; \
	  $(PYTHON) Tests/Support/validate_records.py --summary "$$work/schema" < "$$work/own"; \
	done; \
	echo "== validating all records of $(PROFILES) against the schema of every record"; \
	.build/debug/extract schema > "$$work/schema"; \
	$(PYTHON) Tests/Support/validate_records.py --summary "$$work/schema" < "$$work/records"

$(VENV)/validate.stamp: Tests/Support/requirements.txt
	@if [ "$(PYTHON)" != python3 ]; then \
	  echo "== installing the schema validator into $(VENV)"; \
	  python3 -m venv $(VENV); $(VENV)/bin/pip install -q -r $<; \
	fi
	@mkdir -p $(VENV); touch $@

$(VENV)/bench.stamp: Tests/requirements.txt
	@echo "== installing the peers into $(VENV)"
	@python3 -m venv $(VENV); $(VENV)/bin/pip install -q -r $<; touch $@

bench: build $(VENV)/bench.stamp ## Measure speed and memory, peers beside
	$(VENV)/bin/python Tests/Benchmarks/bench.py --extract $(EXTRACT)

quality: build ## Measure the records against the labelled dumps
	$(EXTRACT) evaluate --truth $(PROFILES)
	$(EXTRACT) evaluate --truth Corpus/profiles-made

corpus: ## Make more labelled dumps (SEED=1 MADE=made-corpus LANGUAGES=ru,ar; see Corpus/make)
	@[ -d Corpus/make/cache ] || Corpus/make/fetch.sh
	python3 Corpus/make/make.py --seed $(or $(SEED),1) --out $(or $(MADE),made-corpus) $(if $(LANGUAGES),--languages $(LANGUAGES))

coverage: deps ## Run the tests and print the share of lines that they reach
	swift test --enable-code-coverage
	@jq -r --arg root "$$PWD/Sources/" '[.data[0].files[] | select(.filename | startswith($$root))] \
	  | (.[] | "\(.summary.lines.percent | floor)%\t\(.filename | ltrimstr($$root))"), \
	    "\((map(.summary.lines.covered) | add) * 100 / (map(.summary.lines.count) | add) | floor)%\tall of Sources"' \
	  "$$(swift test --show-codecov-path)" | sort -n

install: build ## Install the command with its dictionaries, manual and completions (PREFIX=/usr/local)
	install -Dm755 $(EXTRACT) $(DESTDIR)$(PREFIX)/bin/extract
	mkdir -p $(DESTDIR)$(PREFIX)/share/palimpsest
	cp -R Dictionaries/. $(DESTDIR)$(PREFIX)/share/palimpsest/
	$(EXTRACT) man | install -Dm644 /dev/stdin $(DESTDIR)$(PREFIX)/share/man/man1/extract.1
	$(EXTRACT) completions bash | install -Dm644 /dev/stdin $(DESTDIR)$(PREFIX)/share/bash-completion/completions/extract
	$(EXTRACT) completions zsh | install -Dm644 /dev/stdin $(DESTDIR)$(PREFIX)/share/zsh/site-functions/_extract
	$(EXTRACT) completions fish | install -Dm644 /dev/stdin $(DESTDIR)$(PREFIX)/share/fish/vendor_completions.d/extract.fish

clean: ## Remove what was built
	rm -rf .build $(VENV) $(DEMO)
