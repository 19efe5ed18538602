"""The enquiries of a case."""
