"""What is asked for the register of agencies."""

from __future__ import annotations

from typing import Any

from holdfast.access.roles import Role
from holdfast.agencies.models import Agency, AgencyKind, Practitioner
from holdfast.agencies.selectors import teams_of
from holdfast.web.forms import (
    CheckboxField,
    ChoiceField,
    DateField,
    EmailField,
    HoldfastForm,
    RecordChoice,
    TextField,
)


class FilterForm(HoldfastForm):
    """Narrowing the register. Names of agencies may stand in an address; names of people may not."""

    q = TextField(label="Name of the agency", required=False, width=20)
    kind = ChoiceField(label="Kind", required=False, choices=[("", "Any"), *AgencyKind.choices])


class FindForm(HoldfastForm):
    """Who is looked for among all practitioners."""

    submit = "Search"

    words = TextField(label="Name, or where they work", width=20, missing="Enter a part of the name")


class AgencyForm(HoldfastForm):
    """An agency to be entered."""

    submit = "Register the agency"

    name = TextField(label="Name")
    kind = ChoiceField(label="Kind of agency", choices=AgencyKind.choices)
    area_code = TextField(
        label="Local authority code", required=False, width=10, hint="For a local authority; it stands in returns"
    )
    telephone = TextField(label="Telephone", required=False, width=20)
    email = EmailField(label="E-mail", required=False)


class TeamForm(HoldfastForm):
    """A team of an agency."""

    submit = "Add the team"

    name = TextField(label="Name of the team")
    takes_referrals = CheckboxField(label="New referrals come to this team", required=False)


class PractitionerForm(HoldfastForm):
    """Somebody who works for an agency."""

    submit = "Register the practitioner"

    name = TextField(label="Name", width=20)
    profession = TextField(label="Profession", required=False, width=20)
    qualified_social_worker = CheckboxField(label="A qualified social worker", required=False)
    experienced = CheckboxField(
        label="Experienced in child protection",
        required=False,
        why=("Enquiries are led by a qualified and experienced social worker.", "WT 4.47"),
    )
    telephone = TextField(label="Telephone", required=False, width=20)
    email = EmailField(label="E-mail", required=False)


class PostForm(HoldfastForm):
    """A post that somebody holds: what they may do, where, answering to whom."""

    submit = "Record the post"

    role = ChoiceField(label="Role", choices=Role.choices, hint="It decides what the holder may see and do")
    title = TextField(label="Title of the post", required=False, width=20)

    def __init__(self, *args: Any, practitioner: Practitioner, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        agency: Agency = practitioner.agency
        self.fields["team"] = RecordChoice(teams_of(agency.pk), label="Team", required=False)
        self.fields["answers_to"] = RecordChoice(
            Practitioner.objects.filter(agency=agency).exclude(pk=practitioner.pk).order_by("name"),
            label="Answers to",
            required=False,
            why=("A conference is chaired by somebody outside the line of management of the case.", "WT 4.73"),
        )
        self.fields["from_date"] = DateField(label="From", required=False, hint="Today, if left empty")
        self.fields["to_date"] = DateField(label="Until", required=False)


class LeaveForm(HoldfastForm):
    """The end of a post."""

    submit = "End the post"

    on = DateField(label="Last day in the post", initial="today")
