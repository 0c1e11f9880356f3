import Kernel
import Platform
import Store
import TestKit
import Testing

@testable import Marketplace

@Suite struct RefundTests {
    @Test func `asked, approved, sent and done`() async throws {
        let paid = try await PaidScene.open()
        let (job, id) = try await paid.underway()
        let asked = try await paid.ask(id, 4_000)
        let refund = try #require(asked.id)
        #expect(asked.status == 201 && asked["state"] == "requested" && asked["asked_minor"] == 4_000)
        #expect(asked["payment_id"] == .string(id) && asked["job_id"] == .string(job))
        #expect(try await paid.scene.notices(to: .pia).contains("marketplace.payment.refund_asked"))
        #expect(try await paid.scene.notices(to: .lina).contains("marketplace.payment.refund_asked"))

        let approved = try await paid.approve(refund, 3_000)
        #expect(approved.status == 200 && approved["state"] == "sent" && approved["amount_minor"] == 3_000)
        #expect(approved["deciders"]?[0]?["role"] == "lsm")
        try await paid.world.runJobs()

        let done = try await paid.refund(refund)
        #expect(done["state"] == "done" && done["deciders"]?[0]?["account_id"] == nil)
        #expect(try await paid.stripe.givenBack(for: paid.charge(id)) == 3_000)
        #expect(try await paid.scene.notices(to: .carl).contains("marketplace.payment.refund_done"))
        // The part that was not approved can be asked for again.
        #expect(try await paid.ask(id, 9_344)["state"] == "requested")
    }

    @Test func `until the job is over only a part, nothing while disputed, and never more than is left`()
        async throws
    {
        let paid = try await PaidScene.open()
        let (job, id) = try await paid.underway()
        for amount: Int64? in [nil, 12_345, 20_000] {
            let answer = try await paid.ask(id, amount)
            #expect(answer.problem == .notRefundableNow && answer["left"] == 12_345)
        }
        #expect(try await paid.ask(id, 0).status == 422)
        #expect(try await paid.ask(id, 12_344).status == 201)
        #expect(try await paid.ask(id, 1).problem == .notRefundableNow)

        let (other, second) = try await paid.underway()
        let dispute: JSONObject = ["kind": "quality", "text": "The paint comes off."]
        let opened = try await paid.world.as(.carl).post("/api/v1/jobs/\(other)/dispute", .object(dispute))
        #expect(opened.status < 300, "\(opened)")
        #expect(try await paid.ask(second, 100).problem == .notRefundableNow)
        #expect(job != other)
    }

    @Test func `a completed job can be refunded whole`() async throws {
        let paid = try await PaidScene.open()
        let (_, id) = try await paid.completed(9_000)
        let asked = try await paid.ask(id)
        #expect(asked["amount_minor"] == 9_000)
        #expect(try await paid.approve(asked.id ?? "")["state"] == "sent")
        try await paid.world.runJobs()
        #expect(try await paid.balances()["payee"] == nil)
    }

    @Test func `an unpaid payment is not refundable`() async throws {
        let paid = try await PaidScene.open()
        let (id, _) = try await paid.opened(try await paid.awarded())
        let answer = try await paid.ask(id, 100)
        #expect(answer.problem == .notRefundableNow && answer["left"] == 0)
    }

    @Test
    func `who may: the customer, the provider as goodwill, staff of the region; strangers find nothing`()
        async throws
    {
        let paid = try await PaidScene.open()
        let (_, id) = try await paid.underway()
        for person in [Person.cora, .pete, .leo] {
            #expect(try await paid.ask(id, 100, by: person).status == 404)
        }
        let goodwill = try await paid.ask(id, 100, by: .pia)
        #expect(goodwill["requested_by"]?["role"] == "provider")
        let staff = try #require(try await paid.ask(id, 200, by: .lina).id)
        #expect(try await paid.approve(staff).problem == .interested)
        #expect(try await paid.approve(staff, by: .carl).status == 403)
        #expect(try await paid.approve(staff, by: .leo).status == 404)
        #expect(try await paid.approve(staff, by: .ada).status == 200)
        #expect(try await paid.refund(staff, by: .cora).status == 404)
        #expect(try await paid.refund(staff, by: .leo).status == 404)
        #expect(try await paid.refund(staff, by: .ada)["deciders"]?[0]?["account_id"] != nil)
    }

    @Test func `a refund is walked along its lifecycle, and refused elsewhere`() async throws {
        let paid = try await PaidScene.open()
        let (_, id) = try await paid.underway()
        let first = try #require(try await paid.ask(id, 100).id)
        #expect(try await paid.approve(first, version: 7).problem == .stale)
        let body: JSONValue = ["reason": "It is right."]
        #expect(try await paid.world.as(.lina).put("/api/v1/refunds/\(first)/approve", body).status == 428)
        #expect(try await paid.approve(first, 101).faults == ["/amount_minor": "more_than_asked"])
        let rejected = try await paid.reject(first)
        #expect(rejected["state"] == "rejected")
        let again = try await paid.approve(first, version: 2)
        #expect(again.problem == .illegalTransition && again["present"] == "rejected")
        #expect(try await paid.reject(first, version: 2).problem == .illegalTransition)

        let second = try #require(try await paid.ask(id, 100).id)
        #expect(try await paid.world.as(.pia).put("/api/v1/refunds/\(second)/withdraw").status == 403)
        let withdrawn = try await paid.world.as(.carl).put("/api/v1/refunds/\(second)/withdraw")
        #expect(withdrawn["state"] == "withdrawn")
        let more = try await paid.world.as(.carl).put("/api/v1/refunds/\(second)/withdraw")
        #expect(more.problem == .illegalTransition)
        // Everything is free again.
        #expect(try await paid.ask(id, 12_344).status == 201)
    }

