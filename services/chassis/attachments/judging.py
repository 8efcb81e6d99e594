"""Whether a file is taken: by its name, its bytes and what its sender says of it."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from services.chassis.attachments import formats as known
from services.law.breach import Breach
from services.law.files import Format, extension_of

UNKNOWN = Breach("FILE_UNKNOWN", "没有该文件：未曾上传、已清除，或不是您上传的，请重新上传", field="fileId")


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrived:
    """What came in: how much, its digest, and the forms that its bytes can have."""

    size: int
    sm3: str
    forms: tuple[str, ...]


def name_breach(name: str, formats: Sequence[Format]) -> Breach | None:
    """Refuse an extension that no allowed format has."""
    allowed = [e for f in formats for e in f.extensions]
    if extension_of(name) in allowed:
        return None
    return Breach("FILE_FORMAT_NOT_ALLOWED", f"不接受这种扩展名的文件，可选：{'、'.join(allowed)}", field="name")


def judge_arrival(name: str, arrived: Arrived, promised: str | None, formats: Sequence[Format]) -> list[Breach]:
    """Judge a file that came in whole: not empty, what its name says, and what the sender says of it."""
    breaches = [b for b in (name_breach(name, formats),) if b]
    if arrived.size == 0:
        breaches.append(Breach("FILE_EMPTY", "文件是空的，请检查后重新上传", field="file"))
    elif not breaches:
        breaches += _disagreeing(name, arrived.forms, formats)
    if promised is not None and promised.strip().lower() != arrived.sm3:
        message = "收到的内容与您给出的 SM3 摘要不符，可能传输有误或文件已变，请重新上传"
        breaches.append(Breach("FILE_DIGEST_DIFFERS", message, field="sm3"))
    return breaches


def form_of(name: str, forms: Collection[str], formats: Sequence[Format]) -> Format | None:
    """Return the format that content and extension agree on."""
    return next((f for f in formats if f.code in forms and extension_of(name) in f.extensions), None)


def _disagreeing(name: str, forms: Collection[str], formats: Sequence[Format]) -> list[Breach]:
    if form_of(name, forms, formats) is not None:
        return []
    if known.LOCKED in forms:
        return [Breach("FILE_LOCKED", "文件设有打开密码，请取消密码后重新上传", field="file")]
    found = next((f for f in formats if f.code in forms), None)
    if found is None:
        return [Breach("FILE_CONTENT_UNKNOWN", "认不出文件内容，文件可能已损坏或改过扩展名", field="file")]
    message = f"文件内容是{found.name}，扩展名应为 .{found.extensions[0]}，请核对后重新上传"
    return [Breach("FILE_CONTENT_DIFFERS", message, field="name")]


def waiting_breach(waiting: int, most: int) -> Breach | None:
    """Refuse one more upload to who leaves too many unused."""
    if waiting < most:
        return None
    message = f"您已有 {waiting} 个上传后未使用的文件（上限 {most}），请先使用，或等系统到期清除"
    return Breach("FILES_WAITING_TOO_MANY", message)
