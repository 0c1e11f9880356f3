"""A persistent listener: after a lost connection it continues elsewhere, from its last event."""
import time

from listener import Listener


class Follower:
    def __init__(self, pair, name, at, rooms):
        self.pair, self.name, self.rooms, self.at = pair, name, rooms, at
        self.earlier, self.closings = [], []
        self.connect(None)
        self.start = self.ears.wait_ready()

    def connect(self, since):
        path = "/ws" if since is None else f"/ws?since={since}"
        self.ears = Ears(self.pair.both[self.at].port, self.pair.tokens[self.name], path)

    def resume(self, at):
        """At another process, once the connection is over."""
        if not self.ears.gone.wait(30):
            raise SystemExit(f"{self.name}'s connection was not closed")
        self.closings.append(self.ears.closed)
        self.earlier += self.ears.heard()
        self.at = at
        self.connect(self.earlier[-1]["id"] if self.earlier else self.start)

    def heard(self):
        return self.earlier + self.ears.heard()

    def ids(self):
        return [event["id"] for event in self.heard()]

    def missing(self, wanted, seconds=20):
        """The deviations from the expected events, once all have arrived or time is over."""
        deadline = time.time() + seconds
        while len(self.ids()) < len(wanted) and time.time() < deadline:
            time.sleep(0.05)
        time.sleep(0.3)
        ids = self.ids()
        return [] if ids == wanted else [f"{self.name}: {len(ids)} of {len(wanted)}", sorted(set(wanted) ^ set(ids))[:5], ids[-3:]]


class Ears(Listener):
    def wait_ready(self):
        deadline = time.time() + 20
        while time.time() < deadline:
            for event in list(self.events):
                if event["event"] in ("ready", "reset"):
                    return event["id"]
            time.sleep(0.01)
        raise SystemExit(f"nobody said ready: {self.events}")

    def heard(self):
        events = list(self.events)
        if any(event["event"] == "reset" for event in events):
            raise SystemExit("too much was missed")
        return [event for event in events if event["event"] != "ready"]
