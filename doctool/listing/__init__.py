"""The daftar SOP of an office and its monitoring form: rows from SOPs, then workbook, page and JSON."""
