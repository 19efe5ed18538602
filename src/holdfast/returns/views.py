"""Reading a return in from the browser, with the same report as on the command line (STA-03)."""

from __future__ import annotations

import tempfile
from pathlib import Path

from django.core.files.uploadedfile import UploadedFile
from django.http import HttpResponse
from django.shortcuts import render

from holdfast.access.door import check
from holdfast.access.middleware import ActorRequest
from holdfast.agencies.models import Agency
from holdfast.core.errors import NotPermitted
from holdfast.returns.cin.actions import import_return
from holdfast.returns.cin.errors import UnreadableReturn
from holdfast.returns.cin.report import Report
from holdfast.returns.forms import ReturnForm
from holdfast.returns.selectors import returns_taken

VERB = "return.import"


def cin(request: ActorRequest) -> HttpResponse:
    """Ask for a children in need return; read it in, or try it, and say what became of it."""
    check(VERB, by=request.actor)
    if request.actor.authority_id is None:
        raise NotPermitted("A return is read in for the authority that one works for")
    authority = Agency.objects.get(pk=request.actor.authority_id)
    form = ReturnForm(request.POST or None, request.FILES or None)
    report = None
    if request.method == "POST" and form.is_valid():
        try:
            report = _read_in(request, authority, form.cleaned_data["file"], trial=form.cleaned_data["trial"])
        except UnreadableReturn as problem:
            form.add_error("file", f"{problem.message} Nothing was saved.")
    context = {"form": form, "report": report, "authority": authority, "taken": returns_taken(authority.pk)}
    return render(request, "returns/cin.html", context)


def _read_in(request: ActorRequest, authority: Agency, upload: UploadedFile[bytes], *, trial: bool) -> Report:
    with tempfile.TemporaryDirectory(prefix="holdfast-return-") as folder:
        path = Path(folder) / "return.xml"
        with path.open("wb") as kept:
            kept.writelines(upload.chunks())
        return import_return(
            by=request.actor, authority=authority, path=path, file_name=upload.name or "", dry_run=trial
        )
