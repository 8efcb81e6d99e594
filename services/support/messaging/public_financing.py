"""GET /public/financing-demands: the list of financing demands as it is published, for everybody (第十六条（二）).

No token. What is handed out was frozen when it was published, less what was taken out since; no table with a person's
name or phone is read for it. Beside it GET /public/financing-demands/issues names the issues that there are.
"""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from enum import StrEnum
from http import HTTPStatus
from typing import Any
from xml.sax.saxutils import escape

from fastapi import APIRouter, Request
from sqlalchemy import select
from starlette.responses import Response

from services.chassis.beside import Beside
from services.chassis.calendar_feed import Pace, etag_of
from services.chassis.clock import SHANGHAI
from services.law.division import is_division, significant_prefix
from services.support.domain.funds.publication import TITLE
from services.support.store import financing, tables

PATH = "/public/financing-demands"
HEADERS = {
    "Cache-Control": "public, max-age=300",
    "X-Content-Type-Options": "nosniff",
    "Access-Control-Allow-Origin": "*",
}
EACH, ALL, SECONDS = 60, 600, 60  # requests of one address, and of all, in one process
COLUMNS = ("number", "project", "amount", "purpose", "termMonths", "formName", "collateral", "neededBy")
_NUMBER = re.compile("[0-9]{1,4}")
_FORMULA_LIKE = ("=", "+", "-", "@", "\t", "\r")


class Form(StrEnum):
    """How the list is written."""

    JSON = "json"
    CSV = "csv"
    ATOM = "atom"


MEDIA = {
    Form.JSON: "application/json; charset=utf-8",
    Form.CSV: "text/csv; charset=utf-8",
    Form.ATOM: "application/atom+xml; charset=utf-8",
}


@dataclass(frozen=True, slots=True)
class Shown:
    """An issue as the public sees it: its items, and the numbers of those that were taken out with the day."""

    division: str
    number: str
    published_on: date
    content_sm3: str
    items: Sequence[Mapping[str, Any]]
    withdrawn: Mapping[str, date]


def public_routes(beside: Beside) -> APIRouter:
    """Build the routes."""
    router, each, everybody = APIRouter(), Pace(EACH, SECONDS), Pace(ALL, SECONDS)

    def waits(request: Request, now: datetime) -> Response | None:
        """Ask who comes too often to wait."""
        host = request.client.host if request.client else ""
        wait = each.wait(host, now) or everybody.wait("", now)
        if not wait:
            return None
        return Response(status_code=HTTPStatus.TOO_MANY_REQUESTS, headers=HEADERS | {"Retry-After": str(wait)})

    @router.api_route(PATH, methods=["GET", "HEAD"])
    async def demands(
        request: Request,
        division: str = "",
        year: str | None = None,
        issue: str | None = None,
        format: str = Form.JSON,
    ) -> Response:
        """Hand out an issue of a division, the last one unless `year` and `issue` name another."""
        now = (await beside.context(request)).now
        if late := waits(request, now):
            return late
        if wrong := misread(division, year, issue, format):
            return refused(HTTPStatus.BAD_REQUEST, "BAD_INPUT", wrong)
        shown = await _shown(beside, division, int(year) if year else None, int(issue) if issue else None)
        if shown is None:
            return refused(HTTPStatus.NOT_FOUND, "NOT_FOUND", "没有该期清单 / there is no such issue")
        return answer(request, written(shown, Form(format)), MEDIA[Form(format)])

    @router.api_route(f"{PATH}/issues", methods=["GET", "HEAD"])
    async def issues(request: Request, division: str = "") -> Response:
        """Name the issues of a division, the newest first."""
        now = (await beside.context(request)).now
        if late := waits(request, now):
            return late
        if wrong := misread(division):
            return refused(HTTPStatus.BAD_REQUEST, "BAD_INPUT", wrong)
        row = tables.FinancingIssue
        query = select(row).where(row.division == division).order_by(row.published_on.desc()).limit(100)
        async with beside.runtime.database.session(significant_prefix(division), read_only=True) as session:
            found = (await session.scalars(query)).all()
        told = [_head(r.division, r.number, r.published_on, r.content_sm3) | _place(r) for r in found]
        return answer(request, _json({"issues": told}), MEDIA[Form.JSON])

    return router


