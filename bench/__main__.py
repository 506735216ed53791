"""Runs every measure, one after the other, each in a process of its own."""

import subprocess
import sys
from pathlib import Path


def main() -> int:
    """Run each module of bench/ that is a measure; 1 where one failed."""
    here = Path(__file__).resolve().parent
    failed = 0
    for path in sorted(here.glob("*.py")):
        if path.stem.startswith("_") or path.stem in {"corpus"}:
            continue
        print(f"\n## python -m bench.{path.stem}\n", flush=True)
        failed |= subprocess.run([sys.executable, "-m", f"bench.{path.stem}"], cwd=here.parent, check=False).returncode
    return failed


if __name__ == "__main__":
    raise SystemExit(main())
