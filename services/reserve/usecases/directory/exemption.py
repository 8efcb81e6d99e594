"""The exception for a credit code of the early pilot, as both commands on the directory read it."""

from __future__ import annotations

from services.law.breach import Breach
from services.reserve.domain.exception import Exempted, read_exception
from services.reserve.domain.reading import Reading


def read_code_exemption(reading: Reading, reason: str | None, approver: str | None) -> Exempted | None:
    """Read reason and approver; half an exception is noted as a breach."""
    read = read_exception(
        reading.optional_text(reason, "例外理由", "exceptionReason"),
        reading.optional_name(approver, "例外批准人", "exceptionApprover"),
        None,
    )
    if isinstance(read, Breach):
        reading.found(read)
        return None
    return read
