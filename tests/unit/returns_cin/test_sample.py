"""The third-party return of 332 children reads whole, and a second counter agrees (STA-03)."""

from __future__ import annotations

import tracemalloc
from collections import Counter
from pathlib import Path

import pytest

from holdfast.returns.cin import ChildRecord, Rejection, Remark, count, read
from holdfast.returns.cin.taking import count_episodes

SAMPLE = Path(__file__).parents[2] / "data" / "cin" / "csdatatools-332-children.xml"


def totals(path: Path) -> dict[str, int]:
    """What came in from ``path``, under the names of the import's report."""
    total: Counter[str] = Counter()
    for entry in read(path):
        if isinstance(entry, ChildRecord):
            total["children"] += 1
            total.update(count_episodes(entry.episodes))
    return dict(total)


def test_everything_in_the_sample_comes_in() -> None:
    """STA-03: the counts are the file's, by two methods that share nothing."""
    assert totals(SAMPLE) == {"children": 332, "episodes": 402, "conferences": 350}
    assert {name: number for name, number in count(SAMPLE).items() if number} == totals(SAMPLE)


def test_the_samples_oddities_are_taken_and_remarked_on() -> None:
    """STA-03: nothing in it is refused; what is odd is said."""
    found = list(read(SAMPLE))
    assert [entry for entry in found if isinstance(entry, Rejection)] == []
    remarks = [entry for entry in found if isinstance(entry, Remark)]
    assert sum("reference date" in remark.reason for remark in remarks) == 23
    assert sum("no disability" in remark.reason for remark in remarks) == 3
    children = [entry for entry in found if isinstance(entry, ChildRecord)]
    assert Counter(child.sex for child in children) == {"U": 96, "M": 82, "9": 80, "F": 74}
    assert all(episode.referral_nfa for child in children for episode in child.episodes)
    assert sum(child.death_date is not None for child in children) == 21
    assert {len(child.episodes) for child in children} == {1, 2, 3}


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "latin-1"])
def test_the_second_counter_in_every_encoding(tmp_path: Path, encoding: str) -> None:
    """STA-03: the second counter decodes as the reader does, and sees no element in a comment."""
    text = SAMPLE.read_text("utf-8").replace("<Children>", "<Children><!-- <Child>\n</Child> -->", 1)
    if encoding == "latin-1":
        text = '<?xml version="1.0" encoding="iso-8859-1"?>' + text
    path = tmp_path / "return.xml"
    path.write_bytes(text.encode(encoding))
    assert {name: number for name, number in count(path).items() if number} == totals(path)


@pytest.mark.parametrize("chunk", [64, 1_000, 1_000_000])
def test_the_second_counter_at_every_seam(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, chunk: int) -> None:
    """STA-03: wherever the pieces of the file end, the count is the same."""
    text = SAMPLE.read_text("utf-8")[:40_000] + "<!-- <Child> --><CPPreviewDate/> x <Child/><x/>"
    path = tmp_path / "return.xml"
    path.write_text(text, "utf-8")
    monkeypatch.setattr("holdfast.returns.cin.counting._CHUNK", chunk)
    assert (count(path)["children"], count(path)["reviews"]) == (text.count("<Child>"), 0)


def test_the_second_counter_keeps_its_memory(tmp_path: Path) -> None:
    """STA-03: a value of thirty million characters is counted once, and not held."""
    path = tmp_path / "return.xml"
    with path.open("w") as file:
        file.write("<Message><Child><CPPreviewDate>")
        for _ in range(30):
            file.write("x" * 1_000_000)
        file.write("</CPPreviewDate></Child><Child/></Message>")
    tracemalloc.start()
    try:
        counted = count(path)
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert (counted["children"], counted["reviews"]) == (2, 1)
    assert peak < 15_000_000