def misread(division: str, year: str | None = None, issue: str | None = None, form: str = Form.JSON) -> str | None:
    """Say what is wrong with what was asked for; None where it can be read."""
    if not is_division(division):
        return "请以 division 指明六位区划代码 / division is a code of six figures"
    if any(given and not _NUMBER.fullmatch(given) for given in (year, issue)):
        return "year 和 issue 须为数字 / year and issue are numbers"
    if form not in set(Form):
        return f"format 须为 {'、'.join(Form)} 之一 / format is one of them"
    return None


def refused(status: HTTPStatus, code: str, message: str) -> Response:
    """Answer that there is nothing to hand out, and why; nobody keeps such an answer."""
    content = _json({"code": code, "message": message})
    headers = {"Cache-Control": "no-store", "Access-Control-Allow-Origin": "*"}
    return Response(content, status_code=status, media_type=MEDIA[Form.JSON], headers=headers)


def answer(request: Request, content: bytes, media: str) -> Response:
    """Answer with the content, or that it is the one that is known."""
    tag = etag_of(content)
    headers = HEADERS | {"ETag": tag}
    if tag in request.headers.get("if-none-match", ""):
        return Response(status_code=HTTPStatus.NOT_MODIFIED, headers=headers)
    return Response(content, media_type=media, headers=headers)


async def _shown(beside: Beside, division: str, year: int | None, ordinal: int | None) -> Shown | None:
    row = tables.FinancingIssue
    query = select(row).where(row.division == division)
    if year is not None:
        query = query.where(row.year == year)
    if ordinal is not None:
        query = query.where(row.ordinal == ordinal)
    query = query.order_by(row.published_on.desc(), row.id.desc()).limit(1)
    async with beside.runtime.database.session(significant_prefix(division), read_only=True) as session:
        issue = await session.scalar(query)
        if issue is None:
            return None
        gone = await financing.withdrawn_from(session, issue.id)
    items = [item for item in financing.items_of(issue) if item["number"] not in gone]
    return Shown(issue.division, issue.number, issue.published_on, issue.content_sm3, items, gone)


def written(shown: Shown, form: Form) -> bytes:
    """Write an issue; the same bytes for the same issue."""
    return {Form.JSON: _as_json, Form.CSV: _as_csv, Form.ATOM: _as_atom}[form](shown)


def _head(division: str, number: str, published_on: date, digest: str) -> dict[str, Any]:
    return {
        "title": TITLE,
        "division": division,
        "issue": number,
        "publishedOn": published_on.isoformat(),
        "unit": "万元",
        "contentSm3": digest,
    }


def _place(issue: tables.FinancingIssue) -> dict[str, Any]:
    return {"year": issue.year, "ordinal": issue.ordinal}


def _json(content: Mapping[str, Any]) -> bytes:
    return json.dumps(content, ensure_ascii=False, indent=1).encode()


def _as_json(shown: Shown) -> bytes:
    head = _head(shown.division, shown.number, shown.published_on, shown.content_sm3)
    gone = [{"number": n, "withdrawnOn": day.isoformat()} for n, day in sorted(shown.withdrawn.items())]
    return _json(head | {"items": list(shown.items), "withdrawn": gone})


def _as_csv(shown: Shown) -> bytes:
    """Write lines for Excel: marked as UTF-8, and no cell that it would take for a formula."""
    file = io.StringIO()
    lines = csv.writer(file)
    lines.writerow(COLUMNS)
    for item in shown.items:
        lines.writerow([_cell(item[column]) for column in COLUMNS])
    return ("\ufeff" + file.getvalue()).encode()


def _cell(value: Any) -> str:
    text = "" if value is None else str(value)
    return f"'{text}" if text.startswith(_FORMULA_LIKE) else text


def _as_atom(shown: Shown) -> bytes:
    """Write a feed (RFC 4287), an entry for each demand."""
    at = datetime.combine(shown.published_on, time.min, SHANGHAI).astimezone(UTC).isoformat()
    base = f"urn:zhongdian:financing-demands:{shown.division}"
    parts = [
        '<?xml version="1.0" encoding="utf-8"?>\n<feed xmlns="http://www.w3.org/2005/Atom">',
        f"<title>{escape(f'{TITLE}（{shown.number}）')}</title><id>{base}</id><updated>{at}</updated>",
        "<author><name>区金融服务部门</name></author>",
    ]
    for item in shown.items:
        told = f"{item['formName']} {item['amount']} 万元，{item['termMonths']} 个月：{item['purpose']}"
        parts.append(
            f"<entry><title>{escape(item['project'])}</title><id>{base}:{escape(item['number'])}</id>"
            f"<updated>{at}</updated><summary>{escape(told)}</summary></entry>"
        )
    return "\n".join([*parts, "</feed>\n"]).encode()
