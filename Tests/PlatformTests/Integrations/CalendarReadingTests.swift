import Kernel
import Store
import TestKit
import Testing

@testable import Platform

@Suite struct CalendarReadingTests {
    @Test func `a linked calendar keeps its times busy, and no titles are kept or even fetched`() async throws
    {
        let liaison = try await Liaison()
        try await liaison.google.event("busy1", "2026-12-01T10:00:00+01:00", "2026-12-01T11:30:00+01:00")
        try await liaison.google.event("busy2", "2026-12-02T08:00:00Z", "2026-12-02T09:00:00Z")
        try await liaison.google.event("busy3", "2026-12-03T08:00:00Z", "2026-12-03T09:00:00Z")
        try await liaison.link()

        let busy = try await liaison.busy()
        #expect(Set(busy.keys) == ["busy1", "busy2", "busy3"])
        let from = try #require(Instant("2026-12-01T09:00:00Z"))
        #expect(busy["busy1"] == from..<(from + .minutes(90)))
        let view = try await liaison.show()
        #expect(view["state"] == "linked" && view["stale"] == false && view["last_read_at"] != nil)
        #expect(view["calendars"]?[0]?["busy"] == true && view["calendars"]?[0]?["written"] == true)
        let reads = try await liaison.google.ask("seen").filter {
            $0["path"]?.stringValue?.hasSuffix("/events") == true
        }
        // Two events on a page, and no word for titles.
        #expect(reads.count == 2)
        #expect(reads.allSatisfy { $0["query"]?["fields"]?.stringValue?.contains("summary") == false })
    }

    @Test func `cancelled, transparent and declined events, birthdays and ours are free`() async throws {
        let liaison = try await Liaison()
        let (from, until) = ("2026-12-01T10:00:00Z", "2026-12-01T11:00:00Z")
        try await liaison.google.event("busy0", from, until)
        try await liaison.google.event("free1", from, until, ["transparency": "transparent"])
        try await liaison.google.event(
            "free2",
            from,
            until,
            ["attendees": [["self": true, "responseStatus": "declined"], ["responseStatus": "accepted"]]]
        )
        try await liaison.google.event("free3", from, until, ["eventType": "birthday"])
        try await liaison.google.event(
            "free4",
            from,
            until,
            ["extendedProperties": ["private": ["portico": "x"]]]
        )
        try await liaison.google.event(
            "busy5",
            from,
            until,
            ["attendees": [["responseStatus": "declined"], ["self": true, "responseStatus": "needsAction"]]]
        )
        try await liaison.link()
        #expect(Set(try await liaison.busy().keys) == ["busy0", "busy5"])

        try await liaison.google.event("busy0", from, until, ["status": "cancelled"])
        try await liaison.later()
        #expect(Set(try await liaison.busy().keys) == ["busy5"])
    }

