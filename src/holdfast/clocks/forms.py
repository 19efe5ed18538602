"""What is asked about lateness, and how the team's picture is narrowed."""

from __future__ import annotations

from holdfast.web.forms import HoldfastForm, NarrativeField


class LateReasonForm(HoldfastForm):
    """Why a step was late."""

    submit = "Record the reason"

    reason = NarrativeField(
        label="Why is, or was, this late?",
        missing="Say why this is late",
        hint="What stood in the way, and what was done meanwhile to keep the child safe.",
        rows=4,
    )
