"""A file that was made, as it is handed out."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Format(StrEnum):
    """The forms in which a document is handed out."""

    DOCX = "DOCX"
    PDF = "PDF"
    XLSX = "XLSX"


@dataclass(frozen=True, slots=True)
class File:
    """A file with its name and kind."""

    name: str
    media_type: str
    content: bytes
