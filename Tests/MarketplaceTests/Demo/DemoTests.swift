import Kernel
import Platform
import Store
import TestKit
import Testing

@testable import Marketplace

@Suite struct DemoTests {
    private func demo(twice: Bool = false) async throws -> World {
        try await World(marketplace, cast: twice ? "demo twice" : "demo") { site in
            try await marketplace.demo(site)
            if twice { try await marketplace.demo(site) }
        }
    }

    @Test func `the demo can be set up twice, with twenty jobs in every state`() async throws {
        let world = try await demo(twice: true)

        let states = try await world.db.read { tx in
            try tx.values("SELECT state FROM market_job", as: Job.State.self)
        }

        #expect(states.count == 20)
        #expect(Set(states) == Set(Job.State.allCases), "\(states)")
    }

    @Test func `there are twelve providers of all tiers and statuses, in two regions`() async throws {
        let world = try await demo()

        let providers =
            try await world.as(.ada).get("/api/v1/admin/providers?limit=100")["data"]?.arrayValue ?? []
        let regions = try await world.as(.carl).get("/api/v1/regions")

        #expect(providers.count == 12)
        #expect(
            Set(providers.compactMap { $0["tier"]?.stringValue }) == ["bronze", "silver", "gold", "pesp"]
        )
        let statuses = Set(providers.compactMap { $0["status"]?.stringValue })
        #expect(statuses == ["pending", "active", "inactive", "banned"])
        #expect(regions["data"]?.arrayValue?.count == 2, "\(regions)")
    }

    @Test func `the guest has jobs with quotes, a chat and a rating`() async throws {
        let world = try await demo()

        let jobs = try await world.as(.carl).get("/api/v1/jobs?limit=100")["data"]?.arrayValue ?? []
        let chats = try await world.as(.carl).get("/api/v1/chat")
        let pia = try await world.provider(of: .pia)
        let ratings = try await world.as(.carl).get("/api/v1/ratings/provider/\(pia)")

        #expect(Set(jobs.compactMap { $0["state"]?.stringValue }) == ["completed", "rework", "quoted"])
        #expect(chats["data"]?.arrayValue?.count == 2, "\(chats)")
        #expect(ratings["data"]?.arrayValue?.count == 1, "\(ratings)")
    }

    @Test func `the manager has a dispute, a refund and a provider to decide on, and pia has an office`()
        async throws
    {
        let world = try await demo()

        let disputes = try await world.as(.leo).get("/api/v1/lsm/disputes?state=answered")
        let refunds = try await world.as(.lina).get("/api/v1/lsm/refunds?status=requested")
        let waiting = try await world.as(.lina).get("/api/v1/lsm/providers?status=pending")
        let office = try await world.as(.pia).get("/api/v1/office-spaces/bookings")

        #expect(disputes["data"]?.arrayValue?.count == 1, "\(disputes)")
        #expect(refunds["data"]?.arrayValue?.count == 1, "\(refunds)")
        #expect(waiting["data"]?.arrayValue?.count == 1, "\(waiting)")
        #expect(office["data"]?.arrayValue?.count == 1, "\(office)")
    }

    @Test func `the ledger of the demo sums to zero, and each payment is held or released`() async throws {
        let world = try await demo()

        let (sum, uneven) = try await world.db.read { tx in
            let sum = try tx.value("SELECT \(SQL.sum(of: "amount")) FROM ledger_entry", as: Int64.self)
            let uneven = try tx.value(
                "SELECT COUNT(*) FROM escrow WHERE held + kept <> amount OR (kept > 0) <> (released_at IS NOT NULL)",
                as: Int.self
            )
            return (sum, uneven)
        }

        #expect(sum == 0)
        #expect(uneven == 0)
    }

    @Test func `the demo has happened in its order, so that later invoices have later numbers`() async throws
    {
        let world = try await demo()

        let dates = try await world.db.read { tx in
            try tx.values("SELECT issued_at FROM invoice ORDER BY year, number", as: Instant.self)
        }

        #expect(dates.count == 13)
        #expect(dates == dates.sorted())
    }

    @Test func `nothing of the demo is overdue, so that a server begins in peace`() async throws {
        let world = try await demo()

        let overdue = try await world.db.read { tx in
            try tx.values("SELECT subject_kind FROM deadline WHERE due_at <= \(tx.now)", as: String.self)
        }

        #expect(overdue.isEmpty)
    }

    @Test func `the authenticator of the demo is the one of the documentation`() {
        #expect(DemoPerson.authenticator.count == 20)
    }
}
