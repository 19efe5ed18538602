"""The strategy of a case."""
