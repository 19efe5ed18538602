"""The protection of a case."""
