# doctool: everything a maintainer runs. Each target does its own set-up and needs no terminal.
#   make demo     the SOPs of sop_catalog/ as docx, pdf, html and svg, the letters of data/ as docx and pdf, the forms
#                 of data/ as xlsx, a recap, a laporan kinerja, periodic reports, packets and the life of an SOP, in output/
#   make test     lint, types and the whole test suite
#   make lint     ruff and mypy
#   make fuzz     random drawings, and forms that come back from other programs or damaged, with their figures
#   make outputs | quality | bench    drawings in all formats, against simpler routers, and speed
#   make soak     packets for 200 recipients killed at 200 random moments and finished; takes half an hour
#   make stress   numbers of letters taken by 16 processes that are killed at random moments
#   make scorecard   the twenty-five tests of docs/reliability.md in full, at most 80 minutes; ONLY=R4,R13 runs some,
#                 SHORT=1 the size that the test suite has time for
#   make proofs   random letters, reports and edits of SOPs, hostile templates, names of files, 40 lengths of each letter
#   make samples  the returned forms, office files and reviewed report of data/kota-probolinggo, made again
#   make gallery  docs/gallery.md and its pictures, from the SOPs of tests/data

SHELL := /bin/sh
VENV := .venv
# An environment with its own bin folder may be named: make test BIN=/path/to/venv/bin
BIN := $(VENV)/bin
ifeq ($(BIN),$(VENV)/bin)
CORE := $(VENV)/.installed-core
DEV := $(VENV)/.installed-dev
endif
PYTEST_ARGS ?= -n 3 --dist loadfile --no-loadscope-reorder

.DEFAULT_GOAL := help
.PHONY: help demo test lint fuzz outputs quality stress soak scorecard proofs bench docs gallery samples programs clean

help:
	@sed -n 's/^#   //p' Makefile

$(VENV)/.installed-core: pyproject.toml constraints.txt scripts/setup.sh
	@sh scripts/setup.sh python "$(VENV)" .
	@touch $@

$(VENV)/.installed-dev: $(VENV)/.installed-core
	@sh scripts/setup.sh python "$(VENV)" '.[dev]'
	@touch $@

programs:
	@sh scripts/setup.sh programs

demo: $(CORE) programs
	@formats=docx,pdf,html,svg; letters=docx,pdf; \
	$(BIN)/doctool dokter --quiet || { formats=docx,html,svg; letters=docx; }; \
	$(BIN)/doctool sop buat --semua --format $$formats -o output && \
	$(BIN)/doctool surat semua --format $$letters -o output && \
	$(BIN)/doctool formulir buat -o output
	@formats=docx,pdf; year="--kantor kota-probolinggo --tahun 2025 --triwulan 4"; \
	$(BIN)/doctool dokter --quiet || formats=docx; \
	$(BIN)/doctool formulir rekap $$year -o output && \
	$(BIN)/doctool laporan rakit kota-probolinggo/lkj-2025 --format $$formats -o output
	@formats=docx,pdf,xlsx; lists=xlsx,pdf; of=kab-semarang/pelayanan-adminduk; \
	$(BIN)/doctool dokter --quiet || { formats=docx,xlsx; lists=xlsx; }; \
	$(BIN)/doctool laporan harian $$of --tanggal 2025-07-07 --format $$formats -o output && \
	$(BIN)/doctool laporan mingguan $$of --minggu 2025-W30 --format $$formats -o output && \
	$(BIN)/doctool laporan bulanan $$of --bulan 2025-07 --format $$formats -o output && \
	$(BIN)/doctool laporan daftar $$of --bulan 2025-07 --tanggal 2025-08-01 --format $$lists -o output
	@formats=docx,xlsx,pdf; \
	$(BIN)/doctool dokter --quiet || formats=docx,xlsx; \
	$(BIN)/doctool paket buat kota-probolinggo/permintaan-data-2026 kota-sibolga/distribusi-sop --format $$formats -o output
	@$(BIN)/doctool dokter --quiet && pdf= || pdf=--no-pdf; \
	$(BIN)/python -m scripts.sop_life $$pdf

test: $(DEV) programs lint
	$(BIN)/python -m pytest $(PYTEST_ARGS)

lint: $(DEV)
	$(BIN)/ruff check .
	$(BIN)/mypy

fuzz: $(DEV) programs
	$(BIN)/python -m benchmarks.fuzz
	$(BIN)/python -m benchmarks.returns

outputs: $(DEV) programs
	$(BIN)/python -m benchmarks.outputs

quality: $(DEV)
	$(BIN)/python -m benchmarks.quality

stress: $(DEV)
	$(BIN)/python -m benchmarks.numbers

soak: $(DEV) programs
	$(BIN)/python -m benchmarks.soak

scorecard: $(DEV) programs
	$(BIN)/python -m benchmarks.scorecard $(if $(ONLY),--only $(ONLY)) $(if $(SHORT),--short)

proofs: $(DEV) programs
	$(BIN)/python -m benchmarks.proofs

bench: $(DEV) programs
	$(BIN)/python -m benchmarks.bench
	$(BIN)/python -m benchmarks.packets

samples: $(DEV)
	$(BIN)/python -m scripts.make_sample_returns
	$(BIN)/python -m scripts.make_sample_report_files
	$(BIN)/python -m scripts.make_sample_review
	$(BIN)/python -m scripts.make_sample_counts

docs: $(DEV)
	$(BIN)/python -m scripts.make_cli_docs
	$(BIN)/python -m scripts.compile_locale
	$(BIN)/python -m scripts.make_templates
	$(BIN)/python -m scripts.make_report_template
	$(BIN)/python -m scripts.make_form_template
	$(BIN)/python -m scripts.make_placeholder_docs
	@for kind in kantor sop dinas nota-dinas pengantar undangan disposisi daftar-hadir notula kinerja laporan pembanding berkala paket buku; do \
		$(BIN)/python -m doctool skema $$kind --timpa -o doctool/data/schema/$$kind.schema.json || exit 1; \
	done

gallery: $(DEV)
	@$(BIN)/python -m scripts.gallery

clean:
	rm -rf output build dist .pytest_cache .mypy_cache .ruff_cache .hypothesis
