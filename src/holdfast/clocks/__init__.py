"""Facts of a case -> guidance -> due, met, late; and the work lists that follow from it."""
