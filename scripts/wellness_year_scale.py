"""The scales of the domains, and how their values are shown; from section 5 of the product's page."""
import math
from fractions import Fraction as F
from zoneinfo import ZoneInfo

#  key         lo hi step down
DOMAINS = {
    "sleep": (1, 10, 1, False), "mood": (1, 10, 1, False), "energy": (1, 10, 1, False), "nutrition": (1, 10, 1, False),
    "connection": (1, 10, 1, False), "stress": (1, 10, 1, True), "focus": (0, 5, 1, False), "movement": (0, 120, 5, False),
}


def normalised(domain, score):
    lo, hi, _, down = DOMAINS[domain]
    return F(100 * (hi - score if down else score - lo), hi - lo)


def shown(value, places=1):
    return None if value is None else math.floor(value * 10 ** places + F(1, 2)) / 10 ** places


def band(value):
    return None if value is None else "red" if value < 40 else "amber" if value < 70 else "green"


def civil(moment, zone):
    return moment.astimezone(ZoneInfo(zone)).date()
