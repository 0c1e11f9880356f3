import Kernel
import Platform
import Store
import TestKit
import Testing

@testable import CAF

extension World {
    fileprivate func desk(of person: Person) async throws -> String {
        "/admin/users/\(try await id(of: person))/subscription"
    }

    fileprivate func give(
        _ plan: TestResponse,
        to person: Person = .giulia,
        until day: String = "2026-12-31"
    ) async throws -> TestResponse {
        let body: JSONValue = [
            "plan_id": .string(plan.id ?? ""), "until": .string(day), "reason": "Scuse dell'ufficio",
        ]
        return try await self.as(.sara).post(desk(of: person) + "/grant", body)
    }

    fileprivate func told(_ template: String, _ person: Person = .giulia) async throws -> Int {
        let list = try await self.as(person).get("/notifications")["data"]?.arrayValue ?? []
        return list.count { ($0["template"] ?? $0["kind"])?.stringValue == template }
    }

    /// The details of the newest entry of the audit log with this action and a reason; the provider's steps have none.
    fileprivate func details(of action: String) async throws -> JSONValue? {
        let log = try await self.as(.sara).get("/admin/audit-logs?action=\(action)")["data"]?.arrayValue ?? []
        return log.compactMap { $0["details"] }.first { $0["reason"] != nil }
    }
}

@Suite struct SubscriptionDeskTests {
    @Test func `the office sees, cancels, extends and grants a plan with a reason`() async throws {
        let stripe = try StripeDouble()
        let world = try await seller(stripe)
        let plan = try await world.plan()
        try await world.subscribe(to: plan, from: stripe)
        let (sara, path) = (world.as(.sara), try await world.desk(of: .giulia))

        let seen = try await sara.get(path)
        #expect(seen["current"]?["status"] == "active" && seen["history"]?.arrayValue?.count == 1)
        let page = try await sara.get("/admin/users/\(world.id(of: .giulia))")
        #expect(
            page["subscription"]?["plan_code"] == "famiglia" && page["subscription"]?["status"] == "active"
        )
        #expect(try await sara.post(path + "/cancel", ["at": "now"]).faults.keys.contains("/reason"))
        #expect(try await world.give(plan).problem == .alreadySubscribed)
        let leaving = try await sara.post(path + "/cancel", ["reason": "Trasloco"])
        #expect(leaving["current"]?["cancel_at_period_end"] == true)
        #expect(try await world.details(of: "subscription.cancel")?["reason"] == "Trasloco")
        let staying = try await sara.post(path + "/resume", ["reason": "Resta"])
        #expect(staying["current"]?["cancel_at_period_end"] == false)

