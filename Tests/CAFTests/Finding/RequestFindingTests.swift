import Kernel
import Platform
import TestKit
import Testing

@testable import CAF

private let queuePath = "/admin/service-requests"

extension World {
    /// Giulia has a family plan, and an ISEE that waits; Luca has a single plan, and an IMU that Marco has taken.
    fileprivate func busyDesk(with stripe: StripeDouble) async throws -> (isee: String, imu: String) {
        try await subscribe(to: plan("famiglia"), from: stripe)
        try await subscribe(to: plan("solo"), as: .luca, from: stripe)
        let isee = try await Ticket(submit(ready(2026)))
        let imu = try await Ticket(submit(ready(2026, as: .luca, "IMU"), as: .luca))
        let marco: JSONValue = ["operator_id": .string(try await id(of: .marco))]
        let taken = try await self.as(.marco).patch(imu.adminPath + "/assign", marco, headers: imu.match)
        guard taken.status == 200 else { throw TestFailure("not taken: \(taken)") }
        return (isee.id, imu.id)
    }

    fileprivate func found(_ words: String, in path: String, as person: Person) async throws -> Int? {
        try await self.as(person).get("\(path)?search=\(words)")["data"]?.arrayValue?.count
    }
}

@Suite struct RequestFindingTests {
    @Test func `the queue is found by name, codice fiscale, number, plan and operator`() async throws {
        let stripe = try StripeDouble()
        let world = try await seller(stripe)
        let (isee, imu) = try await world.busyDesk(with: stripe)
        let reference = try #require(try await world.first("reference", queuePath + "?search=rossi"))
        let typed = reference.lowercased().replacing("-", with: "")

        let questions: [(words: String, ids: [String])] = [
            ("rossi", [isee]), ("giulia+rossi", [isee]), ("RSSGLI85", [isee]), ("bianchi", [imu]),
            (reference, [isee]), (typed, [isee]), ("famiglia", [isee]), ("plan+solo", [imu]),
            ("ferri", [imu]), ("bianchi+ferri", [imu]), ("rossi+ferri", []), ("nessuno", []), ("%25", []),
        ]
        for (words, ids) in questions {
            #expect(try await world.ids(queuePath, "search=" + words) == ids, "\(words)")
        }
        #expect(try await Set(world.ids(queuePath, "search=piano")) == [isee, imu])
        #expect(try await world.found("famiglia", in: queuePath, as: .marco) == 1)
    }

    @Test func `a customer finds requests by number and own name, never by operator or plan`() async throws {
        let stripe = try StripeDouble()
        let world = try await seller(stripe)
        _ = try await world.busyDesk(with: stripe)
        let path = "/service-requests"
        let reference = try #require(try await world.first("reference", queuePath + "?search=bianchi"))

        #expect(try await world.found("bianchi", in: path, as: .luca) == 1)
        #expect(try await world.found(reference, in: path, as: .luca) == 1)
        #expect(try await world.found(reference, in: path, as: .giulia) == 0)
        #expect(try await world.found("ferri", in: path, as: .luca) == 0)
        #expect(try await world.found("solo", in: path, as: .luca) == 0)
    }

    @Test func `a plan finds the requests that it covered, after its end too`() async throws {
        let stripe = try StripeDouble()
        let world = try await seller(stripe)
        let (isee, _) = try await world.busyDesk(with: stripe)
        let subscriptions = try await world.subscriptions()
        for subscription in subscriptions { try await stripe.act("end/\(subscription.providerID)") }
        try await world.hear(stripe)
        let later = try await world.draft(DemoForms.isee, "ISEE", year: 2026, as: .giulia)

        #expect(try await world.ids(queuePath, "search=famiglia") == [isee])
        #expect(try await world.ids(queuePath, "search=rossi").contains(later.id))
    }

    @Test func `requests sort by every shown column, in both directions`() async throws {
        let world = try await office()
        var ids = [try await world.inReview().id]
        world.clock.advance(by: .seconds(30))
        ids.append(try await world.submitted("IMU", DemoForms.imu).id)
        world.clock.advance(by: .seconds(30))
        ids.append(try await world.draft(year: 2025).id)
        world.clock.advance(by: .seconds(30))
        ids.append(try await world.draft(DemoForms.imuOfLuca, "IMU", year: 2026, as: .luca).id)
        func sorted(_ sort: String) async throws -> [String] {
            try await world.ids(queuePath, "sort=" + sort)
        }

        try await world.sorts(queuePath, by: ServiceRequestColumn.allCases.map(\.rawValue), count: 4)
        #expect(try await sorted("reference") == ids)
        #expect(try await world.first("customer_name", queuePath + "?sort=customer") == "Luca Bianchi")
        #expect(try await world.first("operator_name", queuePath + "?sort=operator") == "Marco Ferri")
        #expect(try await world.first("operator_name", queuePath + "?sort=-operator") == nil)
        #expect(try await world.first("service", queuePath + "?sort=-service") == "ISEE")
        #expect(try await sorted("-priority") == ids, "within a priority the longest wait comes first")
        #expect(try await sorted("queue") == ids)
        #expect(try await world.ids(queuePath, "tax_year=2026") == [ids[0], ids[1], ids[3]])
        for (word, column) in [
            ("newest", "-created_at"), ("oldest", "queued_at"), ("updated", "-updated_at"), ("due", "due_at"),
        ] {
            #expect(try await sorted(word) == sorted(column), "\(word)")
        }
    }

    @Test func `a day means the office's day in the queue, too`() async throws {
        let world = try await office()
        let first = try await world.draft()
        // 00:30 of the 22nd in Rome.
        world.clock.set(to: Instant("2026-11-21T23:30:00Z") ?? world.clock.now)
        let second = try await world.draft(DemoForms.imu, "IMU")

        #expect(try await world.ids(queuePath, "from=2026-11-21&until=2026-11-21") == [first.id])
        #expect(try await world.ids(queuePath, "from=2026-11-22") == [second.id])
        #expect(try await world.ids(queuePath, "until=2026-11-20").isEmpty)
        #expect(try await world.ids(queuePath, "until=2026-11-21T23:30:00Z") == [first.id])
        #expect(try await world.ids(queuePath, "from=2026-11-21T23:30:00Z") == [second.id])
    }
}
