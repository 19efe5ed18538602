"""The assessments of a case."""
