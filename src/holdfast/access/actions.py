"""Accounts that sign in."""

from __future__ import annotations

from holdfast.access.actors import Actor
from holdfast.access.door import acting
from holdfast.access.models import User
from holdfast.core.errors import Unacceptable


def open_account(*, by: Actor, username: str, email: str, display_name: str, password: str) -> User:
    """Open an account for somebody who is to sign in; what they may do follows from their posts alone.

    `password` is kept as its hash; one that is hashed already is kept as it is. Raises `Unacceptable` for a username
    that is taken.
    """
    if User.objects.filter(username__iexact=username).exists():
        raise Unacceptable("This username is taken", field="username")
    with acting("account.open", by=by) as act:
        user = User(username=username, email=email, display_name=display_name)
        if password.partition("$")[0] in HASHED:
            user.password = password
        else:
            user.set_password(password)
        user.save()
        act.touch(user)
    return user


HASHED = ("pbkdf2_sha256", "argon2", "md5", "scrypt")
"""What a hashed password begins with."""
