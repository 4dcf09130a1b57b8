"""The second implementation at work: `python3 tests/independent --help`.

By hand: `python3 tests/independent 17` prints the history of seed 17 as a table of facts that `jingge try` reads, and
after an empty line what the policy says to it; `python3 tests/independent FACTS.csv` answers a table.
Without an argument it answers questions on its input, which is how the test asks it (tests/independent/mod.rs).
"""

import argparse
import sys
from pathlib import Path

import altered
import default_policy
import histories


def main() -> None:
    """Answers what was asked."""
    plain = argparse.RawDescriptionHelpFormatter
    asked = argparse.ArgumentParser(prog="python3 tests/independent", description=__doc__, formatter_class=plain)
    asked.add_argument("what", nargs="?", help="a seed, or a table of facts")
    asked.add_argument("--altered", choices=list(altered.RULES), metavar="RULE", help="with one rule read wrongly")
    asked.add_argument("--list-altered", action="store_true", help="the rules that can be read wrongly")
    args = asked.parse_args()
    sys.stdin.reconfigure(encoding="utf-8")
    sys.stdout.reconfigure(encoding="utf-8")
    if args.altered:
        altered.RULES[args.altered]()
    if args.list_altered:
        print(*altered.RULES, sep="\n")
    elif args.what is None:
        serve()
    elif args.what.isdigit():
        rows = histories.History(int(args.what)).write()
        print(histories.table(rows), answered(rows), sep="\n", end="")
    else:
        print(answered(default_policy.read(Path(args.what).read_text(encoding="utf-8-sig"))), end="")


def answered(rows: list) -> str:
    """The answers, one a line."""
    return "".join(answer.line() + "\n" for answer in default_policy.answers(rows))


def serve() -> None:
    """`seed N`: its table, `=`, its answers, `.`. `table`, a table, `.`: its answers, `.`."""
    for line in sys.stdin:
        if line.startswith("seed "):
            rows = histories.History(int(line[5:])).write()
            print(histories.table(rows) + "=")
        else:
            rows = default_policy.read("".join(iter(sys.stdin.readline, ".\n")))
        print(answered(rows) + ".", flush=True)


main()
