import Kernel
import Platform
import Store
import TestKit

@testable import Marketplace

/// An office in New York, open every day from eight to eight, at 20 dollars an hour.
struct OfficeScene: Sendable {
    let world: World
    let office: String

    static let root = "/api/v1/office-spaces"

    static func body(_ changes: JSONObject = [:]) -> JSONValue {
        var body: JSONObject = [
            "name": "Water Street", "point": ["lat": 40.7, "lon": -74.01],
            "address": "7 Water Street, second floor",
            "capacity": 6, "amenities": ["Projector", "Wi-Fi"], "hourly_minor": 2_000,
            "hours": .array((1...7).map { ["weekday": .integer($0), "from": "08:00", "until": "20:00"] }),
        ]
        for member in changes.members { body[member.name] = member.value }
        return .object(body)
    }

    static func open() async throws -> OfficeScene {
        let world = try await castMarketplace()
        let added = try await world.as(.ada).post(root, body())
        guard added.status == 201, let id = added.id else { throw TestFailure("no office: \(added)") }
        return OfficeScene(world: world, office: id)
    }

    /// A time of Monday in a week, which is 23 November 2026, in New York.
    static func at(_ time: String, day: Int = 23) -> JSONValue { .string("2026-11-\(day)T\(time):00-05:00") }

    func book(
        _ person: Person = .pia,
        _ from: String = "10:00",
        _ until: String = "12:00",
        day: Int = 23
    ) async throws -> TestResponse {
        try await world.as(person).post(
            "\(Self.root)/\(office)/book",
            ["from": Self.at(from, day: day), "until": Self.at(until, day: day)]
        )
    }

    func move(
        _ booking: TestResponse,
        to status: String,
        by person: Person = .pia,
        because reason: String? = nil
    ) async throws -> TestResponse {
        var body: JSONObject = ["status": .string(status)]
        if let reason { body["reason"] = .string(reason) }
        return try await world.as(person).put("\(Self.root)/bookings/\(booking.id ?? "")", .object(body))
    }

    /// Goes on to a time in New York, and does what is due then.
    func goTo(_ time: String, day: Int = 23) async throws {
        world.clock.set(to: Instant("2026-11-\(day)T\(time):00-05:00") ?? world.clock.now)
        try await world.tick()
        try await world.tick()
    }

    /// The debt of the platform to a provider, by the ledger and by the provider's entries.
    func balance(of person: Person = .pia) async throws -> [Int64] {
        let provider = try await world.provider(of: person)
        return try await world.db.read { tx in
            let entries = try tx.value(
                "SELECT COALESCE(SUM(amount), 0) FROM payee_entry WHERE provider_id = \(provider)",
                as: Int64.self
            )
            return [try Ledger.owed(on: .payee(provider), in: .dollar, tx), entries ?? 0]
        }
    }
}
