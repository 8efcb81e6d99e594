"""Names of files, as they are kept and shown: no path, nothing invisible, short enough, with their extension."""

from __future__ import annotations

import re
import unicodedata

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
