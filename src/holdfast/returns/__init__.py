"""Statutory returns: what authorities send to government, read and written. Codes of returns stay in here."""
