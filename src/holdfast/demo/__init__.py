"""A fictional authority, generated: who there is, and three years of what happened, told as dated events."""
