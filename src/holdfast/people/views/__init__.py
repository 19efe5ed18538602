"""Pages about who people are, where they live, and how they are related."""
