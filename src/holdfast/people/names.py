"""Names made comparable, so that a search finds Siân O'Neill when 'shan oneil' is typed."""

from __future__ import annotations

import re
import unicodedata

import jellyfish


def plain(text: str) -> str:
    """A name in small letters without accents, apostrophes or hyphens."""
    bare = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode() or text
    return re.sub(r"[^a-z0-9 ]", "", re.sub(r"[-/]", " ", bare.lower())).strip()


def sound(text: str) -> str:
    """What a name sounds like, word by word (Metaphone)."""
    return " ".join(filter(None, (jellyfish.metaphone(word) for word in plain(text).split())))
