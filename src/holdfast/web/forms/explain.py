"""What a field carries besides Django's own: why we ask, its width, what to say when it is missing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Protocol


@dataclass(frozen=True)
class Why:
    """Why a question is asked, and the paragraph of the guidance that asks it (GEN-04).

    ``cite`` is written as in the guidance editions: ``WT 4.17``.
    """

    text: str
    cite: str = ""


class Asked(Protocol):
    """What a step of an edition asks for: it knows why, and where that stands (``guidance.Ask``)."""

    @property
    def why(self) -> str: ...

    @property
    def source(self) -> object: ...


Explanation = Why | Asked | str | tuple[str, str] | None


def why_of(given: Explanation) -> Why | None:
    """Accept ``Why(...)``, ``("text", "WT 4.17")``, plain text, or an ``Ask`` out of an edition."""
    if given is None or isinstance(given, Why):
        return given
    if isinstance(given, tuple):
        return Why(*given)
    if isinstance(given, str):
        return Why(given)
    return Why(given.why, str(given.source))


def decapitalise(words: str) -> str:
    """``Date of birth`` -> ``date of birth``; leaves ``NHS number`` and ``GP`` as they are."""
    if len(words) > 1 and words[0].isupper() and not words[1].isupper():
        return words[0].lower() + words[1:]
    return words


class Explained:
    """Mix-in for form fields. Put it *before* the Django field class.

    why
        explanation, with its citation, shown one click away (``Why we ask``).
    missing
        what to say when a required answer is missing, in the user's words:
        ``Enter the date the referral was received``. Made from the label when not given.
    width
        number of characters the box is drawn for (2, 3, 4, 5, 10, 20, 30).
    """

    asks = "Enter"
    label: Any
    error_messages: Any

    def __init__(
        self,
        *args: Any,
        why: Explanation = None,
        missing: str | None = None,
        width: int | None = None,
        hint: str | None = None,
        **kwargs: Any,
    ) -> None:
        if hint is not None:
            kwargs["help_text"] = hint
        super().__init__(*args, **kwargs)
        self.why = why_of(why)
        self.width = width
        self.missing = missing
        if missing:
            self.error_messages["required"] = missing

    def name_the_gap(self, label: str) -> None:
        """Word the 'required' error from the label when the author gave no words of their own."""
        if self.missing is None:
            asked = f"Answer ‘{label}’" if label.endswith("?") else f"{self.asks} {decapitalise(label)}"
            self.error_messages["required"] = asked
