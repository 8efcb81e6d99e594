"""Where in a sheet a breach of a project's rules belongs: the column of the field at fault."""

from __future__ import annotations

from services.law.breach import Breach
from services.law.grid import Fault, letters
from services.reserve.domain.sheets.columns import Column
from services.reserve.domain.sheets.headings import Layout
from services.reserve.domain.sheets.rows import Row

_COLUMNS = {
    "name": Column.NAME,
    "ownerId": Column.OWNER,
    "townId": Column.TOWN,
    "industryAuthorityId": Column.AUTHORITY,
    "cooperatingIds": Column.AUTHORITY,
    "totalInvestment": Column.TOTAL,
    "fundSources": Column.FUNDS,
    "finishOn": Column.FINISH,
    "industryCode": Column.INDUSTRY_CODE,
    "projectCode": Column.PROJECT_CODE,
    "approvalRoute": Column.ROUTE,
    "longitude": Column.LONGITUDE,
    "latitude": Column.LATITUDE,
    "coordinateSystem": Column.COORDINATES,
    "codeExceptionReason": Column.CODE_REASON,
    "codeExceptionApprover": Column.CODE_APPROVER,
    "secret": Column.CONFIDENTIAL,
    "function": Column.FUNCTION,
    "scale": Column.SCALE,
    "content": Column.CONTENT,
    "constructionMode": Column.CONSTRUCTION_MODE,
    "fundUse": Column.FUND_USE,
    "benefit": Column.BENEFIT,
}


def place(breach: Breach, row: Row, layout: Layout) -> Fault | None:
    """Turn a breach into a fault of the row; None when its cell could not be read and was told already."""
    field = (breach.field or "").split(".")[0]
    if field in row.unread:
        return None
    at = layout.columns.get(_COLUMNS[field]) if field in _COLUMNS else None
    if field == "cooperatingIds":
        at = layout.columns.get(Column.COOPERATING, at)
    if at is None and field == "fundSources" and layout.funds:
        at = layout.funds[0]
    if at is None and field == "finishOn":
        at = layout.columns.get(Column.PERIOD)
    column, heading = (letters(at.index), at.heading) if at else (None, None)
    return Fault(layout.sheet, row.number, column, heading, breach.code, breach.message, breach.article)
