"""Numbers that other systems know a person by, and their check digits."""

from __future__ import annotations

import re

from nhs_number.validate import is_valid

UPN_LETTERS = "ABCDEFGHJKLMNPQRTUVWXYZ"
_UPN = re.compile(r"^([A-Z])(\d{11})(\d|[A-Z])$")


def tidy(value: str) -> str:
    """A number without its spaces and hyphens, in capitals."""
    return re.sub(r"[\s-]", "", value).upper()


def nhs_number_valid(value: str) -> bool:
    """Whether a number is an NHS number with a right check digit."""
    return bool(is_valid(tidy(value)))


def upn_check_letter(rest: str) -> str:
    """The letter that a UPN begins with, from its other twelve characters.

    Raises ValueError when they are not eleven digits and a digit or letter.
    """
    if not re.fullmatch(r"\d{11}(\d|[A-Z])", rest):
        raise ValueError("a UPN has eleven digits and a digit or letter after its check letter")
    last = rest[-1]
    values = [int(digit) for digit in rest[:-1]]
    values.append(int(last) if last.isdigit() else UPN_LETTERS.index(last) if last in UPN_LETTERS else -1)
    if values[-1] < 0:
        raise ValueError("a temporary UPN does not end in I, O or S")
    total = sum(weight * value for weight, value in enumerate(values, start=2))
    return UPN_LETTERS[total % len(UPN_LETTERS)]


def upn_valid(value: str) -> bool:
    """Whether a unique pupil number is well formed with a right check letter."""
    match = _UPN.match(tidy(value))
    if not match:
        return False
    try:
        return upn_check_letter(match[2] + match[3]) == match[1]
    except ValueError:
        return False
