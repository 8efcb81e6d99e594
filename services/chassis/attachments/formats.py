"""In what form the bytes of a file are, told by the bytes themselves: an extension is only what somebody typed."""

from __future__ import annotations

import zipfile
from typing import IO

_STARTS = (
    (b"%PDF-", "PDF"),
    (b"\xff\xd8\xff", "JPEG"),
    (b"\x89PNG\r\n\x1a\n", "PNG"),
    (b"II*\x00", "TIFF"),
    (b"MM\x00*", "TIFF"),
    (b"AC10", "DWG"),
    (b"Rar!\x1a\x07", "RAR"),
    (b"7z\xbc\xaf\x27\x1c", "SEVEN_ZIP"),
)
_ZIP = b"PK\x03\x04"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # a compound file: Word, Excel and PowerPoint before 2007, and WPS
_PACKED = (
    ("word/document.xml", "DOCX"),
    ("xl/workbook.xml", "XLSX"),
    ("ppt/presentation.xml", "PPTX"),
    ("OFD.xml", "OFD"),
)
# the stream that makes a compound file what it is, as its directory spells it
_STREAMS = tuple(
    (name.encode("utf-16-le") + b"\x00\x00", code)
    for name, code in (
        ("WordDocument", "DOC"),
        ("Workbook", "XLS"),
        ("Book", "XLS"),
        ("PowerPoint Document", "PPT"),
    )
)
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_PIECE = 1 << 20
_OVERLAP = 64
_LARGEST_DIRECTORY = 4 << 20  # of a zip, in bytes: what has more is not asked what is within
LOCKED = "LOCKED"  # an Office document behind a password: nobody who has to read it can


def recognise(content: IO[bytes]) -> tuple[str, ...]:
    """Return the codes of the forms that the content can have: none where it is not known or broken.

    More than one only where an old Office document holds another: which of them is the outer one, its extension says.
    """
    content.seek(0)
    head = content.read(16)
    for start, code in _STARTS:
        if head.startswith(start):
            return (code,)
    if head.startswith(_ZIP):
        return _packed(content)
    return _compound(content) if head.startswith(_OLE) else ()


def _packed(content: IO[bytes]) -> tuple[str, ...]:
    """Look what a zip holds: documents of today are zips themselves."""
    try:
        if _directory_size(content) > _LARGEST_DIRECTORY:
            return ("ZIP",)
        with zipfile.ZipFile(content) as packed:
            names = frozenset(packed.namelist())
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError, UnicodeError):
        return ()
    office = "[Content_Types].xml" in names
    return (next((code for name, code in _PACKED if name in names and (office or code == "OFD")), "ZIP"),)


def _directory_size(content: IO[bytes]) -> int:
    """Read from the end of a zip how large its directory is; one without an end has none."""
    size = content.seek(0, 2)
    content.seek(max(0, size - 65_557))
    tail = content.read()
    at = tail.rfind(b"PK\x05\x06")
    return int.from_bytes(tail[at + 12 : at + 16], "little") if at >= 0 else 0


def _compound(content: IO[bytes]) -> tuple[str, ...]:
    """Look which streams a compound file names, wherever its directory lies."""
    found: set[str] = set()
    content.seek(0)
    before = b""
    while piece := content.read(_PIECE):
        window = before + piece
        found |= {code for name, code in _STREAMS if name in window}
        found |= {LOCKED} if _ENCRYPTED in window else set()
        before = window[-_OVERLAP:]
    return (LOCKED,) if LOCKED in found else tuple(code for code in ("DOC", "XLS", "PPT") if code in found)
