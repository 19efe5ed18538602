"""What stops a whole file. Everything smaller is a ``Rejection`` in ``records`` and stops nothing."""

from __future__ import annotations

from holdfast.core.errors import HoldfastError


class UnreadableReturn(HoldfastError):
    """The file as a whole cannot be read; nothing of it may be saved.

    ``message`` is for the person who chose the file: it says where, what is wrong and what to do. ``line`` is
    the line of the file where reading stopped, counted from 1, or ``None`` where a line means nothing (an
    empty file, a spreadsheet).
    """

    def __init__(self, message: str, line: int | None = None) -> None:
        super().__init__(message if line is None else f"Line {line:,}: {message}")
        self.line = line
