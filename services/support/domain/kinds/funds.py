"""第十六条：money."""

from __future__ import annotations

from services.law.dated import Dated
from services.support.domain.kinds.model import RequestKind

KINDS: tuple[Dated[RequestKind], ...] = ()
