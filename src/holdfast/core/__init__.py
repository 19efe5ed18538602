"""The smallest common ground: identifiers, the time, errors. Imports nothing else of Holdfast."""
