"""The end of the week: every job, cent and account against the model, the ledger and the gateways' own books."""
import collections


class Recount:
    def __init__(self, week):
        self.week, self.tally, self.rows = week, week.tally, week.server.tables

    def run(self):
        self.jobs()
        self.ledger()
        self.gateways()
        self.refunds()
        self.payouts()
        self.answers()

    def jobs(self):
        found = {row["id"]: row for row in self.rows(
            "SELECT j.id, j.state, j.lapses, j.reworks, j.fault, j.is_provider_failure, j.provider_id, d.state AS dispute FROM market_job j LEFT JOIN dispute d ON d.job_id = j.id")}
        self.tally.same("jobs", "number", len(found), len([j for j in self.week.jobs if j.id]))
        for job in self.week.jobs:
            row = found.get(job.id, {})
            for name, value in (("state", job.state), ("lapses", job.lapses), ("reworks", job.reworks), ("fault", job.fault),
                                ("is_provider_failure", job.fails), ("dispute", job.disputed)):
                got = bool(row.get(name)) if isinstance(value, bool) else row.get(name)
                self.tally.same("jobs", f"{job.name} {job.id} {name}", got, value)
            if job.money:
                self.tally.same("jobs", f"{job.name} provider", row.get("provider_id"), job.provider.provider)

    def ledger(self):
        entries = self.rows("SELECT e.transaction_id, e.account, e.amount, e.currency FROM ledger_entry e")
        sums, self.accounts = collections.Counter(), collections.Counter()
        for entry in entries:
            sums[entry["transaction_id"]] += entry["amount"]
            self.accounts[entry["account"]] += entry["amount"]
            self.tally.same("currencies", entry["transaction_id"], entry["currency"], "USD")
        for transaction, total in sums.items():
            self.tally.same("ledger transactions", transaction, total, 0)
        self.tally.same("ledger", "the sum of all", sum(self.accounts.values()), 0)
        paid = collections.Counter()
        for payout, state in self.week.payouts.values():
            if state == "paid":
                paid[payout["provider_id"]] += payout["amount_minor"]
        held = kept = 0
        earned = collections.Counter()
        for job in self.week.jobs:
            if job.money:
                earned[job.provider.provider] += job.money.earned
                held += job.money.held
                kept += job.money.taken
        self.tally.same("ledger", "escrow", -self.accounts["escrow"], held)
        self.tally.same("ledger", "commission", -self.accounts["commission"], kept)
        self.tally.same("ledger", "strays", self.accounts["strays"], 0)
        self.tally.same("ledger", "contested", self.accounts["contested"], 0)
        self.tally.same("ledger", "bad debt", self.accounts["bad_debt"], 0)
        self.tally.same("ledger", "bank", -self.accounts["bank"], sum(paid.values()))
        entries = {row["provider_id"]: row["amount"] for row in self.rows("SELECT provider_id, CAST(SUM(amount) AS BIGINT) AS amount FROM payee_entry GROUP BY provider_id")}
        for person in self.week.market.providers:
            want = earned[person.provider] - paid[person.provider]
            self.tally.same("payee balances", person.name, -self.accounts[f"payee:{person.provider}"], want)
            self.tally.same("payee entries", person.name, entries.get(person.provider, 0), want)
        escrows = {row["job_id"]: row for row in self.rows("SELECT * FROM escrow")}
        for job in self.week.jobs:
            row = escrows.get(job.id)
            self.tally.same("escrows", f"{job.name} there", row is not None, job.money is not None)
            if job.money and row:
                money = job.money
                for name, got, want in (("amount", row["amount"], money.amount), ("commission", row["commission"], money.commission), ("held", row["held"], money.held),
                                        ("kept", row["kept"], money.earned + money.taken), ("commission kept", row["kept_commission"], money.taken)):
                    self.tally.same("escrows", f"{job.name} {name}", got, want)

    def gateways(self):
        """What the gateways have, by their books: payments, less fees, refunds and what the bank took."""
        books = self.week.books()
        stripe, paypal = books["stripe"].values(), books["paypal"]
        intents = [p for p in stripe if p["object"] == "payment_intent" and p["status"] == "succeeded"]
        fees = sum(t["fee"] for t in stripe if t["object"] == "balance_transaction")
        have = sum(p["amount"] for p in intents) - fees
        have -= sum(r["amount"] for r in stripe if r["object"] == "refund" and r["status"] == "succeeded")
        have -= sum(d["amount"] for d in stripe if d["object"] == "dispute" and d["status"] != "won")
        self.tally.same("gateways", "stripe", self.accounts["gateway:stripe"], have)
        cents = lambda amount: int(amount["value"].replace(".", ""))  # noqa: E731
        captures = [c for c in paypal["captures"].values() if c["status"] in ("COMPLETED", "PARTIALLY_REFUNDED", "REFUNDED")]
        cost = sum(cents(c["seller_receivable_breakdown"]["paypal_fee"]) for c in captures)
        have = sum(cents(c["amount"]) for c in captures) - cost
        have -= sum(cents(r["amount"]) for r in paypal["refunds"].values() if r["status"] == "COMPLETED")
        have -= sum(cents(d["dispute_amount"]) for d in paypal["disputes"].values()
                    if d.get("dispute_outcome", {}).get("outcome_code") != "RESOLVED_SELLER_FAVOUR")
        self.tally.same("gateways", "paypal", self.accounts["gateway:paypal"], have)
        self.tally.same("gateways", "fees", self.accounts["provider_fees"], fees + cost)
        # One payment for each funded job, and one for each stray; nothing else was ever taken.
        wanted = sorted([j.money.amount for j in self.week.jobs if j.money] + [s for j in self.week.jobs for s in j.strays])
        self.tally.same("gateways", "payments taken", sorted([p["amount"] for p in intents] + [cents(c["amount"]) for c in captures]), wanted, len(wanted))
        charges = {row["payment_reference"]: row for row in self.rows("SELECT payment_reference, paid, refunded, fee, state FROM charge WHERE payment_reference IS NOT NULL")}
        for intent in intents:
            back = sum(r["amount"] for r in stripe if r["object"] == "refund" and r["status"] == "succeeded" and r["payment_intent"] == intent["id"])
            row = charges.get(intent["id"], {})
            self.tally.same("charges", intent["id"], (row.get("paid"), row.get("refunded")), (intent["amount"], back), 2)
        for capture in captures:
            back = sum(cents(r["amount"]) for r in paypal["refunds"].values() if r["status"] == "COMPLETED" and r["_capture"] == capture["id"])
            row = charges.get(capture["id"], {})
            self.tally.same("charges", capture["id"], (row.get("paid"), row.get("refunded"), row.get("fee")),
                            (cents(capture["amount"]), back, cents(capture["seller_receivable_breakdown"]["paypal_fee"])), 3)

    def refunds(self):
        found = collections.defaultdict(list)
        for row in self.rows("SELECT job_id, amount, state FROM refund_request"):
            found[row["job_id"]].append((row["amount"], row["state"]))
        for job in self.week.jobs:
            want = sorted((r["amount"], r["state"]) for r in job.refunds)
            self.tally.same("refunds", job.name, sorted(found[job.id]), want, max(1, len(want)))

    def payouts(self):
        rows = {row["id"]: row for row in self.rows("SELECT id, status, amount, provider_id FROM payout")}
        entries = collections.Counter()
        for row in self.rows("SELECT t.payout_id, e.amount FROM payout_entry t JOIN payee_entry e ON e.id = t.entry_id"):
            entries[row["payout_id"]] += row["amount"]
        for id, (payout, state) in self.week.payouts.items():
            row = rows.get(id, {})
            self.tally.same("payouts", id, (row.get("status"), row.get("amount")), (state, payout["amount_minor"]), 2)
        for id, row in rows.items():
            self.tally.same("payouts", f"{id} entries", entries[id], row["amount"])

    def answers(self):
        """The same as the API tells it."""
        ada = self.week.market.ada
        told = ada.wanted(200, "GET", "/admin/ledger?limit=1")
        balances = {row["account"]: row["balance"] for row in told["balances"]}
        for account, amount in self.accounts.items():
            self.tally.same("ledger told", account, balances.get(account, {}).get("amount_minor", 0), amount)
        for job in self.week.jobs[::7]:
            shown = job.customer.wanted(200, "GET", f"/jobs/{job.id}")
            self.tally.same("jobs told", job.name, shown["state"], job.state)
            if job.money:
                net = job.provider.wanted(200, "GET", f"/payments/{job.payment}")
                back = sum(r["amount"] for r in job.refunds if r["state"] == "done")
                self.tally.same("payments told", job.name, net["refunded_minor"], back)
