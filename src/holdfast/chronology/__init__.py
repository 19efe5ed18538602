"""The chronology: everything that happened to a child, made from the records of every step."""
