"""Agencies, their teams, the practitioners who work for them, and the posts that they hold."""
