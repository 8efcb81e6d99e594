"""How large the files are that come in with projects (第四条)."""

from __future__ import annotations

from services.chassis.documents.workbook import CHUNK, Limits
from services.reserve.domain.sheets.headings import DEEPEST, SEARCHED

IN_BACKGROUND = Limits(50 * 1024 * 1024, 300 * 1024 * 1024, 49_999)
AT_ONCE = Limits(  # answered while the caller waits
    5 * 1024 * 1024, 60 * 1024 * 1024, 5_000, f"；{IN_BACKGROUND.rows}行以内的可用后台导入（startImport）"
)
assert CHUNK > SEARCHED + DEEPEST, "the heading is found from the rows of the first part alone"
