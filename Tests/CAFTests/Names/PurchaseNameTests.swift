import Kernel
import Platform
import TestKit
import Testing

@testable import CAF

extension World {
    /// A published course that costs 30 euros.
    fileprivate func course() async throws -> String {
        let body: JSONValue = [
            "title": ["it": "Leggere il 730", "en": "Reading the 730"], "description": "Due ore in aula.",
            "starts_at": "2026-12-01T17:00:00Z", "ends_at": "2026-12-01T19:00:00Z",
            "capacity": 5, "price_cents": 3000, "included_in_plan": false,
        ]
        let made = try await self.as(.sara).post("/admin/courses", body)
        guard made.status == 201, let id = made.id else { throw TestFailure("no course: \(made)") }
        _ = try await self.as(.sara).patch("/admin/courses/\(id)", ["status": "published"])
        return id
    }

    /// Giulia has a plan, and Luca has paid for a course.
    fileprivate func sold(from stripe: StripeDouble) async throws -> (plan: String, course: String) {
        let plan = try await plan()
        try await subscribe(to: plan, from: stripe)
        let course = try await course()
        let page = try await self.as(.luca).post("/courses/\(course)/checkout")
        guard let id = page.id, let planID = plan.id else { throw TestFailure("no checkout: \(page)") }
        try await stripe.act("complete/\(id)")
        try await hear(stripe)
        return (planID, course)
    }
}

/// One member of each of these objects, by another one.
private func members(_ name: String, by key: String, of rows: JSONValue?) -> [String: String] {
    let pairs = (rows?.arrayValue ?? []).map { row in
        (row[key]?.stringValue ?? "?", row[name]?.stringValue ?? "–")
    }
    return Dictionary(pairs) { first, _ in first }
}

@Suite struct PurchaseNameTests {
    @Test func `revenue and subscriptions name plan and course`() async throws {
        let stripe = try StripeDouble()
        let world = try await seller(stripe)
        let (plan, course) = try await world.sold(from: stripe)
        let sara = world.as(.sara)
        let readers: [(language: String, names: [String: String])] = [
            ("it", [plan: "Piano famiglia", "course:\(course)": "Leggere il 730"]),
            ("en", [plan: "Plan famiglia", "course:\(course)": "Reading the 730"]),
        ]

        for (language, names) in readers {
            let headers = ["Accept-Language": language]
            let report = try await sara.get("/admin/reports/subscriptions", headers: headers)
            #expect(members("plan_name", by: "plan", of: report["revenue_by_plan"]) == names)
            #expect(members("plan_name", by: "plan", of: report["by_plan"])[plan] == names[plan])
            let rows = try await sara.get("/admin/reports/revenue-by-plan/rows", headers: headers)
            #expect(members("plan_name", by: "plan", of: rows["data"]) == names)
            let subscriptions = try await sara.get(
                "/admin/reports/subscriptions-by-plan/rows",
                headers: headers
            )
            #expect(members("plan_name", by: "plan", of: subscriptions["data"])[plan] == names[plan])
        }
        let rows = try await sara.get("/admin/reports/revenue-by-plan/rows")
        let codes = [plan: "famiglia", "course:\(course)": "–"]
        #expect(members("plan_code", by: "plan", of: rows["data"]) == codes)
        let sorted = try await sara.get("/admin/reports/revenue-by-plan/rows?sort=-plan_name")
        #expect(sorted["data"]?.arrayValue?.map { $0["plan_name"] } == ["Piano famiglia", "Leggere il 730"])
    }

    @Test func `an exported report names plan and course`() async throws {
        let stripe = try StripeDouble()
        let world = try await seller(stripe)
        _ = try await world.sold(from: stripe)

        let ordered = try await world.as(.sara).post(
            "/admin/reports/export",
            ["report": "revenue-by-plan", "format": "csv", "language": "en"] as JSONValue
        )
        try await world.runJobs()
        let shown = try await world.as(.sara).get(ordered.header("Location") ?? "")
        let url = shown["download"]?["url"]?.stringValue ?? ""
        let file = try await world.anonymous.get(String(url.dropFirst("https://world.example".count)))
        let table = try PythonCSV(file.body).rows

        #expect(
            table.map { Array($0.prefix(2)) } == [
                ["Plan", "Code"], ["Plan famiglia", "famiglia"], ["Reading the 730", ""],
            ]
        )
    }

    @Test func `payments name the payer and the purchase, invoices their payment`() async throws {
        let stripe = try StripeDouble()
        let world = try await seller(stripe)
        let (plan, course) = try await world.sold(from: stripe)

        let payments = try await world.as(.sara).get("/admin/payments")["data"]
        #expect(
            members("account_name", by: "purpose", of: payments)
                == [plan: "Giulia Rossi", "course:\(course)": "Luca Bianchi"]
        )
        #expect(members("account_code", by: "purpose", of: payments)[plan] == "RSSGLI85D52H501N")
        #expect(
            members("purpose_name", by: "purpose", of: payments)
                == [plan: "Piano famiglia", "course:\(course)": "Leggere il 730"]
        )
        #expect(
            members("purpose_code", by: "purpose", of: payments)
                == [plan: "famiglia", "course:\(course)": "–"]
        )
        let ids = Set(members("id", by: "id", of: payments).keys)
        let invoices = try await world.as(.sara).get("/invoices")["data"]
        for invoice in invoices?.arrayValue ?? [] {
            #expect(ids.contains(invoice["payment_id"]?.stringValue ?? "?"))
        }
    }

    @Test func `a customer's own subscriptions have the plan's code`() async throws {
        let stripe = try StripeDouble()
        let world = try await seller(stripe)
        let (plan, _) = try await world.sold(from: stripe)

        let mine = try await world.as(.giulia).get("/subscriptions/history")["data"]?[0]

        #expect(mine?["plan"] == "Piano famiglia")
        #expect(mine?["plan_code"] == "famiglia")
        #expect(mine?["plan_id"]?.stringValue == plan)
    }
}
