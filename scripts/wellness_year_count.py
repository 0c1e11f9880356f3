"""Counts the comparisons of the year, by what is compared, and the differences."""
import collections
import threading


class Tally:
    def __init__(self):
        self.counts, self.wrong, self.lock = collections.Counter(), [], threading.Lock()

    def same(self, kind, name, got, expected, count=1):
        """Counts `count` numbers that are told by one comparison."""
        with self.lock:
            self.counts[kind] += count
            if got != expected:
                self.wrong.append(f"{kind}: {name}: answered {str(got)[:300]}, reckoned {str(expected)[:300]}")
                if len(self.wrong) <= 20:
                    print("  DIFFERENT", self.wrong[-1], flush=True)

    def holds(self, kind, name, condition, detail=""):
        self.same(kind, name, "yes" if condition else f"no: {detail}", "yes")

    def report(self):
        for kind, count in sorted(self.counts.items()):
            print(f"   {count:>9,} {kind}")
        print(f"   {sum(self.counts.values()):>9,} comparisons, {len(self.wrong)} differences", flush=True)
        for line in self.wrong[:40]:
            print("  DIFFERENT", line)
        return 1 if self.wrong else 0
