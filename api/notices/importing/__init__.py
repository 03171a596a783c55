"""Notices from a file: a collège sends many at once, as CSV or as an Excel workbook."""
