"""How long the form takes for one answer: everything recomputed, the next question, its card."""

import argparse
from statistics import quantiles
from time import perf_counter

from benchmarks.questions import card, tap, walk

__all__: list[str] = []


def main() -> None:
    """Walk through the questionnaire again and again, and print the times of one answer."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--walks", type=int, default=2_000, metavar="N")
    walks = options.parse_args().walks
    *steps, _last = walk()
    for interview, ask in steps * 20:  # Warming up.
        card(tap(interview, ask)[1])
    times = []
    for interview, ask in steps * walks:
        began = perf_counter()
        card(tap(interview, ask)[1])
        times.append(perf_counter() - began)
    p50, p95 = (quantiles(times, n=20)[place] * 1_000 for place in (9, 18))
    print("| questions | answers | p50 | p95 |\n|--:|--:|--:|--:|")
    print(f"| {len(steps)} | {len(times)} | {p50:.3f} ms | {p95:.3f} ms |")


if __name__ == "__main__":
    main()
