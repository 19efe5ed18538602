"""Date and time together: two small boxes, in London's time."""

from __future__ import annotations

from datetime import datetime, time
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.timezone import is_aware

from holdfast.core.time import LONDON
from holdfast.core.time import now as now_here
from holdfast.core.time import today as today_here
from holdfast.web.forms import dates
from holdfast.web.forms.explain import Explained
from holdfast.web.forms.fields import DateField


class TimeField(Explained, forms.TimeField):
    """A time of day: ``14:30``, ``1430``, ``2.30pm``, ``9am``, ``noon``, ``now``."""

    widget = forms.TextInput

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("width", 10)
        super().__init__(*args, **kwargs)

    def to_python(self, value: Any) -> time | None:
        if value in self.empty_values:
            return None
        if isinstance(value, time):
            return value
        try:
            return dates.read_time(str(value), now=now_here())[0]
        except dates.Unreadable as why:
            raise ValidationError(str(why), code="invalid") from why

    def prepare_value(self, value: Any) -> Any:
        return f"{value:%H:%M}" if isinstance(value, time) else value


class DateTimeWidget(forms.MultiWidget):
    """Two text boxes: the date and the time."""

    template_name = "web/forms/datetime.html"

    def __init__(self) -> None:
        boxes: dict[str, forms.Widget | type[forms.Widget]] = {
            "date": forms.TextInput(attrs={"autocomplete": "off", "data-date": True}),
            "time": forms.TextInput(attrs={"autocomplete": "off"}),
        }
        super().__init__(boxes)

    def decompress(self, value: datetime | None) -> list[str]:
        if not value:
            return ["", ""]
        local = value.astimezone(LONDON) if is_aware(value) else value
        day = f"{local.day}/{local.month}/{local.year}"
        twice = local.replace(fold=0).utcoffset() != local.replace(fold=1).utcoffset()
        zone = f" {local.tzname()}" if is_aware(value) and twice else ""
        return [day, f"{local:%H:%M}{zone}"]


class DateTimeField(Explained, forms.Field):
    """When something happened, in Europe/London; the value is aware.

    default_now
        fills in the present moment (the default).
    not_future
        refuses moments that have not come yet, allowing for a clock that is a little slow.
    """

    widget = DateTimeWidget

    def __init__(self, *args: Any, default_now: bool = True, not_future: bool = False, **kwargs: Any) -> None:
        if default_now:
            kwargs.setdefault("initial", now_here)
        super().__init__(*args, **kwargs)
        self.not_future = not_future

    def clean(self, value: Any) -> datetime | None:
        day_text, time_text = (list(value) if isinstance(value, (list, tuple)) else [value, ""])[:2]
        day_text, time_text = (day_text or "").strip(), (time_text or "").strip()
        if not day_text and not time_text:
            if self.required:
                raise ValidationError(self.error_messages["required"], code="required")
            return None
        if not day_text or not time_text:
            part = "date" if not day_text else "time"
            raise ValidationError(f"{self.label or 'When'}: enter the {part} as well", code="incomplete")
        try:
            moment = self._read(day_text, time_text)
        except dates.Unreadable as why:
            raise ValidationError(str(why), code="invalid") from why
        if self.not_future and moment > now_here():
            raise ValidationError(f"{self.label or 'When'} must not be in the future", code="future")
        self.run_validators(moment)
        return moment

    @staticmethod
    def _read(day_text: str, time_text: str) -> datetime:
        day = dates.read_date(day_text, today=today_here())
        clock, fold = dates.read_time(time_text, now=now_here())
        return dates.in_london(day, clock, fold)

    def has_changed(self, initial: Any, data: Any) -> bool:
        """A box left as it was offered is no change; so an untouched extra row stays empty."""
        shown = DateTimeWidget().decompress(initial) if isinstance(initial, datetime) else ["", ""]
        return [str(part or "").strip() for part in (data or ["", ""])] != shown


__all__ = ["DateField", "DateTimeField", "DateTimeWidget", "TimeField"]
