"""Children and adults: who they are, where they live, how they are related."""
