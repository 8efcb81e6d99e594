"""Words that the descriptions of commands share."""

import strawberry

GIVEN = strawberry.argument(description="命令 / The command")
KEY = "幂等键 / Idempotency key"
REASONS = "不予通过的全部理由 / All reasons of a refusal"
FILES = "先上传的文件 / Files that were uploaded before"
