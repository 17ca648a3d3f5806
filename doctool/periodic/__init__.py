"""Laporan harian, mingguan and bulanan: from a table of daily counts to documents, workbooks and lists."""
