"""What is asked for when a return is read in."""

from __future__ import annotations

from django.core.files.uploadedfile import UploadedFile
from django.forms import ValidationError

from holdfast.web.forms import CheckboxField, FileField, HoldfastForm

# What one request can take in: some tens of thousands of children take minutes, and have the command line.
LARGEST_UPLOAD = 20_000_000


class ReturnForm(HoldfastForm):
    """A return to be read in."""

    submit = "Read the return in"

    file = FileField(
        label="The return, as an XML file",
        hint="As the case system or COLLECT wrote it, of any census year from 2017 on.",
    )
    trial = CheckboxField(
        label="Only try it: report what would come in, and save nothing", required=False, initial=True
    )

    def clean_file(self) -> UploadedFile[bytes]:
        """The file, unless it is too much for a page."""
        file: UploadedFile[bytes] = self.cleaned_data["file"]
        if file.size and file.size > LARGEST_UPLOAD:
            raise ValidationError(
                "This file is too large for a page. Have it read in on the server: holdfast import cin FILE"
            )
        return file
