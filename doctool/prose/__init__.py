"""Texts of a report, written in Markdown or in Word, as blocks (`doctool.model.dokumen`) with findings."""
