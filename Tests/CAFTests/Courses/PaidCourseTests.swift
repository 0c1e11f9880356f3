import Kernel
import Platform
import Store
import TestKit
import Testing

@testable import CAF

extension World {
    /// A published course that costs 30 euros.
    fileprivate func course(
        seats: Int64 = 5,
        price: Int64 = 30_00,
        inPlan: Bool = false
    ) async throws -> String {
        let body: JSONValue = [
            "title": ["it": "Leggere il 730", "en": "Reading the 730"], "description": "Due ore in aula.",
            "starts_at": "2026-12-01T17:00:00Z", "ends_at": "2026-12-01T19:00:00Z",
            "capacity": .integer(seats), "price_cents": .integer(price), "included_in_plan": .bool(inPlan),
        ]
        let made = try await self.as(.sara).post("/admin/courses", body)
        guard made.status == 201, let id = made.id else { throw TestFailure("no course: \(made)") }
        _ = try await self.as(.sara).patch("/admin/courses/\(id)", ["status": "published"])
        return id
    }

    fileprivate func page(for course: String, _ person: Person) async throws -> String {
        let page = try await self.as(person).post("/courses/\(course)/checkout")
        guard let id = page.id else { throw TestFailure("no checkout: \(page)") }
        return id
    }

    fileprivate func pay(_ course: String, as person: Person, to stripe: StripeDouble) async throws {
        try await stripe.act("complete/\(page(for: course, person))")
        try await hear(stripe)
    }

    fileprivate func enrolment(_ course: String, of person: Person) async throws -> String? {
        try await self.as(person).get("/courses/\(course)")["enrolment"]?.stringValue
    }

    /// Payments and their refunds, in cents.
    fileprivate func money() async throws -> [[Int64?]] {
        let list = try await self.as(.sara).get("/admin/payments")["data"]?.arrayValue ?? []
        return list.map {
            [$0["amount"]?["amount_minor"]?.integerValue, $0["refunded"]?["amount_minor"]?.integerValue]
        }
    }
}

@Suite struct PaidCourseTests {
    @Test func `nobody enrols without paying; paying takes the seat and makes an invoice`() async throws {
        let stripe = try StripeDouble()
        let world = try await seller(stripe)
        let id = try await world.course()

        let refused = try await world.as(.giulia).post("/courses/\(id)/enroll")
        try await world.pay(id, as: .giulia, to: stripe)

        #expect(refused.status == 402 && refused.problem == .courseUnpaid)
        #expect(
            refused["price_cents"] == 3000 && refused["checkout"]?.stringValue == "/courses/\(id)/checkout"
        )
        #expect(try await world.enrolment(id, of: .giulia) == "held")
        let invoice = try await world.as(.giulia).get("/invoices")["data"]?[0]
        #expect(invoice?["total"] == 3000)
        #expect(try await world.as(.giulia).post("/courses/\(id)/checkout").problem == .alreadyEnrolled)
        try await world.hear(stripe)
        #expect(
            try await world.as(.sara).get("/courses/\(id)")["seats_left"] == 4,
            "webhooks that come again take nothing"
        )
    }

    @Test func `whoever leaves in time gets the money back, and everyone when it is cancelled`() async throws
    {
        let stripe = try StripeDouble()
        let world = try await seller(stripe)
        let id = try await world.course()
        try await world.pay(id, as: .giulia, to: stripe)
        try await world.pay(id, as: .luca, to: stripe)

        #expect(try await world.as(.giulia).delete("/courses/\(id)/unenroll").status == 204)
        try await world.runJobs()
        #expect(try await world.money().map { $0[1] } == [0, 3000])
        #expect(
            try await world.as(.giulia).post("/courses/\(id)/enroll").status == 402,
            "a refunded payment pays for nothing"
        )
        _ = try await world.as(.sara).patch(
            "/admin/courses/\(id)",
            ["status": "cancelled", "status_reason": "docente malato"]
        )
        try await world.runJobs()
        #expect(try await world.money() == [[3000, 3000], [3000, 3000]])
    }

    @Test func `of twenty who pay for two seats two sit, and the others have their money back`() async throws
    {
        let stripe = try StripeDouble()
        let world = try await crowdedOffice(customers: 20, dependencies: { $0.payments = stripe.gateway })
        let id = try await world.course(seats: 2)
        let pages = try await world.atOnce(20) { try await world.page(for: id, .customer($0)) }

        for page in pages { try await stripe.act("complete/\(page)") }
        _ = try await world.atOnce(4) { _ in try await world.hear(stripe) }
        try await world.hear(stripe)

        let course = try await world.as(.sara).get("/courses/\(id)")
        #expect(course["seats_left"] == 0 && course["waiting"] == 0)
        let list = try await world.as(.sara).get("/admin/payments?limit=100")["data"]?.arrayValue ?? []
        let refunded = list.filter { $0["refunded"]?["amount_minor"] == 3000 }
        #expect(list.count == 20 && refunded.count == 18)
        #expect(try await world.as(.giulia).post("/courses/\(id)/checkout").problem == .courseFull)
    }

    @Test func `a plan that includes the course pays for it; one reserved to plans is closed to others`()
        async throws
    {
        let stripe = try StripeDouble()
        let world = try await seller(stripe)
        let priced = try await world.course(inPlan: true)
        let reserved = try await world.course(price: 0, inPlan: true)
        let free = try await world.course(price: 0)
        try await world.subscribe(to: world.plan(), from: stripe)

        for id in [priced, reserved, free] {
            #expect(try await world.as(.giulia).post("/courses/\(id)/enroll").status == 201)
        }
        #expect(try await world.as(.luca).post("/courses/\(priced)/enroll").status == 402)
        #expect(try await world.as(.luca).post("/courses/\(reserved)/enroll").status == 402)
        #expect(
            try await world.as(.luca).post("/courses/\(reserved)/checkout").problem == .courseNeedsNoPayment
        )
        #expect(try await world.as(.luca).post("/courses/\(free)/enroll").status == 201)
        _ = try await world.as(.giulia).delete("/courses/\(priced)/unenroll")
        #expect(
            try await world.as(.giulia).post("/courses/\(priced)/checkout").problem == .courseNeedsNoPayment
        )
    }

    @Test func `a plan from the office pays for the courses that it includes`() async throws {
        let stripe = try StripeDouble()
        let world = try await seller(stripe)
        let course = try await world.course(inPlan: true)
        let plan = try await world.plan()
        #expect(try await world.as(.giulia).post("/courses/\(course)/enroll").status == 402)
        let grant: JSONValue = ["plan_id": .string(plan.id ?? ""), "until": "2026-12-31", "reason": "prova"]
        let path = try await "/admin/users/\(world.id(of: .giulia))/subscription/grant"
        #expect(try await world.as(.sara).post(path, grant).status == 201)

        #expect(try await world.as(.giulia).post("/courses/\(course)/enroll").status == 201)
        #expect(try await world.as(.luca).post("/courses/\(course)/enroll").status == 402)
    }

    @Test func `without a provider the desk collects the price`() async throws {
        let world = try await seller()
        let id = try await world.course()

        #expect(try await world.as(.giulia).post("/courses/\(id)/checkout").problem == .paymentsNotConfigured)
        #expect(try await world.as(.giulia).post("/courses/\(id)/enroll").status == 201)
    }
}
