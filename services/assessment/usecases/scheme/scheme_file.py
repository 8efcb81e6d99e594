"""第十八条：a scheme as an Excel file."""

from __future__ import annotations

from services.assessment.domain.scheme.record import SchemeStatus
from services.assessment.domain.scheme.sheet import table_of
from services.assessment.store import schemes, tables
from services.chassis.documents.file import File
from services.chassis.documents.sheet import A3, MEDIA_TYPE, SheetFile

_MARKS = {
    SchemeStatus.DRAFT: "草案",
    SchemeStatus.SUPERSEDED: "已被取代",
    SchemeStatus.WITHDRAWN: "已撤回",
}


def scheme_file(row: tables.Scheme) -> File:
    """Write the sheet; what is not in force says so on every page."""
    made, mark = table_of(schemes.state_of(row)), _MARKS.get(row.status)
    standing = f"批准文件：{row.document}" if row.document else "未经批准"
    note = f"{row.year} 年第 {row.version} 版　{standing}" + (f"　（{mark}）" if mark else "")
    sheet = SheetFile(made, name="考核细则", note=note, paper=A3, mark=mark)
    sheet.write(made.lines)
    return File(f"{made.title}.xlsx", MEDIA_TYPE, sheet.close())
