"""Sample plans and projects for documents, and what the words of a Word or PDF file are."""

from __future__ import annotations

import base64
import re
import zlib
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from io import BytesIO
from typing import Any
from uuid import UUID

import docx

from services.reserve.domain.documents.plan import PlanFacts
from services.reserve.domain.documents.sums import Listed
from services.reserve.domain.project.state import Elements, Project
from services.reserve.domain.terms import Category, InvestmentMode, ItemKind, Level, PlanStatus

OWNER, TOWN, AUTHORITY, FURTHER = (UUID(int=n) for n in range(1, 5))
NAMES = {
    OWNER: "松井新材料科技有限公司",
    TOWN: "某某街道办事处",
    AUTHORITY: "区工业和信息化局",
    FURTHER: "区住房和城乡建设局",
}


def listed(name: str = "示例项目", **changes: Any) -> Listed:
    """Make an item of a plan."""
    values = {
        "name": name,
        "category": Category.INDUSTRY,
        "kind": ItemKind.NEW_START,
        "owner": NAMES[OWNER],
        "town": NAMES[TOWN],
        "authority": NAMES[AUTHORITY],
        "total": Decimal("189000.0000"),
        "annual": Decimal("80000.5000"),
    }
    return Listed(**values | changes)


def facts(*items: Listed, **changes: Any) -> PlanFacts:
    """Make an issued plan of these items."""
    values = {
        "year": 2027,
        "status": PlanStatus.ISSUED,
        "drafted_on": date(2026, 11, 1),
        "support_areas": "先进制造业\n现代服务业",
        "selection_standard": None,
        "conditions": None,
        "document_number": "株高管发〔2027〕3号",
        "issued_on": date(2027, 1, 5),
        "passed": ("工委委员会", "区委常委会", "区政府常务会"),
        "items": items,
    }
    return PlanFacts(**values | changes)


def project(**changes: Any) -> Project:
    """Make a project."""
    values = {
        "name": "松井汽车涂料建设项目",
        "owner_id": OWNER,
        "level": Level.CITY,
        "category": Category.INDUSTRY,
        "investment_mode": InvestmentMode.ENTERPRISE,
        "total_investment": Decimal("189000.0000"),
    }
    return Project(id=OWNER, division="430211", version=1, library=None, elements=Elements(**values | changes))


def word_texts(content: bytes) -> list[str]:
    """Give every text of a Word file: of its paragraphs, and of the cells of its tables."""
    body = docx.Document(BytesIO(content)).element.body
    return ["".join(t.text or "" for t in p.iter(_W + "t")) for p in body.iter(_W + "p")]


_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_STREAM = re.compile(rb"/Filter \[ /ASCII85Decode /FlateDecode \][^>]*>>\s*stream\r?\n(.*?)endstream", re.DOTALL)
_SHOWN = re.compile(rb"\(((?:\\.|[^\\()])*)\)\s*Tj", re.DOTALL)
_ESCAPE = re.compile(rb"\\([0-7]{1,3}|.)", re.DOTALL)
_LETTERS = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f"}


def pdf_pages(content: bytes) -> list[list[str]]:
    """Give the lines of text of every page of a PDF, as they are drawn."""
    streams = (zlib.decompress(base64.a85decode(s.strip(), adobe=False)) for s in _packed(content))
    pages = ([_read(m[1]) for m in _SHOWN.finditer(stream)] for stream in streams)
    return [p for p in pages if p]


def _packed(content: bytes) -> Iterator[bytes]:
    for found in _STREAM.finditer(content):
        yield found[1].strip().removesuffix(b"~>")


def _read(written: bytes) -> str:
    plain = _ESCAPE.sub(lambda m: bytes([int(m[1], 8)]) if m[1].isdigit() else _LETTERS.get(m[1], m[1]), written)
    return plain.decode("utf-16-be")
