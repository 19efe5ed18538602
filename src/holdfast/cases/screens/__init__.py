"""Pages that belong to no single step: who works with a child, what the guidance says, which edition binds."""
