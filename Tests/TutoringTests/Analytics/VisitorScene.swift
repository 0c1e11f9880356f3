import Kernel
import Platform
import Store
import TestKit

@testable import Tutoring

/// A site whose visitors send events.
struct VisitorScene: Sendable {
    let world: World

    static let root = "/api/v1"

    static func open() async throws -> VisitorScene { VisitorScene(world: try await castTutoring()) }

    static func event(
        _ name: String,
        at moment: Instant,
        by visitor: String = "visitor-1",
        _ properties: JSONObject = [:]
    ) -> JSONValue {
        [
            "name": .string(name), "at": .string(moment.description), "visitor_id": .string(visitor),
            "properties": .object(properties),
        ]
    }

    /// Events of somebody who is not logged in and has agreed.
    func send(_ events: [JSONValue], consent: Bool = true) async throws -> TestResponse {
        try await world.anonymous.post(
            "\(Self.root)/events",
            ["events": .array(events), "consent": .bool(consent)]
        )
    }

    func send(_ events: [JSONValue], as person: Person) async throws -> TestResponse {
        try await world.as(person).post("\(Self.root)/events", ["events": .array(events)])
    }

    func answer(_ granted: Bool, by person: Person) async throws {
        let answer = try await world.as(person).put(
            "\(Self.root)/users/me/consents",
            ["consents": [["purpose": "analytics", "policy_version": "2026-01", "granted": .bool(granted)]]]
        )
        guard answer.status == 200 else { throw TestFailure("no consent: \(answer)") }
    }

    func figures(
        _ name: String,
        _ query: String = "?from=2026-11-15&to=2026-11-30"
    ) async throws -> TestResponse {
        try await world.as(.ada).get("\(Self.root)/admin/analytics/\(name)\(query)")
    }

    func stored() async throws -> Int {
        try await world.db.read { tx in try tx.value("SELECT COUNT(*) FROM visitor_event", as: Int.self) ?? -1
        }
    }
}
