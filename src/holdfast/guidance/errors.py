"""What the guidance engine says when it cannot answer.

Every error is a sentence that a practitioner can read: it is shown as it stands by the command line.
"""

from __future__ import annotations


class GuidanceError(Exception):
    """Anything that the guidance engine refuses to do."""


class UnknownEdition(GuidanceError):
    """No folder of that name among the editions."""


class UnknownCode(GuidanceError):
    """The edition has no clock, term, step or value of that name."""


class OutsideCalendar(GuidanceError):
    """A working day was asked for in a year whose bank holidays are not known."""


class NaiveDatetime(GuidanceError):
    """A date-time without its offset: which instant was meant cannot be told."""


class UnreadableWhen(GuidanceError):
    """Text that is no date, no date-time, or a local time that never was."""


class BrokenEdition(GuidanceError):
    """An edition's file says something the strict loader refuses."""