        let early: JSONValue = ["until": "2027-01-31", "reason": "Disservizio"]
        #expect(try await sara.post(path + "/extend", early).faults == ["/until": "not_later"])
        let late: JSONValue = ["until": "2029-01-31", "reason": "Disservizio"]
        #expect(try await sara.post(path + "/extend", late).faults == ["/until": "too_far_ahead"])
        let longer: JSONValue = ["until": "2028-01-31", "reason": "Disservizio"]
        let extended = try await sara.post(path + "/extend", longer)
        #expect(extended.status == 200, "\(extended)")
        #expect(extended["current"]?["period_end"] == "2028-01-31T23:00:00Z")
        #expect(extended["current"]?["is_covered"] == true)
        #expect(try await world.details(of: "subscription.extend")?["reason"] == "Disservizio")
        try await world.hear(stripe)
        #expect(
            world.mails(to: .giulia).contains { $0.subject.hasPrefix("Piano famiglia: attivo fino al 31/") }
        )
        #expect(try await sara.get("/admin/payments")["data"]?.arrayValue?.count == 1, "nothing is charged")

        let over = try await sara.post(path + "/cancel", ["reason": "Doppio", "at": "now"])
        #expect(over["current"]?["status"] == "canceled" && over["current"]?["is_covered"] == false)
        #expect(try await world.details(of: "subscription.cancel") == ["at": "now", "reason": "Doppio"])
        #expect(try await sara.post(path + "/cancel", ["reason": "Ancora"]).problem == .notSubscribed)

        let grant = try await world.give(plan)
        #expect(grant.status == 201 && grant["granted_by_name"] == "Sara Conti", "\(grant)")
        let given = try await sara.get(path)
        #expect(given["current"]?["status"] == "granted" && given["current"]?["is_covered"] == true)
        #expect(given["grants"]?[0]?["reason"] == "Scuse dell'ufficio")
        #expect(try await world.details(of: "subscription.grant")?["reason"] == "Scuse dell'ufficio")
        let summer: JSONValue = ["until": "2027-06-30", "reason": "Anche la primavera"]
        let later = try await sara.post(path + "/extend", summer)
        #expect(later["grants"]?[0]?["ends_at"] == "2027-06-30T22:00:00Z")
        let words: JSONValue = ["reason": "Errore"]
        let revoked = try await sara.delete(path + "/grants/\(grant.id ?? "")", words)
        #expect(revoked["is_running"] == false && revoked["revoked_by_name"] == "Sara Conti")
        #expect(
            try await sara.delete(path + "/grants/\(grant.id ?? "")", words).problem == .subscriptionEnded
        )
        #expect(try await sara.get(path)["current"]?["is_covered"] == false)
        #expect(try await world.details(of: "subscription.grant_revoke")?["reason"] == "Errore")
    }

    @Test func `two who grant at once give one plan`() async throws {
        let world = try await seller()
        let plans = [try await world.plan("base"), try await world.plan("premium", price: 99_00)]
        _ = try await world.desk(of: .giulia)

        let answers = try await world.atOnce(12) { try await world.give(plans[$0 % 2]) }

        #expect(answers.statuses == [201: 1, 409: 11])
        let won = try #require(answers.first { $0.status == 201 }?.id)
        for answer in answers where answer.status == 409 {
            #expect(answer.problem == .planGranted && answer["grant_id"]?.stringValue == won)
        }
        let grants = try await world.db.read { tx in
            try tx.value("SELECT COUNT(*) FROM plan_grant", as: Int.self)
        }
        #expect(grants == 1)
        #expect(try await world.audit().count { $0 == "subscription.grant" } == 1)
    }

    @Test func `a granted plan covers submissions and priority, and ends`() async throws {
        let world = try await seller()
        let plan = try await world.plan(services: [("ISEE", 1)], priority: 5)
        let (first, second) = (try await world.ready(2026), try await world.ready(2026))
        #expect(try await world.submit(first)["reason"] == "no_subscription")
        #expect(try await world.give(plan).status == 201)

        #expect(try await world.submit(first).status == 200)
        let queue = try await world.as(.marco).get("/admin/service-requests")
        #expect(queue["data"]?[0]?["priority"] == 5)
        #expect(try await world.used() == 1)
        #expect(try await world.submit(second)["reason"] == "allowance_spent")
        let terms = try await world.as(.sara).patch(
            "/admin/subscription-plans/\(plan.id ?? "")",
            ["terms": world.terms([("ISEE", 9)], 49_00)],
            headers: ["If-Match": "\"1\""]
        )
        #expect(terms.problem == .planHasSubscribers)
        let stats = try await world.as(.sara).get("/admin/dashboard/stats")
        #expect(stats["granted_customers"] == 1 && stats["active_subscriptions"] == 0)

        world.clock.set(to: try #require(Instant("2026-12-29T09:00:00Z")))
        for _ in 0..<2 {
            try await world.tick()
            world.clock.advance(by: .hours(7))
        }
        #expect(try await world.told("caf.welcome_ends") == 1)
        world.clock.set(to: try #require(Instant("2026-12-31T22:59:00Z")))
        #expect(try await world.as(.giulia).get("/subscriptions/me")["status"] == "granted")
        world.clock.set(to: try #require(Instant("2026-12-31T23:00:01Z")))
        #expect(try await world.as(.giulia).get("/subscriptions/me")["status"] == "none")
        #expect(try await world.submit(second)["reason"] == "no_subscription")
    }

    @Test func `operators see a plan and change none`() async throws {
        let world = try await seller()
        _ = try await world.inReview()
        let plan = try await world.plan()
        let grant = try await world.give(plan)
        let path = try await world.desk(of: .giulia)

        let marco = world.as(.marco)
        #expect(try await marco.get(path)["current"]?["status"] == "granted")
        #expect(try await marco.get(world.desk(of: .luca)).status == 404)
        let until: JSONValue = ["until": "2027-01-31", "reason": "x", "plan_id": .string(plan.id ?? "")]
        for step in ["cancel", "resume", "extend", "grant"] {
            #expect(try await marco.post(path + "/\(step)", until).status == 403, "\(step)")
        }
        #expect(try await marco.delete(path + "/grants/\(grant.id ?? "")", ["reason": "x"]).status == 403)
        #expect(try await world.as(.giulia).get(path).status == 403)
        #expect(try await world.as(.giulia).get("/users/me")["subscription"] == nil)
        #expect(try await world.as(.sara).get(world.desk(of: .marco)).status == 404)
        let other = try await world.desk(of: .luca) + "/grants/\(grant.id ?? "")"
        #expect(try await world.as(.sara).delete(other, ["reason": "x"]).status == 404)
    }

    @Test func `without a provider a grant still works`() async throws {
        let world = try await seller()
        let (plan, path) = (try await world.plan(), try await world.desk(of: .giulia))
        let sara = world.as(.sara)
        let until: JSONValue = ["until": "2027-01-31", "reason": "prova"]

        #expect(try await sara.post(path + "/extend", until).problem == .notSubscribed)
        #expect(try await world.give(plan, until: "2026-11-20").faults == ["/until": "not_later"])
        #expect(try await world.give(plan).status == 201)
        #expect(try await sara.post(path + "/extend", until).status == 200)
        #expect(try await sara.post(path + "/cancel", ["reason": "x"]).problem == .notSubscribed)
        #expect(try await world.submit(world.ready(2026)).status == 200)
    }

    @Test func `an extension is no trial, and does not announce a first payment`() async throws {
        let stripe = try StripeDouble()
        let world = try await seller(stripe)
        try await world.subscribe(to: world.plan(period: "month", limits: "month"), from: stripe)
        let until: JSONValue = ["until": "2027-01-31", "reason": "prova"]
        let answer = try await world.as(.sara).post(world.desk(of: .giulia) + "/extend", until)
        #expect(answer["current"]?["status"] == "trialing", "\(answer)")
        try await world.hear(stripe)

        world.clock.set(to: try #require(Instant("2027-01-30T09:00:00Z")))
        try await world.tick()

        #expect(try await world.told("caf.trial_ends") == 0)
        #expect(try await world.submit(world.ready(2026)).status == 200)
    }

    @Test func `a subscription that is ended at once is ended, though the answer is lost`() async throws {
        let stripe = try StripeDouble()
        let world = try await seller(stripe)
        try await world.subscribe(to: world.plan(), from: stripe)
        try await stripe.act("fault", ["kind": "lose_answer", "on": "DELETE /v1/subscriptions"])
        let path = try await world.desk(of: .giulia)

        let body: JSONValue = ["reason": "Doppio", "at": "now"]
        let first = try await world.as(.sara).post(path + "/cancel", body)
        let second = try await world.as(.sara).post(path + "/cancel", body)

        #expect([200, 503].contains(first.status), "\(first)")
        #expect(first.status == 200 || second["current"]?["status"] == "canceled", "\(second)")
        #expect(try await world.subscriptions().map(\.status) == [.canceled])
        let requests = try await stripe.requests().filter { $0["method"] == "DELETE" }
        #expect(!requests.isEmpty && requests.allSatisfy { ($0["key"]?.isNull ?? true) && $0["body"] == "" })
    }

    @Test func `the double refuses the extensions that Stripe refuses`() async throws {
        let stripe = try StripeDouble()
        let world = try await seller(stripe)
        try await world.subscribe(to: world.plan(), from: stripe)
        let id = try #require(try await world.subscriptions().first?.providerID)
        let good = String((TestClock.start + .days(400)).seconds)
        let forms = [
            ["trial_end", "1", "proration_behavior", "none"],
            ["trial_end", "soon", "proration_behavior", "none"],
            ["trial_end", String((TestClock.start + .days(731)).seconds), "proration_behavior", "none"],
            ["trial_end", good, "proration_behavior", "never"],
            ["trial_end", good, "prorate", "false"],
        ]

        for (index, form) in forms.enumerated() {
            let call = GatewayCall(path: "/v1/subscriptions/\(id)", form: form)
            await #expect(throws: GatewayFailure.self, "\(form)") {
                _ = try await stripe.gateway.perform(call, key: "refused-\(index)")
            }
        }
        #expect(try await stripe.gateway.subscription(id)?.status == .active)
    }

    @Test func `a granted plan is in the customer's copy, and goes with the account`() async throws {
        let world = try await seller()
        #expect(try await world.give(world.plan()).status == 201)

        let archive = try PythonZip(await world.as(.giulia).get("/users/me/export").body)
        let copy = try archive.json("plan_grants.json")
        let leaving: JSONValue = ["password": .string(Person.demoPassword)]
        let gone = try await world.as(.giulia).delete("/users/me/account", leaving)

        #expect(copy[0]?["plan"] == "famiglia" && copy[0]?["reason"] == nil)
        #expect(gone.status == 204, "\(gone)")
        let left = try await world.db.read { tx in
            try tx.value("SELECT COUNT(*) FROM plan_grant", as: Int.self)
        }
        #expect(left == 0)
    }
}
