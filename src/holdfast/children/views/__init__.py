"""Pages about a child, a family, and a case."""
