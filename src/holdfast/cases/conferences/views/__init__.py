"""Conferences on screen."""

from holdfast.cases.conferences.views.arranging import arrange, cancel, convene, invite
from holdfast.cases.conferences.views.holding import hold
from holdfast.cases.conferences.views.reading import conference, conferences, correct_child, correct_conference
from holdfast.cases.conferences.views.sending import circulate, minutes

__all__ = [
    "arrange",
    "cancel",
    "circulate",
    "conference",
    "conferences",
    "convene",
    "correct_child",
    "correct_conference",
    "hold",
    "invite",
    "minutes",
]
