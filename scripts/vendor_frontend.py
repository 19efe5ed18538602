"""Copy the built front-end files, each named here, from node_modules to where Django serves them.

Only these files are served: a new one is a line in this list. axe is for tests and stays in node_modules.
The typeface and the crest of GOV.UK belong to gov.uk, so their rules are taken out on the way.
"""

from __future__ import annotations

import re
import shutil
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PACKAGES = ROOT / "node_modules"
VENDOR = ROOT / "src" / "holdfast" / "web" / "static" / "vendor"
MOJ = "@ministryofjustice/frontend/moj"
FILES = {
    "govuk-frontend/dist/govuk/govuk-frontend.min.css": "govuk-frontend.min.css",
    "govuk-frontend/dist/govuk/govuk-frontend.min.js": "govuk-frontend.min.js",
    f"{MOJ}/moj-frontend.min.css": "moj-frontend.min.css",
    f"{MOJ}/moj-frontend.min.js": "moj-frontend.min.js",
    "htmx.org/dist/htmx.min.js": "htmx.min.js",
}
IMAGES = f"{MOJ}/assets/images"

FONT_FACE = re.compile(r"@font-face\{[^}]*\}")
CREST = re.compile(r"url\(/assets/images/govuk-crest\.svg\)")
IMAGE = re.compile(r"url\(/assets/images/([\w.-]+)\)")
SOURCE_MAP = re.compile(r"\n?(//# sourceMappingURL=\S+|/\*# sourceMappingURL=\S+ \*/)")


def adapt(text: str, name: str) -> str:
    """Drop what is not served (maps, fonts, crest) and point images at the folder beside the style sheet."""
    text = SOURCE_MAP.sub("", text)
    if name.endswith(".css"):
        text = CREST.sub("none", FONT_FACE.sub("", text))
        text = IMAGE.sub(r"url(images/\1)", text)
    return text


def main() -> None:
    shutil.rmtree(VENDOR, ignore_errors=True)
    (VENDOR / "images").mkdir(parents=True)
    for source, name in FILES.items():
        text = adapt((PACKAGES / source).read_text(encoding="utf-8"), name)
        (VENDOR / name).write_text(text, encoding="utf-8")
        for image in re.findall(r"url\(images/([\w.-]+)\)", text):
            shutil.copyfile(PACKAGES / IMAGES / image, VENDOR / "images" / image)


if __name__ == "__main__":
    main()
