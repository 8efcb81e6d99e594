"""Files as people name and send them: no path, nothing invisible, short enough, with their extension; and their formats."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from services.law.breach import Breach

LONGEST_NAME = 200
LONGEST_EXTENSION = 10
_LONGEST_WRITTEN = 4_000  # a path that is longer is read from its end
_BARRED = re.compile(r'[<>:"|?*]')  # what some systems allow in no name
_SPACES = re.compile(r"\s+")
_HIDDEN = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})
_RESERVED = re.compile(r"(con|prn|aux|nul|com[0-9]|lpt[0-9])(\..*)?", re.IGNORECASE)
INVALID = Breach("FILE_NAME_INVALID", "文件名须有名称和扩展名，例如“批复.pdf”", field="name")


def clean_file_name(written: str) -> str | Breach:
    r"""Return the name as it is kept, or why it cannot be one. What is cleaned already stays as it is.

    >>> clean_file_name("C:\\资料\\可研  批复\u200b.PDF")
    '可研 批复.PDF'
    >>> clean_file_name("../../etc/passwd").code
    'FILE_NAME_INVALID'
    """
    last = re.split(r"[/\\]", written[-_LONGEST_WRITTEN:])[-1]
    shown = "".join(" " if c.isspace() else c for c in last if c.isspace() or unicodedata.category(c) not in _HIDDEN)
    name = _trimmed(_BARRED.sub("_", unicodedata.normalize("NFC", shown)))
    stem, dot, extension = name.rpartition(".")
    stem = _trimmed(stem)
    if not stem or not dot or not 0 < len(extension) <= LONGEST_EXTENSION:
        return INVALID
    if _RESERVED.fullmatch(stem):
        stem = f"_{stem}"
    stem = _trimmed(stem[: LONGEST_NAME - len(extension) - 1])
    return f"{stem}.{extension}" if stem else INVALID


def extension_of(name: str) -> str:
    """Return the extension in lower case, without its dot.

    >>> extension_of("批复.v2.PDF")
    'pdf'
    """
    return name.rpartition(".")[2].lower()


def title_of(name: str) -> str:
    """Return what a file is called where nobody gives it a title.

    >>> title_of("批复.v2.PDF")
    '批复.v2'
    """
    return name.rpartition(".")[0]


def _trimmed(text: str) -> str:
    return _SPACES.sub(" ", text).strip(" .")


@dataclass(frozen=True, slots=True)
class Format:
    """A form that the bytes of a file have, with the extensions that agree with it (the first is the usual one)."""

    code: str
    name: str
    extensions: tuple[str, ...]
    media_type: str


# what offices write, scan, draw and pack
USUAL_FORMATS: tuple[Format, ...] = (
    Format("PDF", "PDF 文档", ("pdf",), "application/pdf"),
    Format("OFD", "OFD 版式文档", ("ofd",), "application/ofd"),
    Format(
        "DOCX",
        "Word 文档",
        ("docx",),
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ),
    Format("XLSX", "Excel 工作簿", ("xlsx",), "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    Format(
        "PPTX",
        "PowerPoint 演示文稿",
        ("pptx",),
        "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    ),
    Format("DOC", "Word 97–2003 或 WPS 文字文档", ("doc", "wps"), "application/msword"),
    Format("XLS", "Excel 97–2003 或 WPS 表格", ("xls", "et"), "application/vnd.ms-excel"),
    Format("PPT", "PowerPoint 97–2003 演示文稿", ("ppt", "dps"), "application/vnd.ms-powerpoint"),
    Format("JPEG", "JPEG 图片", ("jpg", "jpeg"), "image/jpeg"),
    Format("PNG", "PNG 图片", ("png",), "image/png"),
    Format("TIFF", "TIFF 扫描件", ("tif", "tiff"), "image/tiff"),
    Format("DWG", "CAD 图纸", ("dwg",), "image/vnd.dwg"),
    Format("ZIP", "ZIP 压缩包", ("zip",), "application/zip"),
    Format("RAR", "RAR 压缩包", ("rar",), "application/vnd.rar"),
    Format("SEVEN_ZIP", "7-Zip 压缩包", ("7z",), "application/x-7z-compressed"),
)
