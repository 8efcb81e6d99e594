"""Word and Excel files are zip archives; the same content gives the same bytes, whenever it is written."""

from __future__ import annotations

import re
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

_PROPERTIES = "docProps/core.xml"
_MOMENT = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*(</dcterms:)")
_NO_XML = re.compile("[^\\t\\n\\r\\x20-\\ud7ff\\ue000-\\ufffd\\U00010000-\\U0010ffff]")
NO_CHARACTER = "〓"  # how printers have always shown a character that their type lacks
_NO_DAY = rb"\g<1>2000-01-01T00:00:00Z\g<2>"


def writable(text: str) -> str:
    """Replace what XML cannot hold: control characters and what is no character, which names of elsewhere may have."""
    return _NO_XML.sub(NO_CHARACTER, text)


def entry(name: str) -> ZipInfo:
    """Name an entry of an archive, without the time of the clock."""
    made = ZipInfo(name)
    made.compress_type = ZIP_DEFLATED
    return made


def timeless(name: str, content: bytes) -> bytes:
    """Take the times of creation and change out of an entry."""
    return _MOMENT.sub(_NO_DAY, content) if name == _PROPERTIES else content


def repacked(file: bytes) -> bytes:
    """Write an archive anew without times."""
    kept = BytesIO()
    with ZipFile(BytesIO(file)) as old, ZipFile(kept, "w") as new:
        for name in old.namelist():
            new.writestr(entry(name), timeless(name, old.read(name)))
    return kept.getvalue()
