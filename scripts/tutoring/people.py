"""The people of the term: who registers, where they live, and what the tutors sell."""
from clocked import PASSWORD, Person
from portico import form, pdf

ROME, NEW_YORK, KOLKATA, BERLIN = "Europe/Rome", "America/New_York", "Asia/Kolkata", "Europe/Berlin"
#          zone, country, regime, VAT number, subjects
TUTORS = [(ROME, "IT", "none", None, ["mathematics", "guitar"]), (ROME, "IT", "forfettario", "12345678903", ["latin", "chess"]),
          (ROME, "IT", "ordinary", "12345678903", ["physics", "tennis"]), (NEW_YORK, "US", "none", None, ["english", "chess"]),
          (ROME, "IT", "ordinary", "12345678903", ["driving_theory", "law"]), (KOLKATA, "IN", "none", None, ["chemistry", "fitness"]),
          (BERLIN, "DE", "ordinary", "DE136695976", ["german", "guitar"]), (BERLIN, "DE", "none", None, ["history", "chess"])]
NOT_SCHOOL = {"guitar", "driving_theory", "tennis", "swimming", "fitness", "chess"}
STUDENTS = [(ROME, "IT"), (ROME, "IT"), (NEW_YORK, "US"), (KOLKATA, "IN")]
#           lessons, minutes, list price, validity, discount
# Not eleven days or a multiple of them, with some fortnights more: the stories are at the same time of day then, and nothing may expire meanwhile.
PACKAGES = [(3, 60, 10_000, 61, None), (5, 60, 14_990, 122, ("bulk", 10)), (10, 60, 27_000, 180, None), (4, 45, 8_333, 92, ("first_lesson", 25)),
            (2, 90, 9_000, 14, None)]
ODD = {0: 1, 1: 0, 2: 5, 3: 7, 4: 9, 5: 13, 6: 15, 7: 17, 8: 19, 9: 21}
LETTERS = [1, 0, 5, 7, 9, 13, 15, 17, 19, 21, 2, 4, 18, 20, 11, 3, 6, 8, 12, 14, 16, 10, 22, 25, 24, 23]


def codice(fifteen):
    """An Italian tax code with its check letter."""
    total = 0
    for place, letter in enumerate(fifteen):
        number = int(letter) if letter.isdigit() else ord(letter) - 65
        total += (ODD[number] if letter.isdigit() else LETTERS[number]) if place % 2 == 0 else number
    return fifteen + chr(65 + total % 26)


class Member(Person):
    """A tutor or a student, as the model knows them."""
    tutor = regime = vat_number = None
    is_ready = is_suspended = accepts_plans = False

    def is_school(self, subject):
        return subject not in NOT_SCHOOL


