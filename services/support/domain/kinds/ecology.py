"""第十七条（二）：environmental evaluations."""

from __future__ import annotations

from services.law.dated import Dated
from services.support.domain.kinds.model import RequestKind

KINDS: tuple[Dated[RequestKind], ...] = ()
