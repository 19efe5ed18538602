"""Numbers that look right and belong to nobody."""

from __future__ import annotations

from nhs_number.validate import calculate_checksum

from holdfast.people.identifiers import upn_check_letter

SYNTHETIC = 999  # NHS numbers that begin so are never issued to a patient


class Numbers:
    """Hands out numbers in order, so that no two people share one."""

    def __init__(self, authority: str) -> None:
        self.authority = authority
        self._nhs = 100000
        self._pupil = 0
        self._local = 40000

    def nhs(self) -> str:
        """The next NHS number of the synthetic range that has a check digit."""
        while True:
            self._nhs += 7  # not in a row: two of a family should not look alike
            digits = f"{SYNTHETIC}{self._nhs:06d}"
            check = calculate_checksum(digits)
            if check is not None and check < 10:
                return f"{digits}{check}"

    def upn(self, entry_year: int) -> str:
        """The next unique pupil number for a child who started school in that year."""
        self._pupil += 1
        rest = f"{self.authority}{self._pupil:06d}{entry_year % 100:02d}0"
        return upn_check_letter(rest) + rest

    def local(self) -> str:
        """The next case number of the authority."""
        self._local += 3
        return f"W{self._local}"
