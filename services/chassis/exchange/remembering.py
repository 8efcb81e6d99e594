"""What Valkey remembers of the callers of a signed interface: nonces that were used, and how much each has asked."""

from __future__ import annotations

import math
from dataclasses import dataclass

from redis.asyncio import Redis
from redis.exceptions import RedisError

# One statement, so that processes that share a bucket never give the same token twice. Times are the caller's clock in
# seconds; one that runs behind another's takes nothing away and fills nothing in.
_TAKE = """
local kept = redis.call('HMGET', KEYS[1], 'tokens', 'at')
local burst, rate, now = tonumber(ARGV[1]), tonumber(ARGV[2]), tonumber(ARGV[3])
local tokens, at = tonumber(kept[1]) or burst, tonumber(kept[2]) or now
tokens = math.min(burst, tokens + math.max(0, now - at) * rate)
local wait = 0
if tokens >= 1 then tokens = tokens - 1 else wait = (1 - tokens) / rate end
redis.call('HSET', KEYS[1], 'tokens', string.format('%.6f', tokens), 'at', string.format('%.6f', math.max(at, now)))
redis.call('EXPIRE', KEYS[1], math.ceil(burst / rate) + 60)
return string.format('%.6f', wait)
"""


class Away(Exception):
    """Valkey does not answer: nobody can say whether a nonce was used."""


@dataclass(frozen=True, slots=True)
class Memory:
    """The part of Valkey of one interface."""

    redis: Redis
    prefix: str

    async def first_use(self, client: str, nonce: str, seconds: int) -> bool:
        """Remember a nonce; False when it was used before. Raise Away when nobody knows."""
        try:
            return bool(await self.redis.set(f"{self.prefix}:nonce:{client}:{nonce}", "1", nx=True, ex=seconds))
        except (RedisError, OSError) as fault:
            raise Away from fault

    async def wait(self, client: str, *, burst: int, per_second: float, now: float) -> int:
        """Take a token of the client's bucket; return after how many seconds there is one, 0 when it was taken."""
        key, given = f"{self.prefix}:bucket:{client}", (str(burst), repr(per_second), repr(now))
        try:
            found = await self.redis.eval(_TAKE, 1, key, *given)
        except (RedisError, OSError) as fault:
            raise Away from fault
        return math.ceil(float(found))
