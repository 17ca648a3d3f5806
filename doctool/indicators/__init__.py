"""Indicators of an office from YAML or an Excel workbook, and such a workbook to begin with."""
