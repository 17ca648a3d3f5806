"""Figures, tables and charts of the laporan kinerja, from the recap and what it is compared with."""
