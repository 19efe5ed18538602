"""Numbers and their check digits: a slip of the finger is noticed (GEN-09, REF-07)."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from holdfast.people.actions import check_digit_right
from holdfast.people.identifiers import UPN_LETTERS, nhs_number_valid, tidy, upn_check_letter, upn_valid

DIGITS = st.text("0123456789", min_size=12, max_size=12)
# Numbers that begin lower are Scottish, and hold a date of birth besides.
NINE = st.builds("{}{}".format, st.integers(4, 9), st.text("0123456789", min_size=8, max_size=8))


def nhs_check(nine: str) -> int:
    """The check digit of an NHS number by the published rule: weights ten down to two, modulo eleven."""
    rest = 11 - sum(int(digit) * weight for digit, weight in zip(nine, range(10, 1, -1), strict=True)) % 11
    return 0 if rest == 11 else rest


@given(NINE)
def test_exactly_one_check_digit_fits_an_nhs_number_or_none(nine: str) -> None:
    """REF-07: of the ten numbers that begin alike one is right, or none where the rule gives ten."""
    fitting = [last for last in "0123456789" if nhs_number_valid(nine + last)]
    check = nhs_check(nine)
    assert fitting == ([] if check == 10 else [str(check)])


@given(NINE.filter(lambda nine: nhs_check(nine) != 10), st.integers(1, 8), st.integers(1, 9))
def test_one_wrong_figure_of_an_nhs_number_is_noticed(nine: str, place: int, more: int) -> None:
    """REF-07: any single figure mistyped makes the number wrong."""
    number = nine + str(nhs_check(nine))
    slipped = number[:place] + str((int(number[place]) + more) % 10) + number[place + 1 :]
    assert nhs_number_valid(number)
    assert not nhs_number_valid(slipped)


@given(DIGITS)
def test_a_upn_with_its_own_letter_is_right_and_with_any_other_wrong(rest: str) -> None:
    """REF-07: exactly one letter fits."""
    right = upn_check_letter(rest)
    assert [letter for letter in UPN_LETTERS if upn_valid(letter + rest)] == [right]


@given(st.text("0123456789", min_size=11, max_size=11), st.sampled_from(UPN_LETTERS))
def test_a_temporary_upn_ends_in_a_letter(eleven: str, last: str) -> None:
    """REF-07: a temporary number, whose last place is a letter, is checked by the same rule."""
    assert upn_valid(upn_check_letter(eleven + last) + eleven + last)


@pytest.mark.parametrize("last", ["I", "O", "S"])
def test_letters_that_look_like_figures_end_no_upn(last: str) -> None:
    """REF-07: I, O and S are not used."""
    with pytest.raises(ValueError, match="temporary"):
        upn_check_letter("0" * 11 + last)
    assert not upn_valid("A" + "0" * 11 + last)


@pytest.mark.parametrize("rest", ["", "12", "0" * 13, "0" * 10 + "AA"])
def test_what_is_no_upn_has_no_check_letter(rest: str) -> None:
    """REF-07: eleven digits, and a digit or a letter."""
    with pytest.raises(ValueError, match="eleven digits"):
        upn_check_letter(rest)
    assert not upn_valid("A" + rest)


@given(st.text())
def test_anything_typed_is_answered_not_crashed_on(typed: str) -> None:
    """REF-07: letters, signs, nothing at all."""
    assert nhs_number_valid(typed) in (True, False)
    assert upn_valid(typed) in (True, False)


@given(NINE)
def test_spaces_hyphens_and_small_letters_do_not_matter(nine: str) -> None:
    """REF-07: a number is kept in one form, however it is written."""
    assert tidy(f" {nine[:3]} {nine[3:6]}-{nine[6:]} ") == nine
    assert tidy("a1-b2") == "A1B2"


def test_numbers_without_a_check_digit_are_taken_as_they_are() -> None:
    """REF-07: a local number or a Home Office number has none."""
    assert check_digit_right("local", "anything")
    assert check_digit_right("home-office", "X1")
    assert not check_digit_right("nhs", "1234567890")
    assert not check_digit_right("former-upn", "A1")