    @Test
    func `above the limit of one person two decide the same, and above the next one is an administrator`()
        async throws
    {
        let paid = try await PaidScene.open()
        let luis = try await paid.secondManager()
        let (_, id) = try await paid.completed(150_000)

        let middle = try #require(try await paid.ask(id, 20_000).id)
        let half = try await paid.approve(middle)
        #expect(half.status == 200 && half["state"] == "half_approved")
        #expect(try await paid.approve(middle, version: 2).problem == .secondPersonNeeded)
        #expect(try await paid.approve(middle, by: luis, version: 2, 19_000).problem == .secondPersonNeeded)
        let whole = try await paid.approve(middle, by: luis, version: 2)
        #expect(whole["state"] == "sent" && whole["deciders"]?.arrayValue?.count == 2)

        let large = try #require(try await paid.ask(id, 110_000).id)
        #expect(try await paid.approve(large)["state"] == "half_approved")
        let needed = try await paid.approve(large, by: luis, version: 2)
        #expect(needed.problem == .secondPersonNeeded)
        #expect(try await paid.approve(large, by: .ada, version: 2)["state"] == "sent")
        try await paid.world.runJobs()
        #expect(try await paid.stripe.givenBack(for: paid.charge(id)) == 130_000)
    }

    @Test func `a part within the limit needs one person only`() async throws {
        let paid = try await PaidScene.open()
        let (_, id) = try await paid.completed(50_000)
        let refund = try #require(try await paid.ask(id, 20_000).id)
        #expect(try await paid.approve(refund, 10_000)["state"] == "sent")
    }

    @Test func `an undecided refund is told to administrators after five days`() async throws {
        let paid = try await PaidScene.open()
        let (_, id) = try await paid.underway()
        _ = try await paid.ask(id, 100)
        paid.world.clock.advance(by: .days(5) + .minutes(1))
        for _ in 0..<3 {
            try await paid.world.tick()
            paid.world.clock.advance(by: .seconds(10))
        }
        #expect(try await paid.scene.notices(to: .ada).contains("marketplace.payment.refund_undecided"))
    }

    @Test func `the lists: own ones, the region's with undecided ones first`() async throws {
        let paid = try await PaidScene.open()
        let (job, id) = try await paid.underway()
        let first = try #require(try await paid.ask(id, 100).id)
        _ = try await paid.reject(first)
        let second = try #require(try await paid.ask(id, 200).id)

        let own = try await paid.world.as(.carl).get("/api/v1/refunds?job_id=\(job)")
        #expect(own["data"]?.arrayValue?.compactMap { $0["id"]?.stringValue } == [second, first])
        let rejected = try await paid.world.as(.pia).get("/api/v1/refunds?status=rejected")
        #expect(rejected["data"]?.arrayValue?.count == 1)
        let desk = try await paid.world.as(.lina).get("/api/v1/lsm/refunds")
        #expect(desk["data"]?.arrayValue?.compactMap { $0["id"]?.stringValue } == [second, first])
        #expect(try await paid.world.as(.leo).get("/api/v1/lsm/refunds")["data"] == [])
        #expect(try await paid.world.as(.carl).get("/api/v1/lsm/refunds").status == 403)
        let body: JSONValue = ["decision": "approve", "reason": "It is right.", "version": 1]
        #expect(try await paid.world.as(.lina).put("/api/v1/lsm/refunds/\(second)", body)["state"] == "sent")
        let log = try await paid.world.as(.lina).get(
            "/api/v1/lsm/logs?subject_kind=refund&subject_id=\(second)"
        )
        #expect(log["data"]?.arrayValue?.isEmpty == false)
    }

    @Test func `what the gateway refuses is told, and released when the job is completed`() async throws {
        let paid = try await PaidScene.open()
        let (job, id) = try await paid.underway()
        let refund = try #require(try await paid.ask(id, 4_000).id)
        // Somebody gives everything back in Stripe's dashboard first.
        try await paid.stripe.act("refund/\(paid.intent(of: id))", ["amount": "12345"])
        #expect(try await paid.approve(refund)["state"] == "sent")
        try await paid.world.runJobs()

        #expect(try await paid.refund(refund)["state"] == "failed")
        #expect(try await paid.scene.notices(to: .ada).contains("marketplace.payment.refund_troubled"))
        try await paid.world.hearCharges(paid.stripe)
        let list = try await paid.world.as(.carl).get("/api/v1/refunds?job_id=\(job)&status=done")
        #expect(list["data"]?[0]?["cause"] == "gateway" && list["data"]?[0]?["amount_minor"] == 12_345)
        #expect(try await paid.balances()["escrow"] == nil)
    }
}

extension PaidScene {
    /// A second local manager of New York.
    func secondManager() async throws -> Person {
        let luis = try await world.enrol("luis", as: .lsm)
        let (region, account) = (try await world.region("New York"), try await world.account(of: luis))
        try await world.db.write { tx in
            try tx.execute(
                "INSERT INTO region_manager (region_id, account_id) VALUES (\(region), \(account))"
            )
        }
        return luis
    }
}
