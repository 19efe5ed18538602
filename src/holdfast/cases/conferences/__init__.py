"""The conferences of a case."""
