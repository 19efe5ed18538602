"""Composition only: settings, addresses, the command line, the embedded database. No room's rules live here."""
