import Kernel
import Store
import TestKit
import Testing

@testable import Platform

@Suite struct CalendarWritingTests {
    @Test func `an appointment is written, moved and deleted under the name of its subject`() async throws {
        let liaison = try await Liaison()
        try await liaison.link()
        let id = try await liaison.put()
        try await liaison.sync(id)
        let event = try #require(try await liaison.events().first)
        #expect(event["id"]?.stringValue == CalendarEntry.name(of: id))
        #expect(event["id"]?.stringValue?.wholeMatch(of: /[0-9a-v]{26}/) != nil)
        #expect(event["start"]?["dateTime"] == "2026-12-01T10:00:00Z")

        let moved = try #require(Instant("2026-12-02T10:00:00Z"))
        try await liaison.sync(id, .giulia, "starts_at = \(moved)")
        let now = try await liaison.events()
        #expect(now.count == 1 && now[0]["start"]?["dateTime"] == "2026-12-02T10:00:00Z")
        // Ours does not keep the person busy.
        try await liaison.later()
        #expect(try await liaison.busy().isEmpty)

        try await liaison.sync(id, .giulia, "is_on = \(false)")
        #expect(try await liaison.events().isEmpty)
        try await liaison.sync(id)
        #expect(try await liaison.events().isEmpty)
    }

    @Test func `base32hex of a subject is that of RFC 4648`() {
        // 0x00 … 0x0f, as `base32hex` writes it without padding, in small letters.
        let id = ID<Subject>(raw: 0x0001_0203_0405_0607_0809_0A0B_0C0D_0E0F)
        #expect(CalendarEntry.name(of: id) == "000g40o40k30e209185go38e1s")
    }

    @Test func `an event without a known answer is changed, not doubled`() async throws {
        let liaison = try await Liaison()
        try await liaison.link()
        let id = try await liaison.put()
        // Somebody, or an earlier attempt, has made it.
        try await liaison.google.event(
            CalendarEntry.name(of: id),
            "2026-12-05T10:00:00Z",
            "2026-12-05T11:00:00Z"
        )
        try await liaison.sync(id)
        let events = try await liaison.events()
        #expect(events.count == 1 && events[0]["start"]?["dateTime"] == "2026-12-01T10:00:00Z")
    }

    @Test func `an event that its person deleted comes back with the next change`() async throws {
        let liaison = try await Liaison()
        try await liaison.link()
        let id = try await liaison.put()
        try await liaison.sync(id)
        try await liaison.google.event(
            CalendarEntry.name(of: id),
            "2026-12-01T10:00:00Z",
            "2026-12-01T11:00:00Z",
            ["status": "cancelled"]
        )
        try await liaison.sync(id)
        #expect(try await liaison.events().count == 1)
    }

    @Test func `Meet is made with the event, and never again for the same one`() async throws {
        let liaison = try await Liaison()
        try await liaison.link()
        let (one, two) = (
            try await liaison.put("meet"), try await liaison.put("meet", at: "2026-12-03T10:00:00Z")
        )
        try await liaison.sync(one)
        try await liaison.sync(two)
        let (first, second) = (try await liaison.appointment(one), try await liaison.appointment(two))
        #expect(first.state == "ready" && first.url?.hasPrefix("https://meet.google.com/") == true)
        #expect(second.state == "ready" && second.url != first.url)
        let asked = try await liaison.google.ask("seen").compactMap {
            $0["body"]?["conferenceData"]?["createRequest"]?["requestId"]?.stringValue
        }
        #expect(Set(asked).count == 2)
        let writes = try await liaison.google.ask("seen").filter { $0["body"]?["conferenceData"] != nil }
        #expect(writes.allSatisfy { $0["query"]?["conferenceDataVersion"] == "1" })
    }

    @Test func `a Meet that is pending is asked for after 2, 10 and 60 seconds`() async throws {
        let liaison = try await Liaison()
        try await liaison.link()
        try await liaison.google.act("conference", ["status": "pending-3"])
        let id = try await liaison.put("meet")
        try await liaison.sync(id)
        for (wait, state) in [(2, "pending"), (10, "pending"), (60, "ready")] {
            try await liaison.later(.seconds(wait))
            #expect(try await liaison.appointment(id).state == state)
        }
    }

    @Test func `a Meet that never comes, fails or cannot be made leaves the fixed address`() async throws {
        let liaison = try await Liaison()
        try await liaison.link()
        try await liaison.google.act("conference", ["status": "pending-99"])
        let never = try await liaison.put("meet")
        try await liaison.sync(never)
        for wait in [2, 10, 60] { try await liaison.later(.seconds(wait)) }
        #expect(try await liaison.appointment(never).state == "none")

        try await liaison.google.act("conference", ["status": "failure"])
        let failed = try await liaison.put("meet")
        try await liaison.sync(failed)
        #expect(try await liaison.appointment(failed).state == "none")

        try await liaison.google.act("revoke")
        let broken = try await liaison.put("meet")
        try await liaison.sync(broken)
        #expect(try await liaison.appointment(broken).state == "none")
    }

    @Test func `a calendar that is down holds up no meeting for long, and is written later`() async throws {
        let liaison = try await Liaison()
        try await liaison.link()
        try await liaison.google.act("fault", ["kind": "status-503", "times": 50])
        let id = try await liaison.put("meet")
        try await liaison.sync(id)
        for _ in 0..<8 { try await liaison.later(.minutes(1)) }
        #expect(try await liaison.appointment(id).state == "none")
        try await liaison.google.act("well")
        for _ in 0..<4 { try await liaison.later(.hours(1)) }
        #expect(try await liaison.events().count == 1)
    }
}

@Suite struct ZoomTests {
    @Test func `a meeting is made, moved and deleted, with one token for an hour`() async throws {
        let liaison = try await Liaison()
        let id = try await liaison.put("zoom")
        try await liaison.sync(id)
        let made = try await liaison.appointment(id)
        #expect(made.state == "ready" && made.url?.hasPrefix("https://zoom.us/j/") == true)

        let moved = try #require(Instant("2026-12-02T10:00:00Z"))
        try await liaison.sync(id, .giulia, "starts_at = \(moved)")
        let meetings = try await liaison.messengers.meetings()
        #expect(meetings.count == 1 && meetings[0]["start_time"] == "2026-12-02T10:00:00Z")

        try await liaison.sync(id, .giulia, "is_on = \(false)")
        #expect(try await liaison.messengers.meetings().isEmpty)
        #expect(try await liaison.messengers.exchanges() == 1)
    }

    @Test func `a meeting of which no answer came is found, not doubled`() async throws {
        let liaison = try await Liaison()
        try await liaison.messengers.act("fault", ["kind": "lost"])
        let id = try await liaison.put("zoom")
        try await liaison.sync(id)
        #expect(try await liaison.appointment(id).state == "pending")
        try await liaison.later(.minutes(1))
        #expect(try await liaison.messengers.meetings().count == 1)
        #expect(try await liaison.appointment(id).state == "ready")
    }

    @Test func `a meeting that somebody ended is made anew, and Zoom that is down leaves the fixed address`()
        async throws
    {
        let liaison = try await Liaison()
        let id = try await liaison.put("zoom")
        try await liaison.sync(id)
        try await liaison.messengers.act("end")
        try await liaison.sync(id)
        #expect(try await liaison.messengers.meetings().count == 1)

        try await liaison.messengers.act("fault", ["kind": "status-503", "times": 100])
        let other = try await liaison.put("zoom")
        try await liaison.sync(other)
        for _ in 0..<6 { try await liaison.later(.minutes(2)) }
        #expect(try await liaison.appointment(other).state == "none")
    }
}
