"""Holdfast: the multi-agency system for safeguarding children."""
