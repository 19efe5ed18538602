"""What browser tests ask of a page: that axe finds nothing, that it fits its width, a picture of it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from playwright.sync_api import Page

ROOT = Path(__file__).resolve().parents[2]
AXE = ROOT / "node_modules" / "axe-core" / "axe.min.js"
SHOTS = Path(__file__).parent / "shots"


def violations(page: Page) -> list[str]:
    """What axe finds on the page with all its rules, a line for each: the rule, its help, where."""
    page.evaluate(AXE.read_text(encoding="utf-8"))
    result: dict[str, Any] = page.evaluate("() => axe.run(document, {resultTypes: ['violations']})")
    return [
        f"{found['id']}: {found['help']} at {', '.join(str(node['target'][0]) for node in found['nodes'][:5])}"
        for found in result["violations"]
    ]


def assert_accessible(page: Page) -> None:
    """axe finds nothing, and nothing needs sideways scrolling (WCAG 1.4.10)."""
    found = violations(page)
    assert not found, f"{page.url}\n" + "\n".join(found)
    overflow = page.evaluate("() => document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert overflow <= 0, f"{page.url} is {overflow} pixels wider than its window"


def shoot(page: Page, name: str) -> Path:
    """A picture of the whole page in the ignored folder `shots`, named with its width."""
    SHOTS.mkdir(exist_ok=True)
    size = page.viewport_size
    path = SHOTS / f"{name}-{size['width'] if size else 'auto'}.png"
    page.screenshot(path=path, full_page=True)
    return path
