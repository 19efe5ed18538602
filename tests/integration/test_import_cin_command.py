"""`holdfast import cin`: what it prints, for which authority, and how it ends (STA-03)."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from holdfast.agencies.models import Agency
from holdfast.cases.models import Case, EditionInForce
from holdfast.core.errors import Unacceptable
from holdfast.ledger.models import Act
from holdfast.people.models import Person
from holdfast.returns.cin.actions import import_file
from holdfast.returns.commands import cin
from tests.support.cast import Cast
from tests.unit.returns_cin.builder import HEADER, a_child, a_return, an_episode
from tests.unit.returns_cin.test_layouts import FULL

pytestmark = pytest.mark.django_db
COUNTS = ("children", "episodes", "assessments", "section47", "conferences", "plans", "reviews", "rejected")


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A small return with one thing that cannot be taken."""
    path = tmp_path / "return.xml"
    path.write_bytes(a_return(a_child(FULL).replace(">N4<", ">N44<")))
    return path


def run(*arguments: object) -> Result:
    return CliRunner().invoke(cin, [str(argument) for argument in arguments])


def test_an_empty_holdfast_takes_its_first_return(file: Path) -> None:
    """STA-03: the return's own authority is registered, with the edition that knows its one assessment."""
    result = run(file, "--json")
    report = json.loads(result.stdout)
    assert result.exit_code == 0
    assert {name: report[name] for name in COUNTS} == dict(zip(COUNTS, (1, 1, 1, 1, 2, 1, 2, 1), strict=True))
    (rejection,) = report["rejections"]
    assert (rejection["value"], rejection["element"]) == ("N44", "Child/CINdetails/PrimaryNeedCode")
    assert rejection["line"] > 0
    assert rejection["reason"]
    assert Agency.objects.get().area_code == "999"
    assert EditionInForce.objects.get().edition == "working-together-2023"
    acts = Act.objects.count()
    again = json.loads(run(file, "--json").stdout)
    assert (again["new"]["children"], again["unchanged"]["children"], Act.objects.count()) == (0, 1, acts)


def test_a_trial_run_leaves_an_empty_holdfast_empty(file: Path) -> None:
    """STA-03: not even the authority is registered."""
    result = run(file, "--dry-run")
    assert "nothing was saved" in result.stdout
    assert "Local authority 999" in result.stdout
    assert not Agency.objects.exists()
    assert not Act.objects.exists()


def test_what_cannot_be_read_ends_with_an_error_and_nothing_saved(tmp_path: Path) -> None:
    """STA-03: one sentence on standard error, a failing exit, no authority, no child."""
    path = tmp_path / "return.xml"
    for data in (b"", b"<Message><Children><Child>", a_return(a_child(FULL))[:-30]):
        path.write_bytes(data)
        result = run(path, "--json")
        assert result.exit_code == 1
        assert result.stdout == ""
        assert "Nothing was saved" in result.stderr
        assert "Traceback" not in result.stderr
    assert not Agency.objects.exists()
    assert not Person.objects.exists()
    assert run(tmp_path / "none.xml").exit_code == 2


def test_for_which_authority(cast: Cast, tmp_path: Path) -> None:
    """STA-03: by name, by number, by the number that the return bears, or not at all."""
    path = tmp_path / "return.xml"
    path.write_bytes(a_return(a_child(FULL), HEADER.replace("999", cast.other_authority.area_code)))
    assert import_file(path=path, dry_run=True).authority == cast.other_authority.name
    assert import_file(path=path, dry_run=True, authority=cast.authority.name.upper()).authority == cast.authority.name
    assert import_file(path=path, authority=cast.authority.area_code).authority == cast.authority.name
    assert Case.objects.filter(child__identifiers__value="C1").get().authority == cast.authority
    path.write_bytes(a_return(a_child(an_episode())))
    with pytest.raises(Unacceptable, match=cast.authority.name):
        import_file(path=path)
    with pytest.raises(Unacceptable, match="knows no authority"):
        import_file(path=path, authority="Atlantis")
