"""Arguments that many fields share."""

from __future__ import annotations

from typing import Annotated

import strawberry

First = Annotated[int | None, strawberry.argument(description="前若干项 / Page size")]
After = Annotated[str | None, strawberry.argument(description="在此游标之后 / After this cursor")]
Last = Annotated[int | None, strawberry.argument(description="后若干项 / Page size backwards")]
Before = Annotated[str | None, strawberry.argument(description="在此游标之前 / Before this cursor")]
