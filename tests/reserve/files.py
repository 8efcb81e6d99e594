"""Files of tests: small, of every form, and how they are sent and fetched."""

from __future__ import annotations

import hashlib
import io
import zipfile
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import httpx
from sqlalchemy import func, insert, select

from services.chassis.clock import new_id
from services.chassis.database import ALL_DIVISIONS
from services.reserve.store import attachments, tables
from tests.harness.people import Person
from tests.reserve.life import INVESTMENT, Reserve

ATTACHMENT = (
    "attachment { id fileName title kind kindName format size sm3 path project { version } application { version } }"
)


def pdf(text: str = "批复") -> bytes:
    return f"%PDF-1.7\n{text}\n%%EOF".encode()


def zipped(*names: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as packed:
        for name in names:
            packed.writestr(name, name)
    return out.getvalue()


def compound(*streams: str) -> bytes:
    """Look like an old Office document that has these streams."""
    names = b"".join(s.encode("utf-16-le") + b"\x00\x00" for s in streams)
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 504 + names + b"\x00" * 512


OFFICE = "[Content_Types].xml"
SAMPLES = {
    "批复.pdf": pdf(),
    "版式.ofd": zipped("OFD.xml"),
    "方案.docx": zipped(OFFICE, "word/document.xml"),
    "清单.xlsx": zipped(OFFICE, "xl/workbook.xml"),
    "汇报.pptx": zipped(OFFICE, "ppt/presentation.xml"),
    "方案.doc": compound("WordDocument"),
    "方案.wps": compound("WordDocument"),
    "清单.xls": compound("Workbook"),
    "清单.et": compound("Workbook"),
    "旧表.xls": compound("Book"),
    "内嵌.doc": compound("Workbook", "WordDocument"),
    "内嵌.xls": compound("Workbook", "WordDocument"),
    "汇报.ppt": compound("PowerPoint Document"),
    "现场.jpg": b"\xff\xd8\xff\xe0" + b"\x00" * 20,
    "现场.JPEG": b"\xff\xd8\xff\xe1" + b"\x00" * 20,
    "截图.png": b"\x89PNG\r\n\x1a\n" + b"\x00" * 20,
    "扫描.tif": b"II*\x00" + b"\x00" * 20,
    "扫描.tiff": b"MM\x00*" + b"\x00" * 20,
    "总图.dwg": b"AC1032" + b"\x00" * 20,
    "资料.zip": zipped("a.txt"),
    "资料.rar": b"Rar!\x1a\x07\x01\x00" + b"\x00" * 20,
    "资料.7z": b"7z\xbc\xaf\x27\x1c" + b"\x00" * 20,
}


def digest(content: bytes) -> str:
    return hashlib.new("sm3", content).hexdigest()


@dataclass
class Desk:
    """Sends files to a reserve and fetches them."""

    reserve: Reserve

    async def send(
        self,
        as_: Person | None,
        name: str = "批复.pdf",
        content: Any = None,
        *,
        key: str | None = None,
        sm3: str | None = None,
        **headers: str,
    ) -> httpx.Response:
        """Upload a file; `content` may be bytes, or an iterator of pieces."""
        sent = {"idempotency-key": key or str(new_id()), **headers}
        sent |= {"x-content-sm3": sm3} if sm3 is not None else {}
        sent |= {"authorization": self.reserve.api.issuer.header(as_)} if as_ is not None else {}
        body = pdf(str(new_id())) if content is None else content
        return await self.reserve.api.http.post("/files", params={"name": name}, content=body, headers=sent)

    async def uploaded(self, as_: Person, name: str = "批复.pdf", content: Any = None) -> dict[str, Any]:
        """Upload a file that is taken."""
        answer = await self.send(as_, name, content)
        assert answer.status_code == 201, answer.text
        return answer.json()

    async def fetch(self, as_: Person | None, id: str, method: str = "GET", **headers: str) -> httpx.Response:
        """Download a file."""
        sent = {k.replace("_", "-"): v for k, v in headers.items()}
        sent |= {"authorization": self.reserve.api.issuer.header(as_)} if as_ is not None else {}
        return await self.reserve.api.http.request(method, f"/files/{id}", headers=sent)

    async def attached(self, as_: Person, content: Any = None, **to: Any) -> dict[str, Any]:
        """Upload a file and hang it on a record."""
        file = await self.uploaded(as_, content=content)
        values = {"kind": "APPROVAL"} | to
        return await self.reserve.done("attachFile", ATTACHMENT, as_, fileId=file["id"], **values)


async def attach_some(reserve: Reserve, project_id: str, application_id: str) -> str:
    """Hang files on a project, on its documents and on an application, take one off, leave one unused; return one.

    Their bytes are nowhere: what is asked is only what the database says of them.
    """
    (evidence,) = await reserve.api.rows(
        select(tables.Evidence.id).where(tables.Evidence.project_id == UUID(project_id)).limit(1)
    )
    hung = []
    for title, on in (
        ("立项 100%_批复", {"projectId": project_id}),
        ("误传的图纸", {"projectId": project_id}),
        ("材料扫描件", {"evidenceId": str(evidence.id)}),
        ("申报表", {"applicationId": application_id}),
    ):
        version = await _version(reserve, project_id, application_id if "applicationId" in on else None)
        asked = {"fileId": await _unused(reserve), "kind": "APPROVAL", "title": title, "expectedVersion": version}
        hung.append(await reserve.done("attachFile", ATTACHMENT, INVESTMENT, **asked, **on))
    gone = {"attachmentId": hung[1]["id"], "expectedVersion": await _version(reserve, project_id, None)}
    await reserve.done("detachFile", ATTACHMENT, INVESTMENT, **gone, reason="传错")
    await _unused(reserve)
    return str(hung[0]["id"])


async def _version(reserve: Reserve, project_id: str, application_id: str | None) -> int:
    table, id_ = (tables.Application, application_id) if application_id else (tables.Project, project_id)
    ((version,),) = await reserve.api.rows(select(table.version).where(table.id == UUID(id_)))
    return version


async def _unused(reserve: Reserve) -> str:
    """Enter a file that the investment authority uploaded, without its bytes."""
    id_ = new_id()
    sm3 = digest(id_.bytes)
    async with reserve.api.database.session(ALL_DIVISIONS) as session:
        await attachments.KEPT.touch(session, sm3, 16)
        row = {"id": id_, "division": INVESTMENT.division, "file_name": "批复.pdf", "format": "PDF", "size": 16}
        by = {"uploaded_by": INVESTMENT.subject, "uploaded_by_name": INVESTMENT.name, "uploaded_at": func.now()}
        await session.execute(insert(tables.Attachment).values(sm3=sm3, **row, **by))
        await session.commit()
    return str(id_)


def errors_of(answer: httpx.Response) -> list[str]:
    """Give the codes of an answer that refuses."""
    return [e["code"] for e in answer.json()["errors"]]
