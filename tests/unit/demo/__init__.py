"""The fictional authority, before it meets a database."""
