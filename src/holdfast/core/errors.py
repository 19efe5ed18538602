"""Errors that people can read. Views turn them into messages; nothing is saved when one is raised."""

from __future__ import annotations


class HoldfastError(Exception):
    """Base of all errors that carry a sentence for the person at the screen."""

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


class NotPermitted(HoldfastError):
    """The actor's role does not allow this (shown as 403)."""


class OutOfSight(HoldfastError):
    """The actor has no relation to the record: for them it does not exist (shown as 404)."""


class NotNow(HoldfastError):
    """The record's state does not allow this step, whoever asks."""


class Unacceptable(HoldfastError):
    """What was given cannot be recorded. `field` names the form field to show the message beside."""

    def __init__(self, message: str, *, field: str | None = None) -> None:
        super().__init__(message)
        self.field = field
