"""The invented authority, from `authority.yaml`: its agencies, teams, and everybody who works there."""

from __future__ import annotations

from collections import defaultdict
from datetime import date, timedelta
from typing import Any

from holdfast.demo.dice import Dice
from holdfast.demo.names import culture, family_name, given_name
from holdfast.demo.rates import read_yaml
from holdfast.demo.script import Agency, Authority, Key, Participant, Practitioner, Team

REFERRALS_PER_WORKER = 60  # a year: beyond the named cast, this many more referrals bring one more social worker
YEAR = timedelta(days=365)


class Cast:
    """The authority with the questions that telling a story asks of it."""

    def __init__(self, authority: Authority, stages: dict[Key, str], patches: dict[str, Key]) -> None:
        self.authority = authority
        self.patches = patches
        self._stages = stages
        self._people = {one.key: one for one in authority.practitioners}
        self._agencies = {one.key: one for one in authority.agencies}
        self._staff: dict[Key, list[Practitioner]] = defaultdict(list)
        self._workers: dict[Key, list[Practitioner]] = defaultdict(list)
        for one in authority.practitioners:
            self._staff[one.agency].append(one)
            if one.team and "social-worker" in one.roles:
                self._workers[one.team].append(one)

    def person(self, key: Key) -> Practitioner:
        """The practitioner with this key."""
        return self._people[key]

    def agency(self, key: Key) -> Agency:
        """The agency with this key."""
        return self._agencies[key]

    def workers(self, team: Key) -> list[Practitioner]:
        """The social workers of a team."""
        return self._workers[team]

    def manager(self, team: Key) -> Practitioner:
        """Who manages a team."""
        found = next(one for one in self.authority.teams if one.key == team)
        return self._people[str(found.manager)]

    def chairs(self) -> list[Practitioner]:
        """Those who chair conferences; none of them is in a case's line of management (CPC-08)."""
        return [one for one in self.authority.practitioners if "conference-chair" in one.roles]

    def settings(self, stage: str, town: str) -> list[Agency]:
        """Schools or nurseries of a stage in a town, or anywhere if the town has none."""
        fitting = [a for a in self.authority.agencies if self._stages.get(a.key) == stage]
        return [a for a in fitting if a.town == town] or fitting

    def of_kind(self, kind: str) -> list[Agency]:
        """The authority's agencies of a kind, without neighbours."""
        return [a for a in self.authority.agencies if a.kind == kind and not a.neighbour]

    def neighbours(self) -> list[Agency]:
        """The authorities next door."""
        return [a for a in self.authority.agencies if a.neighbour]

    def staff(self, agency: Key, *posts: str) -> list[Practitioner]:
        """Who works for an agency, only those whose post begins with one of `posts` if any are given."""
        return [one for one in self._staff[agency] if not posts or one.post.startswith(posts)]

    def participant(self, key: Key) -> Participant:
        """A practitioner as somebody who takes part."""
        one = self._people[key]
        return Participant(practitioner=key, agency=one.agency, name=one.name, role=one.post)


def build(seed: int, today: date, referrals_per_year: int, years: int) -> Cast:
    """The authority for a volume of work. The named cast is always there; a busier authority has more workers."""
    data = read_yaml("authority.yaml")
    dice = Dice(seed, "authority")
    taken = {person["name"] for person in data["people"]}
    start = today - years * YEAR - YEAR
    people = [_named(entry, dice, start) for entry in data["people"]]
    people += _more_workers(
        data,
        sum("social-worker" in one.roles for one in people),
        volume=referrals_per_year,
        dice=dice,
        taken=taken,
        start=start,
    )
    people += _staff(data, dice, taken, start)
    authority = Authority(
        name=data["name"],
        number=data["number"],
        board=data["board"],
        agencies=tuple(_agency(entry) for entry in data["agencies"]),
        teams=tuple(_team(entry) for entry in data["teams"]),
        practitioners=tuple(people),
    )
    stages = {entry["key"]: entry["stage"] for entry in data["agencies"] if "stage" in entry}
    return Cast(authority, stages, data["patches"])


def _agency(entry: dict[str, Any]) -> Agency:
    return Agency(
        key=entry["key"],
        name=entry["name"],
        kind=entry["kind"],
        neighbour=entry.get("neighbour", False),
        town=entry.get("town", ""),
    )


def _team(entry: dict[str, Any]) -> Team:
    return Team(key=entry["key"], agency="lasc", name=entry["name"], kind=entry["kind"], manager=entry["manager"])


def _named(entry: dict[str, Any], dice: Dice, start: date) -> Practitioner:
    given, _, family = entry["name"].rpartition(" ")
    return Practitioner(
        key=entry["key"],
        given=given,
        family=family,
        agency=entry.get("agency", "lasc"),
        post=entry["post"],
        team=entry.get("team"),
        roles=(entry["role"],),
        qualified=entry.get("qualified", False),
        supervisor=entry.get("line"),
        username=username(entry["name"]),
        since=start - dice.between(0, 3000) * timedelta(days=1),
    )


def username(name: str) -> str:
    """How somebody signs in: first name, full stop, family name."""
    given, _, family = name.lower().replace("'", "").rpartition(" ")
    return f"{given.split()[-1]}.{family}"


def _new_name(dice: Dice, taken: set[str]) -> tuple[str, str]:
    """A name that nobody in the authority has."""
    while True:
        names = culture(dice.by_rate("ethnicity"), dice).names
        given = given_name(names, "female" if dice.chance(0.7) else "male", True, dice, set())
        family = family_name(names, dice)
        if f"{given} {family}" not in taken:
            taken.add(f"{given} {family}")
            return given, family


def _more_workers(
    data: dict[str, Any], have: int, *, volume: int, dice: Dice, taken: set[str], start: date
) -> list[Practitioner]:
    """Social workers beyond the named ones, where the volume asks for them."""
    teams = [team for team in data["teams"] if team["key"] in ("ra", "sg1", "sg2", "sg3", "dct")]
    more = []
    for number in range(max(0, volume // REFERRALS_PER_WORKER - have)):
        team = teams[number % len(teams)]
        given, family = _new_name(dice, taken)
        more.append(
            Practitioner(
                key=f"sw-{team['key']}-{number + 20}",
                given=given,
                family=family,
                agency="lasc",
                post="Social Worker",
                team=team["key"],
                roles=("social-worker",),
                qualified=True,
                supervisor=team["manager"],
                username=username(f"{given} {family}"),
                since=start,
            )
        )
    return more


def _staff(data: dict[str, Any], dice: Dice, taken: set[str], start: date) -> list[Practitioner]:
    """People of other agencies who come to meetings but do not sign in."""
    found = []
    for entry in data["agencies"]:
        if entry["key"] == "lasc":
            continue
        for number, post in enumerate(data["staff"].get(entry.get("stage", entry["kind"]), ())):
            given, family = _new_name(dice, taken)
            found.append(
                Practitioner(
                    key=f"{entry['key']}-{number + 1}",
                    given=given,
                    family=family,
                    agency=entry["key"],
                    post=post,
                    since=start,
                )
            )
    return found
