"""Reading a Children in Need return in (STA-03)."""

from holdfast.returns.cin.actions.authorities import import_file
from holdfast.returns.cin.actions.importing import import_return

__all__ = ["import_file", "import_return"]
