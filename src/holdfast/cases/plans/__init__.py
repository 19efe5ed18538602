"""The plans of a case."""
