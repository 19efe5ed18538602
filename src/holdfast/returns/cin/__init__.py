"""The Children in Need census return: reading it, and (later) loading and writing it.

``read`` yields the records of ``records``; ``count`` is the second opinion on what a file holds; ``table``
turns the census's codes into Holdfast's terms. Nothing here touches a database.
"""

from holdfast.returns.cin.codes import Code, Table, table
from holdfast.returns.cin.counting import count
from holdfast.returns.cin.errors import UnreadableReturn
from holdfast.returns.cin.reader import read
from holdfast.returns.cin.records import (
    Assessment,
    ChildRecord,
    CinPlan,
    Conference,
    Entry,
    Episode,
    Header,
    ProtectionPlan,
    Rejection,
    Remark,
    Review,
    Section47,
)

__all__ = [
    "Assessment",
    "ChildRecord",
    "CinPlan",
    "Code",
    "Conference",
    "Entry",
    "Episode",
    "Header",
    "ProtectionPlan",
    "Rejection",
    "Remark",
    "Review",
    "Section47",
    "Table",
    "UnreadableReturn",
    "count",
    "read",
    "table",
]
