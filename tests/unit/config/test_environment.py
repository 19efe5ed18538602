"""What the environment may say, and what is said when it makes no sense."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest

from holdfast.config import database, environment
from holdfast.config.environment import Misconfigured
from holdfast.config.postgres import LONGEST_SOCKET_PATH, EmbeddedServer


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A home of its own, and nothing else said."""
    for name in ("HOLDFAST_DATABASE_URL", "HOLDFAST_SECRET_KEY", "HOLDFAST_HOSTS", "PORT"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("HOLDFAST_HOME", str(tmp_path / "home"))
    return tmp_path / "home"


def test_the_home_is_made_when_asked_for(home: Path) -> None:
    """HOLDFAST_HOME need not exist."""
    assert environment.home() == home
    assert home.is_dir()


def test_the_secret_key_is_made_once_and_kept_private(home: Path) -> None:
    """Two askings give one key, in a file that only its owner reads; nothing else is left behind."""
    first = environment.secret_key()
    assert environment.secret_key() == first
    assert len(first) > 50
    assert stat.S_IMODE((home / "secret-key").stat().st_mode) == 0o600
    assert [file.name for file in home.iterdir()] == ["secret-key"]


def test_a_given_secret_key_is_used(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing is written where the key is given."""
    monkeypatch.setenv("HOLDFAST_SECRET_KEY", "given")
    assert environment.secret_key() == "given"
    assert not home.exists()


def test_serving_others_needs_a_given_key(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A generated key is for one machine: several would each sign with their own."""
    monkeypatch.setenv("HOLDFAST_HOSTS", "holdfast.example.org, ,www.example.org")
    assert environment.hosts() == ["holdfast.example.org", "www.example.org"]
    with pytest.raises(Misconfigured, match="HOLDFAST_SECRET_KEY"):
        environment.secret_key()


@pytest.mark.parametrize("wrong", ["abc", "0", "65536", "-1", "80.5"])
def test_a_port_is_a_number(home: Path, monkeypatch: pytest.MonkeyPatch, wrong: str) -> None:
    """PORT is refused in words."""
    assert environment.port() == 8000
    monkeypatch.setenv("PORT", wrong)
    with pytest.raises(Misconfigured, match="PORT"):
        environment.port()


def test_the_embedded_server_is_the_default(home: Path) -> None:
    """Asking for the settings starts nothing."""
    settings = database.settings_for_django()["default"]
    assert settings["HOST"] == str(EmbeddedServer(home).socket_folder)
    assert settings["NAME"] == "holdfast"
    assert not (home / "postgres").exists()


def test_another_server_is_taken_from_its_address(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """HOLDFAST_DATABASE_URL replaces the embedded server, options included."""
    monkeypatch.setenv("HOLDFAST_DATABASE_URL", "postgresql://me:se%20cret@db.example:5433/records?sslmode=require")
    settings = database.settings_for_django()["default"]
    assert (settings["HOST"], settings["PORT"], settings["NAME"]) == ("db.example", "5433", "records")
    assert (settings["USER"], settings["PASSWORD"]) == ("me", "se cret")
    assert settings["OPTIONS"]["sslmode"] == "require"
    assert "-c pgtrigger.ignore={}" in settings["OPTIONS"]["options"]


def test_a_wrong_address_does_not_show_its_password(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What cannot be read is not repeated."""
    monkeypatch.setenv("HOLDFAST_DATABASE_URL", "postgres//me:hush@db/records")
    with pytest.raises(Misconfigured) as refusal:
        database.settings_for_django()
    assert "hush" not in str(refusal.value)


def test_a_long_home_has_its_socket_elsewhere(tmp_path: Path) -> None:
    """A socket's path has room for some hundred bytes; two long homes do not share one."""
    deep = tmp_path / ("very-long-name-of-a-folder" * 5)
    first, second = EmbeddedServer(deep / "a"), EmbeddedServer(deep / "b")
    assert first.socket_folder != second.socket_folder
    assert len(str(first.socket_folder / ".s.PGSQL.5432")) <= LONGEST_SOCKET_PATH
    assert EmbeddedServer(Path("/short")).socket_folder == Path("/short/postgres-socket")
