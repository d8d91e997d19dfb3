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

# What Debian has to give: ICU to build, git and certificates to fetch the Swift packages, jq and Python to look at records, and Unicode's
# own test of normalisation.
PACKAGES := libicu-dev git ca-certificates jq python3 python3-venv unicode-data bzip2

.PHONY: help deps build demo test validate browser-test hostile mutation fuzz sanitize bench quality corpus coverage recipes docs install clean

help: ## List the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "make %-12s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

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
	@echo "== type-checking the tools with which models are calibrated"
	python3 Dictionaries/make/tools.py --check
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
	$(PYTHON) Tests/Support/validate_records.py --summary "$$work/schema" < "$$work/records"; \
	echo "== validating a report of $(PROFILES) against the schema of SARIF 2.1.0"; \
	.build/debug/extract report -q --repairers -restoration --format sarif $(PROFILES) > "$$work/sarif"; \
	$(PYTHON) Tests/Support/validate_report.py --root . Tests/Support/sarif-2.1.0.schema.json < "$$work/sarif"

browser-test: ## Drive the reviewers' report in headless Chromium (needs a built extract; SHOTS=folder for pictures)
	@program=.build/debug/extract; [ -x $$program ] || program=$(EXTRACT); \
	[ -x $$program ] || { echo "there is no extract yet: run make build" >&2; exit 1; }; \
	python3 Tests/Browser/report_test.py $$program $(if $(SHOTS),--shots $(SHOTS))

hostile: build ## Large hostile inputs, 500 MB in one line, and 200 kills of a batch (some 20 minutes)
	@echo "== kinds of hostile text, up to 5 MB of each, and a line of 500 MB"
	python3 Tests/Hostile/hostile.py $(EXTRACT) --huge
	@echo "== 200 kills of a batch that is continued"
	RESUME_KILLS=200 swift test --filter CommandLineTests.ResumeTests

TRIALS ?= 150
mutation: build ## Damage the bundled dumps at one place at a time (TRIALS=150 of each kind), write them in other ways, and tell what changes in their records
	python3 Tests/Mutation/mutation.py --extract $(EXTRACT) --trials $(TRIALS) Corpus/profiles Corpus/profiles-made
	python3 Tests/Mutation/metamorphic.py --extract $(EXTRACT) Corpus/profiles Corpus/profiles-made

# Each target by itself, with seeds and words of the corpus. What it finds lies in $(FUZZ): `fuzz TARGET FILE` runs it again.
FUZZ := .build-fuzz/work
FUZZ_TARGETS ?= ingest nfc template json pipeline plan report jobs stream
SECONDS_EACH ?= 60

fuzz: deps ## Fuzz every target for a minute (SECONDS_EACH=60 FUZZ_TARGETS="ingest nfc …")
	swift build -c release --package-path Tests/Fuzz --scratch-path .build-fuzz -Xswiftc -enable-testing -Xswiftc -sanitize=fuzzer --product fuzz
	python3 Tests/Fuzz/seeds.py $(FUZZ)
	@for target in $(FUZZ_TARGETS); do \
	  echo "== fuzzing $$target for $(SECONDS_EACH) s"; \
	  mkdir -p $(FUZZ)/$$target.found; \
	  SWIFT_BACKTRACE=enable=no PALIMPSEST_DICTIONARIES=Dictionaries .build-fuzz/release/fuzz $$target -max_total_time=$(SECONDS_EACH) \
	    -dict=$(FUZZ)/dictionary -artifact_prefix=$(FUZZ)/$$target- -rss_limit_mb=4096 -timeout=60 -print_final_stats=1 \
	    $(FUZZ)/$$target.found $(FUZZ)/$$target 2> $(FUZZ)/$$target.log \
	    || { tail -n 40 $(FUZZ)/$$target.log; exit 1; }; \
	  grep -E 'number_of_executed_units|peak_rss' $(FUZZ)/$$target.log; \
	done

# The tests that measure quality say nothing more under a sanitizer, and take hours. Globals that live as long as the program are no leaks.
sanitize: deps ## Run the tests under AddressSanitizer and ThreadSanitizer (some 40 minutes)
	@for sanitizer in address thread; do \
	  echo "== tests under the $$sanitizer sanitizer"; \
	  SWIFT_BACKTRACE=enable=no ASAN_OPTIONS=detect_leaks=0 TSAN_OPTIONS="suppressions=$(CURDIR)/Tests/Support/thread-sanitizer.txt" \
	    swift test --sanitize=$$sanitizer --scratch-path .build-$$sanitizer \
	    --skip 'Floor|ScaleTests|RealDump|RepairPropertyTests|ParityTests|EvaluatorTests'; \
	done

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
	@if command -v valgrind >/dev/null; then python3 Tests/Benchmarks/instructions.py --extract $(EXTRACT); \
	else echo "valgrind is not installed: instructions were not counted"; fi

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
	    (group_by(.filename | ltrimstr($$root) | split("/")[0])[] | "\((map(.summary.lines.covered) | add) * 1000 / (map(.summary.lines.count) | add) | floor / 10)%\tall of \(.[0].filename | ltrimstr($$root) | split("/")[0])")' \
	  "$$(swift test --show-codecov-path)" | sort -n

recipes: build $(VENV)/recipes.stamp ## Run the recipes of the documentation, as far as their programs are installed
	PATH="$(CURDIR)/$(VENV)/bin:$$PATH" python3 Tests/Support/recipes.py $(EXTRACT)

$(VENV)/recipes.stamp:
	@echo "== installing pandas and DuckDB into $(VENV)"
	@python3 -m venv $(VENV); $(VENV)/bin/pip install -q pandas duckdb; touch $@

docs: deps ## Build the library's documentation with DocC, .build/docs
	swift build --target Palimpsest
	@Tests/Support/documentation.sh .build/docs

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
