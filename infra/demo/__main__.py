"""`python -m infra.demo --endpoint URL --data DIR`: load the demo district into a running, empty platform."""

from __future__ import annotations

import argparse
import asyncio
from pathlib import Path

from infra import screen
from infra.demo.load import load
from infra.demo.telling import Telling
from infra.trouble import Trouble


def main() -> None:
    """Load; what a person can mend is a sentence, not a traceback."""
    parser = argparse.ArgumentParser(prog="python -m infra.demo", description="载入演示数据 / load the demo district")
    parser.add_argument("--endpoint", required=True, help="GraphQL 入口 / the endpoint")
    parser.add_argument("--data", required=True, type=Path, help="平台的数据目录 / the platform's folder of data")
    given = parser.parse_args()
    try:
        asyncio.run(load(given.endpoint, given.data, Telling(screen.console)))
    except Trouble as trouble:
        screen.trouble(trouble)
        raise SystemExit(1) from None
    except KeyboardInterrupt:
        screen.say("载入中断，下次会接着载入。", "Interrupted; the next load goes on from here.")
        raise SystemExit(130) from None


if __name__ == "__main__":
    main()
