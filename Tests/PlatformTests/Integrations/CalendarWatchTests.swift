import Kernel
import Store
import TestKit
import Testing

@testable import Platform

@Suite struct CalendarWatchTests {
    @Test func `a call of the calendar has it read at once`() async throws {
        let liaison = try await Liaison()
        try await liaison.link()
        let channel = try #require(try await liaison.google.ask("channels").first)
        #expect(channel["address"] == "https://world.example/api/webhooks/google-calendar")
        try await liaison.google.event("fresh", "2026-12-01T10:00:00Z", "2026-12-01T11:00:00Z")

        let answers = try await liaison.world.atOnce(20) { _ in try await liaison.call(channel) }
        #expect(answers.allSatisfy { $0.status == 204 && $0.body.isEmpty })
        try await liaison.world.runJobs()
        #expect(try await liaison.busy()["fresh"] != nil)
    }

    @Test func `an unknown channel and a wrong token are 404, and nothing is read`() async throws {
        let liaison = try await Liaison()
        try await liaison.link()
        let channel = try #require(try await liaison.google.ask("channels").first)
        #expect(try await liaison.call(channel, token: "guessed").status == 404)
        #expect(try await liaison.call(channel, id: "01900000-0000-7000-8000-000000000000").status == 404)
        #expect(try await liaison.call(channel, id: "none").status == 404)
        #expect(try await liaison.world.anonymous.post("/api/webhooks/google-calendar").status == 404)
        let waiting = try await liaison.world.jobs().filter {
            $0.state == .ready && $0.kind.contains("read_calendar")
        }
        #expect(waiting.isEmpty)
    }

    @Test func `a subscription is renewed at four fifths of its life, the new one before the old one ends`()
        async throws
    {
        let liaison = try await Liaison()
        try await liaison.link()
        let first = try #require(try await liaison.google.ask("channels").first?["id"]?.stringValue)
        try await liaison.later(.days(5))
        #expect(try await liaison.google.ask("channels").compactMap { $0["id"]?.stringValue } == [first])
        try await liaison.later(.hours(15))
        let second = try await liaison.google.ask("channels").compactMap { $0["id"]?.stringValue }
        #expect(second.count == 1 && second != [first])
        let paths = try await liaison.google.ask("seen").compactMap { $0["path"]?.stringValue }
        let renewal = try #require(paths.lastIndex { $0.hasSuffix("/watch") })
        let stop = try #require(paths.lastIndex { $0.hasSuffix("/stop") })
        #expect(renewal < stop)
    }
}

extension Liaison {
    func call(_ channel: JSONValue, id: String? = nil, token: String? = nil) async throws -> TestResponse {
        try await world.anonymous.send(
            "POST",
            "/api/webhooks/google-calendar",
            headers: [
                "X-Goog-Channel-ID": id ?? channel["id"]?.stringValue ?? "",
                "X-Goog-Channel-Token": token ?? channel["token"]?.stringValue ?? "",
                "X-Goog-Resource-State": "exists", "X-Goog-Message-Number": "10",
            ]
        )
    }
}
