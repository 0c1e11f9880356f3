"""The people of the year: two organisations, twelve departments, who lives where and keeps which kind of diary."""
import random
from dataclasses import dataclass, field

ZONES = [
    "Europe/Rome", "America/New_York", "Europe/London", "Asia/Tokyo", "Australia/Lord_Howe", "America/Los_Angeles",
    "Pacific/Auckland", "Asia/Kolkata",
]
#               organisation, department, the one above, people
DEPARTMENTS = [
    (0, "Production", None, 90), (0, "Logistics", None, 20), (0, "Warehouse", "Logistics", 24), (0, "Drivers", "Logistics", 13),
    (0, "Offices", None, 3), (0, "Finance", "Offices", 9), (0, "People", "Offices", 6), (0, "Legal", "Offices", 1),
    (1, "Research", None, 60), (1, "Data", "Research", 42), (1, "Sales", None, 30), (1, "Support", None, 14),
]
ORGANIZATIONS = [("Officine Aurora", "Europe/Rome", ["north", "south"]), ("Harbour Analytics", "America/New_York", [])]
PASSWORD = "a quiet walk by the river"
OPTIONAL = ["diary", "assessments", "aggregation", "reminders", "nudges", "weekly_mail"]


@dataclass
class Person:
    name: str
    organization: object
    department: object
    site: object
    zone: str
    kind: str
    role: str = "user"
    devices: int = 1
    skew: float = 0
    consents: dict = field(default_factory=dict)
    id: str = ""
    token: str = ""
    secret: str = ""
    #         since when: state, role, department, site
    places: list = field(default_factory=list)
    first_zone: str = ""
    travels: list = field(default_factory=list)
    diary: object = None
    erased: bool = False
    dice: object = None
    mood: float = 0.5

    @property
    def email(self):
        return f"{self.name}@example.com"

    @property
    def writes(self):
        return self.kind != "silent" and not self.erased


def person(number, organization, department, dice, role="user"):
    home = ORGANIZATIONS[organization][1] if organization is not None else "Europe/London"
    kind = dice.choices(["keen", "steady", "sparse", "silent"], [4, 66, 14, 16])[0]
    zone = home if dice.random() < 0.7 else dice.choice(ZONES)
    consents = {purpose: False for purpose in OPTIONAL}
    consents |= {"privacy": True, "terms": True, "diary": kind != "silent" or dice.random() < 0.5}
    consents |= {"aggregation": dice.random() < 0.9, "weekly_mail": dice.random() < 0.1, "reminders": dice.random() < 0.05}
    sites = ORGANIZATIONS[organization][2] if organization is not None else []
    return Person(
        name=f"p{number:03}", organization=organization, department=department, zone=zone, first_zone=zone, kind=kind, role=role,
        site=dice.choices([*sites, None], [6, 5, 1])[0] if sites else None,
        devices=dice.choices([1, 2, 3], [88, 8, 4])[0], skew=dice.choice([10800, -5400, 86400 * 2]) if dice.random() < 0.08 else 0,
        consents=consents, dice=random.Random(dice.random()), mood=dice.choice([0.15, 0.4, 0.55, 0.65, 0.8, 0.95]),
    )


def cast(count, dice):
    """Some belong to no organisation; the first of each organisation is its administrator."""
    scale, people = count / 400, []
    for organization in range(len(ORGANIZATIONS)):
        people.append(person(len(people), organization, None, dice, "business_admin"))
    for organization, department, _, size in DEPARTMENTS:
        for _ in range(max(1, round(size * scale))):
            people.append(person(len(people), organization, department, dice))
    for organization in range(len(ORGANIZATIONS)):
        for _ in range(max(1, round(6 * scale))):
            people.append(person(len(people), organization, None, dice))
    later = []
    while len(people) + len(later) < count - max(2, round(10 * scale)):
        organization, department, _, _ = dice.choice([row for row in DEPARTMENTS if row[1] != "Legal"])
        later.append(person(len(people) + len(later), organization, department, dice))
    alone = []
    while len(people) + len(later) + len(alone) < count:
        alone.append(person(len(people) + len(later) + len(alone), None, None, dice))
        alone[-1].kind = "steady"
        alone[-1].consents["diary"] = True
    return people, later, alone
