"""Cases and the pathway: what happens to a child's case from the first concern to the end of a plan."""
