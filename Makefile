# Two commands: «make demo» sets everything up and starts; «make test» sets up the same and runs every test.
PYTHON ?= python3
VENV := .venv
RUN := PYTHONPATH=$(CURDIR) HAYSTACK_TELEMETRY_ENABLED=False $(VENV)/bin/python
PIP := $(VENV)/bin/python -m pip install --quiet --disable-pip-version-check --prefer-binary
# The CPU build of torch. For a GPU: make demo TORCH_INDEX=https://download.pytorch.org/whl/cu130
TORCH := torch==2.13.0
TORCH_INDEX ?= https://download.pytorch.org/whl/cpu

.PHONY: bench-pages demo demo-check screenshots test lint api ui index reindex eval gate bench bench-scale match-eval crash-test pdf-eval links-eval drafts-eval passages-eval \
	mentors-eval bench-ingest briefs fuzz fuzz-api train corpus lock clean help

help:  ## this list
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 14

$(VENV)/.demo: requirements.lock
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "Trenger Python 3.11 eller nyere. Sett PYTHON, for eksempel: make demo PYTHON=python3.12"; exit 1; }
	@echo "Setter opp $(VENV) (rundt 2 GB, noen minutter første gang) …"
	@$(PYTHON) -m venv $(VENV)
	@$(PIP) --retries 1 --extra-index-url $(TORCH_INDEX) $(TORCH)
	@$(PIP) -r requirements.lock
	@touch $@

$(VENV)/.test: $(VENV)/.demo requirements-dev.lock
	@$(PIP) -r requirements-dev.lock
	@touch $@

demo: $(VENV)/.demo  ## set up, take in the corpus, start the API and the pages; PORT and UI_PORT choose ports
	@$(RUN) -m demo

demo-check: $(VENV)/.test  ## start both, ask five questions, use the page in a real browser, stop
	@$(RUN) -m demo.check

screenshots: $(VENV)/.test  ## a picture of every page in both languages, wide and narrow, to docs/bilder
	@$(RUN) -m demo.screenshots

# As many at a time as there are cores, at most four: each holds the model and an index of its own. A file's tests stay
# together, since they share what is costly to make; in the order they stand in, because the files with fewest tests, which
# would else come last, are the longest.
test: $(VENV)/.test lint  ## every test
	@$(RUN) -m pytest -n auto --maxprocesses 4 --dist loadfile --no-loadscope-reorder

lint: $(VENV)/.test  ## style, types and which room may import which
	@$(VENV)/bin/ruff check .
	@$(VENV)/bin/ruff format --check .
	@$(VENV)/bin/mypy
	@PYTHONPATH=$(CURDIR) $(VENV)/bin/lint-imports

api: $(VENV)/.demo  ## the API alone, on PORT (8000)
	@$(RUN) -m search_api

ui: $(VENV)/.demo  ## the pages alone, on UI_PORT (8501); KB_API_URL says where the API is
	@$(RUN) -m streamlit run ui/app.py --server.port $${UI_PORT:-8501} --server.address 127.0.0.1

index: $(VENV)/.demo  ## take in what is new or changed in corpus/, and bring the index up to date
	@$(RUN) -m ingest add corpus/

reindex: $(VENV)/.demo  ## build the index anew beside the one that serves, and swap
	@$(RUN) -m ingest reindex

eval: $(VENV)/.test  ## retrieval quality on the dev questions, written to eval/results
	@$(RUN) -m eval.retrieval
	@$(RUN) -m eval.readme

gate: $(VENV)/.test  ## whether retrieval is as good as it has been: pinned floors that only rise
	@$(RUN) -m eval.gate --sets vanlig_dev vanskelig_dev norquad_dev lov_dev

bench: $(VENV)/.test  ## latency of the whole answer over HTTP beside its parts, written to eval/results
	@$(RUN) -m eval.latency --mixed

bench-pages: $(VENV)/.test  ## how long a reader waits for the pages in Chromium, and how often their scripts run
	@$(RUN) -m eval.pages

bench-scale: $(VENV)/.test  ## the query in the index at 10,000 and 200,000 passages, written to eval/results
	@$(RUN) -m eval.scale

match-eval: $(VENV)/.test  ## relevance lost against likeness won when municipalities like the asker come first
	@$(RUN) -m eval.matching

