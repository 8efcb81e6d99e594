"""The settings of a saved view as they are kept: the arguments of its list in the API's own spelling."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from services.law.breach import Breach

LONGEST = 20_000  # characters of the JSON: some 500 identifiers


def faults(settings: Mapping[str, Any]) -> list[Breach]:
    """Judge what may be kept: not too much of it, and no column twice."""
    found = []
    if len(json.dumps(settings, ensure_ascii=False)) > LONGEST:
        found.append(Breach("SAVED_VIEW_TOO_LARGE", f"视图条件不能超过{LONGEST}个字符，请减少逐一列举的条件"))
    columns = settings.get("columns") or []
    if twice := sorted({c for c in columns if columns.count(c) > 1}):
        found.append(Breach("SAVED_VIEW_COLUMN_TWICE", f"列重复：{'、'.join(twice)}", field="columns"))
    return found
