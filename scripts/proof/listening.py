"""A webhook from its making to its last delivery."""
from ledger import prove


def someone_listens(sara, receiver):
    answer = sara("POST", "/admin/webhooks", {"url": receiver.url, "description": "proof", "events": ["*"]})
    prove("an administrator has events sent somewhere", answer.status == 201 and answer.json["secret"].startswith("whsec_"), answer)
    receiver.secret, receiver.id = answer.json["secret"], answer.json["webhook"]["id"]
    shown = sara("GET", f"/admin/webhooks/{receiver.id}")
    prove("the secret is shown once", receiver.secret not in shown.raw.decode(), shown)
    answer = sara("POST", "/admin/webhooks", {"url": "http://169.254.169.254/latest", "description": "metadata", "events": ["*"]})
    prove("nothing is sent to the cloud's own addresses", answer.status == 422, answer)
    answer = sara("POST", f"/admin/webhooks/{receiver.id}/test")
    prove("a test event is verified by standardwebhooks", answer.status == 202 and receiver.wait(lambda events: len(events) > 0),
          (answer, receiver.refused))


def everything_was_verified(sara, receiver, path):
    """The statuses of the ISEE, told in their order; a double only with the id of the first."""
    request = path.rsplit("/", 1)[-1]
    wanted = ["submitted", "in_review", "missing_documents", "in_review", "completed", "closed"]

    def told(events):
        seen = []
        for event in sorted(events, key=lambda event: event["timestamp"]):
            if request in str(event["data"]) and event["type"].startswith("service_request."):
                seen.append(event["type"].rsplit(".", 1)[-1])
        return seen

    unique = lambda: list({id: event for id, event in receiver.deliveries}.values())  # noqa: E731
    reached = receiver.wait(lambda _: told(unique()) == wanted, 60)
    prove("every step of the request came as a webhook", reached, told(unique()))
    prove(f"all {len(receiver.deliveries)} deliveries were verified", not receiver.refused, receiver.refused[:2])
    rows = sara("GET", f"/admin/webhooks/{receiver.id}/deliveries?limit=100").json["data"]
    prove("the log of deliveries knows of them", rows and all(row["attempts"] >= 1 for row in rows if row["state"] == "delivered"), rows[:3])
