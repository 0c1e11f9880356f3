import Kernel
import Platform
import TestKit
import Testing

@testable import CAF

/// The world's clock starts on a Saturday; all times are given in UTC, an hour behind Rome.
@Suite struct DutyNoticeTests {
    private static let subject = "ISEE 2026 di Giulia Rossi: nuova richiesta"

    /// The staff notified of a request that is submitted at a time.
    private func told(at moment: String, in world: World) async throws -> Set<String> {
        world.clock.set(to: try #require(Instant(moment)))
        _ = try await world.submitted()
        try await world.runJobs()
        let staff: [Person] = [.marco, .elena, .sara]
        return Set(staff.filter { told(of: $0, in: world) == 1 }.map(\.name))
    }

    private func told(of person: Person, in world: World) -> Int {
        world.mails(to: person).count { $0.subject == Self.subject }
    }

    /// Marco works on Mondays from nine to one, Elena on Mondays from ten to two, in Rome.
    private func staffed() async throws -> World {
        let world = try await crowdedOffice(customers: 0)
        try await world.hours(of: .marco, on: [1], "09:00", "13:00")
        try await world.hours(of: .elena, on: [1], "10:00", "14:00")
        return world
    }

    @Test(arguments: [
        ("2026-11-23T08:30:00Z", ["marco"]), ("2026-11-23T09:30:00Z", ["marco", "elena"]),
        ("2026-11-23T12:00:00Z", ["elena"]), ("2026-11-23T13:00:00Z", ["sara"]),
        ("2026-11-24T09:30:00Z", ["sara"]),
    ])
    func `operators on duty hear of a submission, or administrators when nobody is`(
        _ moment: String,
        _ expected: [String]
    ) async throws {
        let world = try await staffed()

        #expect(try await told(at: moment, in: world) == Set(expected))
        #expect(world.mails(to: .giulia).count == 1)
    }

    @Test func `on a public holiday nobody is on duty`() async throws {
        let world = try await crowdedOffice(customers: 0)
        try await world.hours(of: .marco, on: [1, 2, 3, 4, 5], "09:00", "13:00")

        // The Immaculate Conception, a Tuesday.
        #expect(try await told(at: "2026-12-08T09:30:00Z", in: world) == ["sara"])
    }

    @Test func `an operator whose account is closed hears nothing`() async throws {
        let world = try await staffed()
        let marco = try await world.id(of: .marco)
        #expect(try await world.as(.sara).patch("/admin/users/\(marco)/deactivate").status == 200)

        #expect(try await told(at: "2026-11-23T08:30:00Z", in: world) == ["sara"])
    }
}