crash-test: $(VENV)/.test  ## kill the ingest at 200 points and compare, written to eval/results
	@$(RUN) -m eval.crash

pdf-eval: $(VENV)/.test  ## PDFs printed by Chromium and LibreOffice and read back: broken words and pages
	@$(RUN) -m eval.pdf_reading

links-eval: $(VENV)/.test  ## whether place names are linked to the right municipality, on sentences labelled by hand
	@$(RUN) -m eval.linking

drafts-eval: $(VENV)/.test  ## whether draft experiences find what people found in the reports
	@$(RUN) -m eval.drafts

passages-eval: $(VENV)/.test  ## whether passages beside an answer answer, and how long they should be
	@$(RUN) -m eval.passage_bar
	@$(RUN) -m eval.splitting

mentors-eval: $(VENV)/.test  ## how well mentors fit against how evenly they are asked, written to eval/results
	@$(RUN) -m eval.mentoring

briefs: $(VENV)/.test  ## every solution as a one-page brief: whether each is one page, and what it takes
	@$(RUN) -m eval.briefs

bench-ingest: $(VENV)/.test  ## speed and memory of taking in, by format, by stage and by number of documents
	@$(RUN) -m eval.ingest_speed

train: $(VENV)/.test  ## train the embedding model anew from the text in ../shared (about 45 minutes on two cores)
	@$(RUN) -m training static --data ../shared/data/tekst --steps 3600
	@$(RUN) -m training joined --data ../shared/data/tekst --out kunnskapsbase/models/norsk-statisk-2

corpus: $(VENV)/.demo  ## make corpus/ from the seed data again, leaving what people have edited
	@$(RUN) -m ingest convert --from ../shared/data --to corpus

lock:  ## resolve the dependencies anew and pin them (torch is pinned above)
	@rm -rf .venv-lock && $(PYTHON) -m venv .venv-lock
	@.venv-lock/bin/python -m pip install --quiet --retries 1 --extra-index-url $(TORCH_INDEX) $(TORCH)
	@$(PYTHON) -c 'import tomllib; p = tomllib.load(open("pyproject.toml", "rb"))["project"]; print("\n".join(p["dependencies"]))' > .venv-lock/in
	@$(PYTHON) -c 'import tomllib; p = tomllib.load(open("pyproject.toml", "rb"))["project"]; print("\n".join(p["optional-dependencies"]["dev"]))' > .venv-lock/in-dev
	@.venv-lock/bin/python -m pip install --quiet -r .venv-lock/in
	@.venv-lock/bin/python -m pip freeze --exclude torch > requirements.lock
	@.venv-lock/bin/python -m pip install --quiet -r .venv-lock/in-dev
	@.venv-lock/bin/python -m pip freeze --exclude torch | grep -vxFf requirements.lock > requirements-dev.lock
	@rm -rf .venv-lock

# The register and the sources, which both need a network.
.PHONY: export import
# Where what people have added is written to, and read from.
ADDED ?= data/lagt-til

export: $(VENV)/.demo  ## what people have added to the store, as Markdown in ADDED (data/lagt-til)
	@$(RUN) -m ingest export $(ADDED)

import: $(VENV)/.demo  ## put it back, in the same store or a new one
	@$(RUN) -m ingest import $(ADDED)

.PHONY: refresh check-sources

refresh: $(VENV)/.demo  ## renew the municipality register from open APIs; ARGS="--dry-run" only shows what would change
	@$(RUN) -m ingest refresh $(ARGS)

check-sources: $(VENV)/.demo  ## whether the sources' addresses are alive, moved, dead or changed
	@$(RUN) -m ingest check-sources $(ARGS)

fuzz: $(VENV)/.test  ## look for new bad input: every property test with new examples, then captions and texts for five minutes each
	@$(RUN) -m pytest -m hypothesis --hypothesis-profile=search
	@$(RUN) -m tests.fuzz.fuzz_captions 300
	@$(RUN) -m tests.fuzz.fuzz_texts 300

fuzz-api: $(VENV)/.test  ## look for requests that the API answers otherwise than it says: 300 an operation, new ones each time
	@$(RUN) -m tests.fuzz.fuzz_api 300

clean:  ## remove the venv and everything made by running; the corpus is left
	@rm -rf $(VENV) data .pytest_cache .mypy_cache .ruff_cache .import_linter_cache
