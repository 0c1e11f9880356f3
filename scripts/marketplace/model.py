"""The money and the tiers of the page, in arithmetic of our own: nothing here has been read from the server's code."""
from datetime import timedelta
from fractions import Fraction

BASIS_POINTS = [1500, 1250, 1000, 800]
ONE_PERSON, TWO_LOCAL = 10_000, 100_000


def half_up(number):
    return int((2 * number + 1) // 2)


def commission(amount, bp):
    return min(amount, max(100, half_up(Fraction(amount * bp, 10_000))))


class Money:
    """A paid award: what is held, what the provider earned, what went back, in the order in which it happened."""

    def __init__(self, amount, bp):
        self.amount, self.commission = amount, commission(amount, bp)
        self.held, self.gone, self.kept = amount, 0, 0
        self.earned, self.taken = 0, 0

    def share(self, gone):
        """The part of the commission that refunds of `gone` have taken back."""
        return half_up(Fraction(self.commission * gone, self.amount))

    def release(self, fee=None):
        """Completed; or cancelled with a fee, of which the rest is about to go back."""
        back = 0 if fee is None else self.held - fee
        self.kept, self.held = self.held - back, 0
        self.gone += back
        self.taken = self.commission - self.share(self.gone)
        self.earned = self.kept - self.taken

    def refund(self, amount):
        """Done at the gateway, or lost to a chargeback; the parts of provider and commission."""
        self.gone += amount
        if self.held:
            self.held -= amount
            return (0, 0)
        left = self.commission - self.share(self.gone)
        parts = (amount - (self.taken - left), self.taken - left)
        self.kept -= amount
        self.taken = left
        self.earned -= parts[0]
        return parts

    def bounce(self, amount, parts):
        self.gone -= amount
        if parts == (0, 0):
            self.held += amount
        else:
            self.kept += amount
            self.earned, self.taken = self.earned + parts[0], self.taken + parts[1]


#        jobs, score (hundredths), completion %, response
DEMANDS = [None, (10, 430, 90, 120), (40, 460, 95, 60), (100, 480, 98, 30)]


def meets(demands, jobs, score, completed, awarded, response):
    """All of the next tier's demands; an unknown figure meets none."""
    least, mark, share, wait = demands
    return (jobs >= least and score is not None and score >= mark and awarded > 0
            and Fraction(100 * completed, awarded) >= share and response is not None and response <= wait)


def misses(demands, jobs, score, completed, awarded, response):
    """Any of the own tier's; an unknown figure is no miss."""
    least, mark, share, wait = demands
    return (jobs < Fraction(least * 80, 100) or (score is not None and score < mark - 10)
            or (awarded > 0 and Fraction(100 * completed, awarded) < share - 2)
            or (response is not None and response > Fraction(wait * 150, 100)))


class Nights:
    """The tier of one provider, night by night."""

    def __init__(self):
        self.tier, self.up, self.down, self.last, self.stepped, self.until = 0, 0, 0, None, None, None

    def override(self, tier, until):
        self.tier, self.until, self.up, self.down, self.last = tier, until, 0, 0, None

    def count(self, night, moment, standing):
        if self.until and self.until > moment:
            self.up = self.down = 0
        else:
            if self.last is None or night - self.last != timedelta(1):
                self.up = self.down = 0
            self.until = None
            rises = self.tier < 3 and meets(DEMANDS[self.tier + 1], *standing)
            falls = not rises and self.tier > 0 and misses(DEMANDS[self.tier], *standing)
            self.up = self.up + 1 if rises else 0
            self.down = self.down + 1 if falls else 0
            may = self.stepped is None or (night - self.stepped).days >= 30
            if may and (self.up >= 3 or self.down >= 14):
                self.tier += 1 if self.up >= 3 else -1
                self.up, self.down, self.stepped = 0, 0, night
        self.last = night


def score(marks, site):
    """Of (customer, mark, moment), the newest first; `site` is (sum, number) of the site's mean."""
    if not marks:
        return None
    mean = Fraction(site[0], site[1]) if site[1] >= 50 else Fraction(4)
    return half_up((10 * mean + sum(marks)) / (10 + len(marks)) * 100)


def counted(ratings, moment):
    """The newest three of a pair within 180 days, of the last 730 days."""
    pairs, found = {}, []
    for customer, mark, published in sorted(ratings, key=lambda r: r[2], reverse=True):
        if published > moment or published <= moment - timedelta(730):
            continue
        newer = [p for p in pairs.get(customer, []) if p - published < timedelta(180)]
        if len(newer) < 3:
            pairs.setdefault(customer, []).append(published)
            found.append(mark)
    return found