class School:
    def __init__(self, server, dice, tutors, students):
        self.server, self.dice = server, dice
        self.ada = Member(server, "ada", "admin")
        self.adam = Member(server, "adam", "admin")
        self.tutors = [Member(server, f"t{n:03}", "tutor") for n in range(tutors)]
        self.students = [Member(server, f"s{n:03}", "student") for n in range(students)]

    def open(self):
        for person in (self.ada, self.adam):
            words = ["user", "create", "--product", "tutoring", "--email", person.email, "--role", "admin"]
            self.server.command(*words, input=PASSWORD.encode() + b"\n")
        self.register(self.tutors + self.students)
        for number, tutor in enumerate(self.tutors):
            self.onboard(number, tutor)
        self.verify()
        for number, tutor in enumerate(self.tutors):
            self.offer(number, tutor)
        for number, student in enumerate(self.students):
            student.zone, student.country = STUDENTS[number % len(STUDENTS)]
            body = {"birth_date": "1999-05-04", "time_zone": student.zone, "country": student.country}
            student.wanted(201, "POST", "/students", body)
        # Mails are for few of them, so that a year of them does not fill the folder.
        for person in [person for number, person in enumerate(self.tutors + self.students) if number % 10]:
            person.wanted(200, "PATCH", "/users/me/preferences", {"preferences": [{"category": "service", "channel": "email", "enabled": False}]})
        self.plan = self.ada.wanted(201, "POST", "/admin/subscription-plans", {
            "name": "Four lessons a month", "lessons": 4, "minutes": 60, "price_minor": 11_999, "interval": "month", "cap_minor": 2_999})

    def register(self, people):
        consents = [{"purpose": purpose, "policy_version": "2026-01", "granted": True} for purpose in ("privacy", "terms")]
        for person in people:
            answer = self.server.ask(None, "POST", "/auth/register", {
                "email": person.email, "password": PASSWORD, "first_name": person.name.capitalize(), "last_name": "Term", "locale": "en",
                "consents": consents}, **person.origin)
            assert answer.status == 202, answer
        links = self.server.links({person.email for person in people})
        for person in people:
            answer = self.server.ask(None, "POST", "/auth/verify-email", {"token": links[person.email], "password": PASSWORD}, **person.origin)
            assert answer.status == 200, answer
            person.id = answer.json["id"]

    def onboard(self, number, tutor):
        tutor.zone, tutor.country, tutor.regime, tutor.vat_number, tutor.subjects = TUTORS[number % len(TUTORS)]
        code = codice("RSSTNI85C55H501") if tutor.country == "IT" else f"{tutor.country}{number:09}"
        made = tutor.wanted(201, "POST", "/tutors", {
            "display_name": f"Tutor {tutor.name}", "legal_name": f"Legal {tutor.name}", "birth_date": "1985-03-15", "country": tutor.country,
            "address": "Via Roma 1, 00184 Roma", "tax_code": code, "regime": tutor.regime, "time_zone": tutor.zone,
            **({"vat_number": tutor.vat_number} if tutor.vat_number else {})})
        tutor.tutor = made["card"]["id"]
        tutor.log_in()
        # Every third one asks first; three cancellation rules; some accept plans.
        tutor.mode, tutor.policy = "confirm" if number % 3 == 2 else "instant", ["standard", "flexible", "strict"][number // 2 % 3]
        tutor.accepts_plans, tutor.rate = number % 2 == 0, 2_500 + 37 * number if number % 5 else 2_950
        tutor.wanted(200, "PATCH", "/tutors/me", {
            "headline": "Patience", "subjects": [{"code": code, "levels": ["adult"]} for code in tutor.subjects],
            "languages": [{"code": "it", "level": "C2"}, {"code": "en", "level": "C1"}], "rate_minor": tutor.rate, "minutes": [45, 60, 90],
            "single_lessons": True, "meeting": {"kind": "link", "url": f"https://meet.example.com/{tutor.name}"},
            "terms": {"mode": tutor.mode, "policy": tutor.policy, "accepts_plans": tutor.accepts_plans, "day_cap": 16, "open_requests": 20}})
        hours = [{"weekday": day, "from": "09:00", "until": "18:00"} for day in range(1, 6)]
        tutor.wanted(200, "PUT", "/tutors/me/availability-rules", {"rules": hours})
        data, media = form({}, "identity.pdf", pdf(f"Identity of {tutor.name}"))
        tutor.paper = tutor.wanted(201, "POST", "/files", data, Content_Type=media)["id"]

    def verify(self):
        self.server.settle()
        for tutor in self.tutors:
            tutor.wanted(201, "POST", "/tutors/me/verification", {"papers": [{"kind": "identity", "file_id": tutor.paper}]})
        for tutor in self.tutors:
            rows = self.ada.wanted(200, "GET", "/admin/tutor-verifications?state=submitted&limit=100")["data"]
            row = next(row for row in rows if row["tutor"]["id"] == tutor.tutor)
            tutor.verification = row["id"]
            self.decide(tutor, "approve")

    def decide(self, tutor, decision):
        rows = self.ada.wanted(200, "GET", "/admin/tutor-verifications?limit=100")["data"]
        row = next(row for row in rows if row["id"] == tutor.verification)
        self.ada.wanted(200, "PATCH", f"/admin/tutor-verifications/{row['id']}", {"decision": decision, "reason": "As the papers say."},
                        If_Match=f'"{row["version"]}"')

    def offer(self, number, tutor):
        """Two packages each, one of either subject; most have an account for payouts."""
        tutor.packages = []
        for place, subject in enumerate(tutor.subjects):
            lessons, minutes, price, days, discount = PACKAGES[(number + 2 * place) % len(PACKAGES)]
            body = {"subject": subject, "name": f"{lessons} lessons of {subject}", "lessons": lessons, "minutes": minutes,
                    "list_price_minor": price + 7 * number, "validity_days": days}
            if discount:
                body["discount"] = {"kind": discount[0], "percent": discount[1]}
            package = tutor.wanted(201, "POST", "/packages", body)
            tutor.packages.append(tutor.wanted(200, "POST", f"/packages/{package['id']}/publish", {}))
        if number % 6 != 5:
            self.connect(tutor)

    def connect(self, tutor):
        tutor.log_in()
        tutor.wanted(200, "POST", "/payouts/account", {"country": tutor.country if tutor.country != "IN" else "IT", "return_url": "/payouts/done", "refresh_url": "/payouts/again"})
        books = self.server.stripe("/_books")
        tutor.bank = next(id for id, thing in reversed(books.items()) if thing["object"] == "account")
        self.server.stripe(f"/_onboard/{tutor.bank}")
        tutor.is_ready = True
