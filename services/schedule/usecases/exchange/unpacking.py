"""第八条（倒排）：plans that come packed, as ZIP or gzip; never more is unpacked than is read.

A plan of ten thousand nodes is some 16 MB as MS Project XML, which is more than a request may have, and a thirtieth of it packed.
"""

from __future__ import annotations

import io
import zipfile
import zlib
from typing import IO

from services.law.breach import Breach
from services.schedule.domain.exchange.tasks import A8, MOST_BYTES, MOST_UNPACKED

_PIECE = 256 * 1024
_GZIP = 16 + zlib.MAX_WBITS  # zlib reads the header of gzip


def unpacked(content: bytes) -> bytes | Breach:
    """Return the plan's own bytes; refuse what is too large, or is packed in a way that is not understood."""
    if content.startswith(b"PK\x03\x04"):
        return _of_zip(content)
    if content.startswith(b"\x1f\x8b"):
        return _of_gzip(content)
    if len(content) > MOST_BYTES:
        message = (
            f"文件不能超过{_mb(MOST_BYTES)}MB，现为{len(content) / 1024 / 1024:.1f}MB；"
            f"请压缩为ZIP（内含一个文件，解压后不超过{_mb(MOST_UNPACKED)}MB）后导入"
        )
        return Breach("FILE_TOO_LARGE", message, A8, "contentBase64")
    return content


def _of_zip(content: bytes) -> bytes | Breach:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            files = [entry for entry in packed.infolist() if not entry.is_dir()]
            if len(files) != 1:
                message = f"压缩包须只含一个计划文件，现有{len(files)}个"
                return Breach("ARCHIVE_OF_SEVERAL", message, A8, "contentBase64")
            with packed.open(files[0]) as part:
                return _bounded(part)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError):
        return _broken()


def _bounded(part: IO[bytes]) -> bytes | Breach:
    """Read piece by piece: what an archive says of its own size may be untrue."""
    written = bytearray()
    while piece := part.read(_PIECE):
        written += piece
        if len(written) > MOST_UNPACKED:
            return _too_large()
    return bytes(written)


def _of_gzip(content: bytes) -> bytes | Breach:
    reader = zlib.decompressobj(_GZIP)
    try:
        written = reader.decompress(content, MOST_UNPACKED + 1)
    except zlib.error:
        return _broken()
    if len(written) > MOST_UNPACKED:
        return _too_large()
    return written if reader.eof else _broken()


def _too_large() -> Breach:
    return Breach("FILE_TOO_LARGE", f"文件解压后不能超过{_mb(MOST_UNPACKED)}MB", A8, "contentBase64")


def _broken() -> Breach:
    return Breach("FILE_UNREADABLE", "压缩包不完整、已加密，或不是ZIP、gzip", A8, "contentBase64")


def _mb(size: int) -> int:
    return size // 1024 // 1024
