import Kernel
import Platform
import Store
import TestKit
import Testing

@testable import App

/// Accounts of an old database continue where they were.
@Suite struct OldDayTests {
    @Test func `a customer and the office find their requests after the upgrade`() async throws {
        let world = try await World(grownFrom: .caf)

        let mine = try await world.as(.giulia).get("/service-requests")
        let queue = try await world.as(.marco).get("/admin/service-requests")

        #expect(mine["data"]?.arrayValue?.count == 3, "\(mine)")
        #expect(queue["data"]?.arrayValue?.count == 5, "\(queue)")
        let family = try await world.as(.giulia).get("/users/me/family-members")
        #expect(family["data"]?.arrayValue?.count == 3, "\(family)")
        try await world.expectGoodJobsAndChain()
    }

    @Test func `a shop and the administrators find their orders after the upgrade`() async throws {
        let world = try await World(grownFrom: .distribution)
        let omar = world.as(Person("omar", email: "omar.shop@example.com"))
        let noor = world.as(Person("noor", email: "noor.admin@example.com"))

        let mine = try await omar.get("/api/orders")
        let all = try await noor.get("/api/orders")
        let rice = try await omar.get("/api/products?q=anbar")

        #expect(mine["data"]?.arrayValue?.count == 4, "\(mine)")
        #expect(all["data"]?.arrayValue?.count == 6, "\(all)")
        #expect(rice["data"]?.arrayValue?.first?["sku"]?.stringValue == "FUR-RICE-5", "\(rice)")
        try await world.expectGoodJobsAndChain()
    }
}

extension World {
    /// On a database of old, upgraded, some days after it was left.
    fileprivate convenience init(grownFrom old: OldDatabase) async throws {
        let clock = TestClock()
        clock.advance(by: .days(5))
        let empty = try EmptyDatabase(clock)
        try await old.load(into: empty.db)
        try await empty.db.migrate(try old.today.migrations)
        try await self.init(try old.today, on: empty, clock)
    }

    /// The server's own work finds no unreadable row, except for the devices of the dumps, whose key is lost;
    /// and the audit log is unchanged.
    fileprivate func expectGoodJobsAndChain() async throws {
        try await tick()
        for job in try await jobs() where job.kind != "notifications.push" {
            #expect(job.lastError == nil, "\(job)")
        }
        let verdict = try await AuditChain.verify(site)
        #expect(verdict.intact, "\(verdict)")
        let entries = try await db.read { tx in try tx.value("SELECT COUNT(*) FROM audit_entry", as: Int.self)
        }
        #expect(verdict.entries == entries)
    }
}
