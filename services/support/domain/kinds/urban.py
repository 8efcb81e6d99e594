"""第十七条（三）：roads and green land."""

from __future__ import annotations

from services.law.dated import Dated
from services.support.domain.kinds.model import RequestKind

KINDS: tuple[Dated[RequestKind], ...] = ()
