import Kernel
import Store
import TestKit
import Testing

@testable import Platform

@Suite struct CarrierBreakerTests {
    private let start = TestClock.start

    @Test func `after some failures in a row calls wait, and one at a time tries`() {
        let breaker = CarrierBreaker()
        for _ in 0..<CarrierBreaker.tolerated {
            #expect(breaker.wait(at: start) == nil)
            breaker.record(.failed, at: start)
        }
        #expect(breaker.wait(at: start) == .seconds(30))
        #expect(breaker.standing(at: start).breaker == .open)

        let later = start + .seconds(30)
        #expect(breaker.standing(at: later).breaker == .trying)
        #expect(breaker.wait(at: later) == nil)
        #expect(breaker.wait(at: later) != nil)
        breaker.record(.failed, at: later)
        #expect(breaker.wait(at: later) == .seconds(60))

        let last = later + .seconds(60)
        #expect(breaker.wait(at: last) == nil)
        breaker.record(.answered, at: last)
        #expect(breaker.wait(at: last) == nil && breaker.wait(at: last) == nil)
        #expect(breaker.standing(at: last).breaker == .closed)
    }

    @Test func `the pause grows up to ten minutes`() {
        let breaker = CarrierBreaker()
        for _ in 0..<60 { breaker.record(.failed, at: start) }
        #expect(breaker.wait(at: start) == .minutes(10))
    }

    @Test func `a refused message is an answer of the carrier`() async throws {
        let world = try await aPostOffice()
        world.mailbox.refuse(with: MailFailure(isPermanent: true, code: 550, detail: "no such user"))
        for number in 1...8 { try await world.tell(.giulia, .parcel("\(number)")) }
        try await world.runJobs()
        #expect(world.mailbox.attempts == 8)
        #expect(world.site.carrierStates().map(\.breaker) == [.closed])
    }

    @Test func `a carrier that is away is spared, and its messages lose no attempt`() async throws {
        let world = try await aPostOffice()
        world.mailbox.refuse(with: MailFailure(isPermanent: false, detail: "connection refused"))
        for number in 1...50 { try await world.tell(.giulia, .parcel("\(number)")) }
        try await world.runJobs()

        #expect(world.mailbox.attempts == CarrierBreaker.tolerated)
        let state = try #require(world.site.carrierStates().first)
        #expect(state.carrier == .email && state.breaker == .open && state.failures == 5 && state.configured)
        #expect(try await world.jobs().filter { $0.state == .ready && $0.attempt == 0 }.count == 45)

        world.mailbox.refuse(with: nil)
        for _ in 0..<5 {
            world.clock.advance(by: .minutes(2))
            try await world.runJobs()
        }
        #expect(world.mails().count == 50)
    }
}

@Suite struct ExpiryTests {
    @Test func `an expired notice is neither sent nor shown`() async throws {
        let world = try await aPostOffice()
        let soon = world.clock.now + .minutes(5)
        let notice = Notice(
            template: "post.parcel",
            values: ["number": "7", "name": "Giulia"],
            expiresAt: soon
        )
        try await world.tell(.giulia, notice)
        world.mailbox.refuse(with: MailFailure(isPermanent: false, detail: "connection refused"))
        try await world.runJobs()
        #expect(try await world.as(.giulia).get("/notifications/unread-count")["count"] == 1)

        world.mailbox.refuse(with: nil)
        world.clock.advance(by: .minutes(6))
        try await world.runJobs()

        #expect(world.mails().isEmpty)
        #expect(try await world.values("SELECT state FROM notice_delivery") == ["dropped"])
        #expect(try await world.as(.giulia).get("/notifications")["data"] == [])
        #expect(try await world.as(.giulia).get("/notifications/unread-count")["count"] == 0)
    }

    @Test func `a message that would wait in the quiet hours beyond its end is not queued`() async throws {
        let world = try await aPostOffice()
        _ = try await world.as(.giulia).put(
            "/notifications/preferences/quiet-hours",
            ["from": "08:00", "until": "12:00"]
        )
        let soon = world.clock.now + .minutes(60)
        let values = ["number": "7", "name": "Giulia"]
        try await world.tell(.giulia, Notice(template: "post.parcel", values: values, expiresAt: soon))
        try await world.runJobs()
        #expect(try await world.values("SELECT state FROM notice_delivery").isEmpty)
    }

    @Test func `a device that has not been seen for 270 days goes`() async throws {
        let world = try await aPostOffice()
        for (token, days) in [("old-telephone", 0), ("new-telephone", 200)] {
            world.clock.advance(by: .days(days))
            _ = try await world.as(.giulia).post("/devices", ["token": .string(token), "platform": "ios"])
        }
        world.clock.advance(by: .days(71))
        try await world.tick()
        #expect(try await world.as(.giulia).get("/notifications/unread-count").status == 200)
        let left = try await world.db.read { tx in
            try tx.value("SELECT COUNT(*) FROM push_device", as: Int.self)
        }
        #expect(left == 1)
    }

    @Test func `a category that the product lacks is refused`() async throws {
        let world = try await aPostOffice()
        let list = try await world.as(.giulia).get("/notifications?category=nudges")
        #expect(list.status == 422 && list.faults == ["query/category": "not_in_enumeration"])
        let choice: JSONValue = ["category": "nudges", "channel": "email", "enabled": true]
        let change = try await world.as(.giulia).patch(
            "/notifications/preferences",
            ["preferences": [choice]]
        )
        #expect(change.status == 422 && change.faults == ["/preferences/0/category": "not_in_enumeration"])
    }
}
