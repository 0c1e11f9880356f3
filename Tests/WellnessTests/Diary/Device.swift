import Kernel
import Store
import TestKit

@testable import Wellness

/// A device of a person that keeps a copy of the diary; the world's clock is that of 21 November 2026.
struct Device: Sendable {
    static let today = "2026-11-21"

    let world: World
    let person: Person
    let name: String

    init(_ name: String = "phone", of person: Person, in world: World) {
        (self.name, self.person, self.world) = (name, person, world)
    }

    func sync(
        _ ops: [JSONValue] = [],
        after cursor: JSONValue? = nil,
        clock: Instant? = nil
    ) async throws -> TestResponse {
        var body: JSONObject = [
            "device_id": .string(name),
            "client_now": .string((clock ?? world.clock.now).description),
            "ops": .array(ops),
        ]
        if let cursor { body["cursor"] = cursor }
        return try await world.as(person).post("/api/v1/wellness/sync", .object(body))
    }

    /// Status of each op, with the code of a refusal: `applied`, `refused log.empty /score`.
    func outcomes(_ ops: JSONValue...) async throws -> [String] {
        let answer = try await sync(ops)
        return (answer["results"]?.arrayValue ?? []).map { result in
            ["status", "code", "pointer"].compactMap { result[$0]?.stringValue }.joined(separator: " ")
        }
    }
}

/// A put of today's mood at a time of today by default.
func put(
    _ id: String,
    _ time: String = "08:00",
    _ domain: String = "mood",
    on date: String = Device.today,
    score: JSONValue? = nil,
    note: JSONValue? = nil,
    payload: JSONValue? = nil,
    base: String? = nil,
    zone: String = "Europe/Rome"
) -> JSONValue {
    var op = op(id, time, domain, on: date, "put", base, zone)
    if let score { op["score"] = score }
    if let note { op["note"] = note }
    if let payload { op["payload"] = payload }
    return .object(op)
}

func delete(
    _ id: String,
    _ time: String = "08:00",
    _ domain: String = "mood",
    on date: String = Device.today,
    base: String? = nil
) -> JSONValue {
    .object(op(id, time, domain, on: date, "delete", base, "Europe/Rome"))
}

private func op(
    _ id: String,
    _ time: String,
    _ domain: String,
    on date: String,
    _ kind: String,
    _ base: String?,
    _ zone: String
) -> JSONObject {
    var op: JSONObject = [
        "op_id": .string(name(id)), "kind": .string(kind), "domain": .string(domain),
        "local_date": .string(date), "zone": .string(zone),
        "at": .string(time.count > 5 ? time : "\(Device.today)T\(time):00Z"),
    ]
    if let base {
        op["base_op"] = .string(base.split(separator: "+").map { name(String($0)) }.joined(separator: "+"))
    }
    return op
}

/// Ids have at least eight characters.
private func name(_ id: String) -> String { id.utf8.count < 8 ? "test-op-\(id)" : id }

extension World {
    /// The number of rows with something of diaries.
    func diaryRows() async throws -> Int {
        try await db.read { tx in
            try tx.value(
                """
                SELECT (SELECT COUNT(*) FROM wellness_diary) + (SELECT COUNT(*) FROM wellness_log)
                     + (SELECT COUNT(*) FROM log_op) + (SELECT COUNT(*) FROM log_conflict)
                """,
                as: Int.self
            ) ?? 0
        }
    }

    func number(_ query: SQL) async throws -> Int {
        try await db.read { tx in try tx.value(query, as: Int.self) ?? 0 }
    }

    func entries(of person: Person) async throws -> [JSONValue] {
        try await self.as(person).get("/api/v1/wellness/logs?limit=100")["data"]?.arrayValue ?? []
    }
}
