"""One element's text to one value, or a reason in the user's words why it is none.

Each reader takes stripped, non-empty text and returns the value, or raises ``NotTaken``. Each forgives what
census software of 2017 to 2026 does (a time after a date, ``TRUE`` for ``1``, a code in small letters) and
nothing that would be a guess: a date written ``01/02/2020`` could be either of two days, so it is refused.
"""

from __future__ import annotations

import re
from datetime import date

from holdfast.returns.cin.codes import Table

_DATE = re.compile(r"(\d{4})-(\d\d)-(\d\d)(?:T\d\d:\d\d(?::\d\d(?:\.\d+)?)?)?(?:Z|[+-]\d\d:\d\d)?", re.ASCII)
_SLASHED = re.compile(r"\d{1,2}[/.-]\d{1,2}[/.-]\d{2,4}", re.ASCII)
# Nobody in a children in need return was born, seen or planned for before 1900: such a year is a slip.
_EARLIEST_YEAR = 1900
_LETTER_FOR_DIGIT = {"1": "M", "2": "F", "0": "U"}
# As long as ``people`` keeps it.
LONGEST_NUMBER = 40
_YES = frozenset({"1", "true", "yes", "y"})
_NO = frozenset({"0", "false", "no", "n"})


class NotTaken(ValueError):
    """The text is not a value of its kind; the message is for the user and completes "...: "."""


def a_date(text: str) -> date:
    """A day, from ``2021-03-31`` or from a date-time whose time of day is dropped."""
    match = _DATE.fullmatch(text)
    if not match:
        if _SLASHED.fullmatch(text):
            raise NotTaken("this date can be read in more than one way; the census writes 2021-03-31")
        raise NotTaken("this is not a date; the census writes 2021-03-31")
    year, month, day = (int(part) for part in match.groups())
    if year < _EARLIEST_YEAR:
        raise NotTaken(f"the year is before {_EARLIEST_YEAR}")
    try:
        return date(year, month, day)
    except ValueError:
        raise NotTaken("there is no such day in the calendar") from None


def a_flag(text: str) -> bool:
    """Yes or no, as ``1``/``0`` or ``true``/``false`` in any case."""
    lowered = text.lower()
    if lowered in _YES:
        return True
    if lowered in _NO:
        return False
    raise NotTaken("this is neither yes (1, true) nor no (0, false)")


def a_count(text: str) -> int:
    """A whole number from nought."""
    if text.isascii() and text.isdigit() and len(text) <= len("1000"):
        return int(text)
    raise NotTaken("this is not a whole number from 0")


def a_number(text: str) -> str:
    """A number that a person is known by, which may hold letters, in as many characters as Holdfast keeps."""
    if len(text) > LONGEST_NUMBER:
        raise NotTaken(f"this is longer than {LONGEST_NUMBER} characters, so it is no such number")
    return text


def some_text(text: str) -> str:
    """Text as it stands."""
    return text


def a_sex(text: str, table: Table) -> str:
    """The sex as ``Sex`` writes it (M, F, U), also from ``GenderCurrent``'s digits; 9, not specified, stays
    9.
    """
    code = a_code(text, table)
    return _LETTER_FOR_DIGIT.get(code, code)


def a_code(text: str, table: Table) -> str:
    """A code of ``table``, in the census's capitals, of whichever census year."""
    code = text.upper()
    if code in table:
        return code
    raise NotTaken(f"this is not a code for {table.title} in any census from 2017 to 2026")
