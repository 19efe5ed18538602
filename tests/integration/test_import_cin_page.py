"""A designated manager reads a return in from the browser (STA-03)."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from holdfast.people.models import Person
from holdfast.returns import forms
from holdfast.returns.models import ReturnTaken
from tests.support.cast import Cast
from tests.unit.returns_cin.builder import a_child, a_return
from tests.unit.returns_cin.test_layouts import FULL

pytestmark = pytest.mark.django_db


@pytest.fixture
def manager(cast: Cast) -> Client:
    client = Client()
    client.force_login(cast.designated.user)
    return client


def send(client: Client, data: bytes, *, trial: bool = False) -> str:
    """The page that answers to a file."""
    sent: dict[str, object] = {"file": SimpleUploadedFile("return.xml", data)}
    if trial:
        sent["trial"] = "on"
    return client.post(reverse("returns:cin"), sent).content.decode()


def test_a_trial_and_then_the_return(manager: Client) -> None:
    """STA-03: the same report either way, and what could not be taken with its line and reason."""
    data = a_return(a_child(FULL.replace(">N4<", ">N44<")))
    assert 'type="file"' in manager.get(reverse("returns:cin")).content.decode()
    tried = send(manager, data, trial=True)
    assert "nothing was saved" in tried
    assert "N44" in tried
    assert not ReturnTaken.objects.exists()
    page = send(manager, data)
    assert "The return was read in." in page
    assert "1 thing could not be taken" in page
    assert Person.objects.filter(identifiers__value="C1").exists()
    assert "nothing was changed" in send(manager, data)
    assert "return.xml" in manager.get(reverse("returns:cin")).content.decode()


def test_what_cannot_be_read_is_said_beside_the_file(manager: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    """STA-03: not an error page but a sentence; and what is too large for a page has another way."""
    assert "This is not XML" in send(manager, b"LAchildID,UPN\n")
    assert "cut short" in send(manager, a_return(a_child(FULL))[:-30])
    monkeypatch.setattr(forms, "LARGEST_UPLOAD", 10)
    assert "holdfast import cin" in send(manager, a_return(a_child(FULL)))
    assert not Person.objects.filter(identifiers__value="C1").exists()
