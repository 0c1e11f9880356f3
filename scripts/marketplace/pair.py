"""Two servers of the marketplace over one PostgreSQL and one folder."""
import copy
from datetime import timedelta

from cast import Market
from portico import free_port
from server import WeekServer, instant


class Pair:
    def __init__(self, binary, dice, providers, customers):
        first = WeekServer(binary)
        second = copy.copy(first)
        second.port = free_port()
        second.environment = first.environment | {"PORTICO_PORT": str(second.port)}
        second.connection = None
        self.both = [first, second]
        self.market = Market(first, dice, providers, customers)

    def open(self):
        for server in self.both:
            server.start()
        self.market.open()

    def chats(self, customers):
        """A chat of each customer with a provider at whom a job is directed: (chat, customer, provider)."""
        found = []
        for number, customer in enumerate(customers):
            # Not the same pair again and again.
            providers = self.market.providers
            provider = providers[(number + number // len(providers)) % len(providers)]
            found.append(self.chat(number, customer, provider))
        return found

    def chat(self, number, customer, provider):
        now = self.both[0].now()
        job = customer.wanted(201, "POST", "/jobs", {
            "service_id": self.market.services[provider.services[0]], "title": f"Work number {number}", "description": "Both sides, please.",
            "point": self.market.near(provider), "address": "7 Water Street", "provider_id": provider.provider,
            "window": {"from": instant(now + timedelta(days=2)), "until": instant(now + timedelta(days=9))}})["id"]
        return customer.wanted(201, "POST", "/chat", {"job_id": job, "provider_id": provider.provider})["id"], customer, provider

    def clean(self):
        second = self.both[1]
        second.stop()
        self.both[0].clean()
