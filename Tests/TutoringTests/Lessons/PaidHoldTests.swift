import Kernel
import Platform
import Store
import TestKit
import Testing

@testable import Tutoring

/// Holds of single lessons, and payments that arrive in time or late.
@Suite struct PaidHoldTests {
    @Test func `a hold lasts 30 min from the first intent on, once`() async throws {
        let scene = try await LessonScene.open()
        let hold = try await scene.held(LessonScene.rome(10))
        scene.world.clock.advance(by: .minutes(5))
        _ = try await scene.openSingle(hold)
        let first = try await scene.get("/bookings/\(hold)")["held_until"]?.stringValue
        scene.world.clock.advance(by: .minutes(5))
        _ = try await scene.openSingle(hold)
        let again = try await scene.get("/bookings/\(hold)")["held_until"]?.stringValue
        scene.world.clock.advance(by: .minutes(20))

        #expect(first == again && first?.hasPrefix("2026-11-21T09:35") == true, "\(first ?? "-")")
        #expect(try await !scene.starts().contains(LessonScene.rome(10)))
        try await scene.world.tick()
        #expect(try await scene.state(of: hold) == "held")
        scene.world.clock.advance(by: .minutes(6))
        try await scene.world.tick()
        #expect(try await scene.state(of: hold) == "released")
    }

    @Test func `a paid hold is booked at once, or asked for`() async throws {
        let scene = try await LessonScene.open()
        for (start, tutor, state) in [
            (LessonScene.rome(10), Person.tina, "confirmed"), (LessonScene.newYork(12), .theo, "requested"),
        ] {
            let hold = try await scene.held(start, with: tutor)
            _ = try await scene.openSingle(hold)
            #expect(try await scene.pay(hold))
            let lesson = try await scene.get("/bookings/\(hold)")
            #expect(lesson["state"]?.stringValue == state, "\(lesson)")
            #expect(try await scene.starts(of: tutor).contains(start) == (state == "requested"))
        }
    }

    @Test func `paid late: the slot still free is booked from released`() async throws {
        let scene = try await LessonScene.open()
        for (start, tutor, state) in [
            (LessonScene.rome(10), Person.tina, "confirmed"), (LessonScene.newYork(12), .theo, "requested"),
        ] {
            let hold = try await scene.held(start, with: tutor)
            _ = try await scene.openSingle(hold)
            scene.world.clock.advance(by: .minutes(31))
            try await scene.world.tick()
            #expect(try await scene.state(of: hold) == "released")
            #expect(try await scene.pay(hold))
            try await scene.world.tick()
            #expect(try await scene.state(of: hold) == state)
        }
    }

    @Test func `paid late: a slot that others took stays theirs`() async throws {
        let scene = try await LessonScene.open()
        let hold = try await scene.held(LessonScene.rome(10))
        _ = try await scene.openSingle(hold)
        scene.world.clock.advance(by: .minutes(31))
        let other = try await scene.booked(LessonScene.rome(10), by: .sami, lot: scene.lot(of: .sami))

        #expect(try await !scene.pay(hold), "all the money goes back")
        try await scene.world.tick()
        #expect(try await scene.state(of: hold) == "released")
        #expect(try await scene.state(of: other) == "confirmed")
    }

    @Test func `a lot that pays instead gives the open purchase up`() async throws {
        let scene = try await LessonScene.open()
        let hold = try await scene.held(LessonScene.rome(10))
        let purchase = try await scene.openSingle(hold)
        let answer = try await scene.book(hold, lot: scene.lot())
        #expect(answer.status == 201, "\(answer)")
        let state = try await scene.world.db.read { tx in try Purchase.find(purchase, tx).status }
        #expect(state == .cancelled)
    }

    @Test func `a released hold gives its purchase up, and cannot be paid any more`() async throws {
        let scene = try await LessonScene.open()
        let hold = try await scene.held(LessonScene.rome(10))
        let purchase = try await scene.openSingle(hold)
        #expect(try await scene.world.as(.sara).delete("/api/v1/bookings/hold/\(hold)").status == 204)
        let state = try await scene.world.db.read { tx in try Purchase.find(purchase, tx).status }
        #expect(state == .cancelled)
        await #expect { try await scene.openSingle(hold) } throws: { ($0 as? Problem)?.code == .holdGone }
    }
}

extension LessonScene {
    /// Opens the purchase of sara's hold, as the first payment intent does.
    @discardableResult
    fileprivate func openSingle(_ hold: String) async throws -> ID<Purchase> {
        let account = try await world.account(of: .sara)
        guard let lesson = ID<Lesson>(hold) else { throw TestFailure("no hold: \(hold)") }
        return try await world.db.write { [site = world.site] tx in
            let call = site.call(as: .owner(of: try Account.find(account, tx)), with: .purchaseMake)
            let held = try Lesson.liveHold(lesson, of: account, tx)
            return try Purchase.openSingle(held, as: call, tx).id
        }
    }

    /// The money of a hold's purchase arrives; whether it is kept.
    fileprivate func pay(_ hold: String) async throws -> Bool {
        guard let lesson = ID<Lesson>(hold) else { throw TestFailure("no hold: \(hold)") }
        return try await world.db.book { [site = world.site] tx in
            guard let purchase = try Purchase.find(of: lesson, tx), try Lesson.canBePaid(purchase, tx) else {
                return false
            }
            return try Lesson.paid(purchase, lot: Lot.grant(purchase, tx), site: site, tx)
        }
    }
}
