import Kernel
import Store
import TestKit
import Testing

@testable import Wellness

@Suite struct BulkLogsTests {
    private let bulk = "/api/v1/wellness/logs/bulk"

    private func entry(_ domain: String, _ date: String = Device.today, _ score: JSONValue = 5) -> JSONValue {
        ["domain": .string(domain), "local_date": .string(date), "zone": "Europe/Rome", "score": score]
    }

    @Test func `entries are written together, and again under the same key only once`() async throws {
        let world = try await cast()
        let entries: JSONValue = [
            entry("mood"), entry("mood", Device.today, 6), entry("movement", Device.today, 7), entry("luck"),
            entry("sleep", "2026-10-01"), ["domain": "sleep"], 7,
        ]
        let headers = ["Idempotency-Key": "once"]

        let answer = try await world.as(.anna).post(bulk, ["entries": entries], headers: headers)
        let again = try await world.as(.anna).post(bulk, ["entries": entries], headers: headers)

        #expect(answer.status == 200, "\(answer)")
        let results = try #require(answer["results"]?.arrayValue)
        #expect(results.map { $0["index"] } == [0, 1, 2, 3, 4, 5, 6])
        #expect(
            results.map { ($0["code"] ?? $0["status"])?.stringValue } == [
                "applied", "applied", "log.off_step", "log.unknown_domain", "log.too_old", "required",
                "wrong_type",
            ]
        )
        #expect(results[2]["pointer"] == "/score" && results[0]["id"] == results[1]["id"])
        #expect(
            again["results"]?.arrayValue?.map { $0["status"] }.prefix(3) == [
                "duplicate", "duplicate", "refused",
            ]
        )
        #expect(try await world.entries(of: .anna).map { $0["score"] } == [6])
    }

    @Test func `an existing entry takes the given members`() async throws {
        let world = try await cast()
        let id = try await world.log(.anna, note: "stays").id

        let answer = try await world.as(.anna).post(
            bulk,
            ["entries": [entry("mood", Device.today, 2)]],
            headers: ["Idempotency-Key": "k"]
        )

        #expect(answer["results"]?[0]?["id"]?.stringValue == id, "\(answer)")
        let present = try #require(try await world.entries(of: .anna).first)
        #expect(present["score"] == 2 && present["note"] == "stays")
    }

    @Test func `a key is required, and a thousand entries are the most`() async throws {
        let world = try await cast()
        let many = JSONValue.array(Array(repeating: 1, count: 1_001))
        let headers = ["Idempotency-Key": "k"]

        let keyless = try await world.as(.anna).post(bulk, ["entries": [entry("mood")]])
        let tooMany = try await world.as(.anna).post(bulk, ["entries": many], headers: headers)
        let none = try await world.as(.anna).post(bulk, ["entries": []], headers: headers)

        #expect(keyless.status == 400 && keyless["code"] == "malformed", "\(keyless)")
        #expect(
            tooMany.status == 413 && tooMany["code"] == "too_large" && tooMany["limit"] == 1_000,
            "\(tooMany)"
        )
        #expect(none.status == 422 && none.faults == ["/entries": "too_few"])
        let unread = try await world.as(.anna).get("/api/v1/wellness/logs")
        #expect(unread["data"] == [])
    }

    @Test func `without the consent nothing is written`() async throws {
        let world = try await cast()
        try await world.consent(.anna, to: "diary", granted: false)

        let answer = try await world.as(.anna).post(
            bulk,
            ["entries": [entry("mood")]],
            headers: ["Idempotency-Key": "k"]
        )

        #expect(answer.status == 403 && answer["code"] == "consent_required", "\(answer)")
        #expect(try await world.number("SELECT COUNT(*) FROM wellness_log") == 0)
    }
}