    @Test func `an all-day event takes the person's day, over a change of the clocks too`() async throws {
        let liaison = try await Liaison()
        try await liaison.google.act(
            "event",
            [
                "id": "day01", "status": "confirmed", "start": ["date": "2027-03-28"],
                "end": ["date": "2027-03-29"],
            ]
        )
        try await liaison.link()
        let day = try #require(try await liaison.busy()["day01"])
        #expect(
            day.lowerBound == Instant("2027-03-27T23:00:00Z")
                && day.upperBound == Instant("2027-03-28T22:00:00Z")
        )
    }

    @Test func `changes are read with the sync token alone, to the last page`() async throws {
        let liaison = try await Liaison()
        try await liaison.link()
        for number in 1...5 {
            try await liaison.google.event(
                "late\(number)",
                "2026-12-0\(number)T10:00:00Z",
                "2026-12-0\(number)T11:00:00Z"
            )
        }
        try await liaison.later()
        #expect(try await liaison.busy().count == 5)
        let last = try await liaison.google.ask("seen").last {
            $0["path"]?.stringValue?.hasSuffix("/events") == true
        }
        #expect(last?["query"]?["syncToken"] != nil && last?["query"]?["timeMin"] == nil)
    }

    @Test func `410: the full list deletes what it lacks`() async throws {
        let liaison = try await Liaison()
        try await liaison.google.event("stays", "2026-12-01T10:00:00Z", "2026-12-01T11:00:00Z")
        try await liaison.google.event("lost1", "2026-12-02T10:00:00Z", "2026-12-02T11:00:00Z")
        try await liaison.link()
        #expect(try await liaison.busy().count == 2)
        // Google forgets the event and what it has told before.
        try await liaison.google.act("drop", ["id": "lost1"])
        try await liaison.google.act("forget")
        try await liaison.later()
        #expect(Set(try await liaison.busy().keys) == ["stays"])
    }

    @Test func `pages that repeat or skip are no reading: the last one stands, and grows old`() async throws {
        let liaison = try await Liaison()
        try await liaison.google.event("first", "2026-12-01T10:00:00Z", "2026-12-01T11:00:00Z")
        try await liaison.link()
        for number in 1...5 {
            try await liaison.google.event(
                "more\(number)",
                "2026-12-0\(number)T12:00:00Z",
                "2026-12-0\(number)T13:00:00Z"
            )
        }
        try await liaison.google.act("fault", ["kind": "repeat", "times": 100])
        for _ in 0..<5 { try await liaison.later() }
        #expect(Set(try await liaison.busy().keys) == ["first"])
        #expect(try await liaison.isStale())

        try await liaison.google.act("well")
        try await liaison.google.act("fault", ["kind": "skip"])
        try await liaison.later()
        try await liaison.later()
        #expect(try await liaison.busy().count == 6)
        #expect(try await !liaison.isStale())
    }

    @Test func `invalid_grant is broken, blocks on, and is told once`() async throws {
        let liaison = try await Liaison()
        try await liaison.google.event("busy1", "2026-12-01T10:00:00Z", "2026-12-01T11:00:00Z")
        try await liaison.link()
        #expect(try await !liaison.isStale())
        try await liaison.google.act("revoke")
        for _ in 0..<8 { try await liaison.later() }

        #expect(try await liaison.show()["state"] == "broken")
        #expect(try await liaison.isStale())
        #expect(try await liaison.busy().count == 1)
        #expect(try await liaison.warnings() == 1)

        // Linked anew it works, and warns again after a later break.
        try await liaison.link()
        #expect(try await liaison.show()["state"] == "linked")
        try await liaison.google.act("revoke")
        try await liaison.later(.hours(2))
        #expect(try await liaison.warnings() == 2)
    }

    @Test func `a service that is down for an hour is told once, and a reading ends it`() async throws {
        let liaison = try await Liaison()
        try await liaison.link()
        try await liaison.google.act("fault", ["kind": "status-503", "times": 1000])
        for _ in 0..<3 { try await liaison.later() }
        #expect(try await !liaison.isStale())
        #expect(try await liaison.warnings() == 0)
        for _ in 0..<4 { try await liaison.later() }
        #expect(try await liaison.isStale())
        #expect(try await liaison.warnings() == 1)
        try await liaison.google.act("well")
        try await liaison.later()
        #expect(try await !liaison.isStale())
    }

    @Test func `calendars that show only free or busy: freeBusy, 50 a call, and an error is unknown`()
        async throws
    {
        let liaison = try await Liaison()
        var calendars: JSONValue = [:]
        for number in 10..<70 {
            calendars["c\(number)@example.com"] = ["name": .string("C\(number)"), "role": "freeBusyReader"]
        }
        calendars["c69@example.com"] = [
            "name": "C69", "role": "freeBusyReader", "errors": [["reason": "internalError"]],
        ]
        try await liaison.google.act("calendars", calendars)
        try await liaison.google.act("page", ["size": 100])
        try await liaison.google.act(
            "event",
            [
                "calendar": "c10@example.com", "id": "hidden", "status": "confirmed",
                "start": ["dateTime": "2026-12-01T10:00:00Z"], "end": ["dateTime": "2026-12-01T11:00:00Z"],
            ]
        )
        try await liaison.link()
        let listed = try await liaison.show()["calendars"]?.arrayValue ?? []
        #expect(listed.count == 61)
        let choices = listed.dropFirst().map { calendar -> JSONValue in
            ["id": calendar["id"] ?? .null, "busy": true]
        }
        let answer = try await liaison.world.as(.giulia).patch(
            "/api/calendar/google",
            ["calendars": .array(choices)]
        )
        #expect(answer.status == 200)
        try await liaison.world.runJobs()

        let times = try await liaison.busy()
        #expect(times.count == 1 && times.values.first?.lowerBound == Instant("2026-12-01T10:00:00Z"))
        let sizes = try await liaison.google.ask("seen").filter { $0["path"] == "/calendar/v3/freeBusy" }
            .map { $0["body"]?["items"]?.arrayValue?.count ?? 0 }
        #expect(sizes.max() == 50 && sizes.contains { $0 <= 10 })
        // The one with an error is unknown, so nothing is proved free.
        #expect(try await liaison.isStale())
    }

    @Test func `nobody reads the calendar of another, and unlinking forgets and revokes`() async throws {
        let liaison = try await Liaison()
        try await liaison.google.event("busy1", "2026-12-01T10:00:00Z", "2026-12-01T11:00:00Z")
        try await liaison.link()
        let own = try #require(try await liaison.show()["calendars"]?[0]?["id"])
        let foreign = try await liaison.world.as(.luca).patch(
            "/api/calendar/google",
            ["calendars": [["id": own, "busy": false]]]
        )
        #expect(foreign.status == 409 && foreign.problem?.name == "calendar.not_linked")
        #expect(try await liaison.show(.luca)["state"] == "none")

        #expect(try await liaison.world.as(.giulia).delete("/api/calendar/google").status == 204)
        #expect(try await liaison.world.as(.giulia).delete("/api/calendar/google").status == 204)
        try await liaison.world.runJobs()
        #expect(try await liaison.busy().isEmpty)
        #expect(try await liaison.google.ask("grants").isEmpty)
        #expect(try await liaison.show()["state"] == "none")
        #expect(try await !liaison.isStale())
    }
}
