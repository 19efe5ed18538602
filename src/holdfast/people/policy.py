"""Who keeps what is known of people."""

from holdfast.access.policy import Near, allow
from holdfast.access.roles import CASE_READERS, CASE_STAFF, Role

allow("person.search", "searched for a person", roles=CASE_READERS, near=Near.ANYWHERE)
allow("person.view", "looked at a person", roles=CASE_READERS, near=Near.NETWORK)
allow("person.history", "looked at what was known of a person before", roles=CASE_READERS - {Role.PARTNER})
allow("person.register", "registered a person", roles=CASE_STAFF, near=Near.ANYWHERE)
allow("person.change", "changed what is known of a person", roles=CASE_STAFF)
allow("person.relate", "recorded a relationship", roles=CASE_STAFF)
allow("person.move", "recorded a move of home", roles=CASE_STAFF)
allow("person.identify", "recorded an identifier", roles=CASE_STAFF)
allow("person.born", "recorded a birth", roles=CASE_STAFF)
allow("person.died", "recorded a death", roles=CASE_STAFF)
allow("family.gather", "put people together as a family", roles=CASE_STAFF)
