import Kernel
import Platform
import Store
import TestKit
import Testing

@testable import Tutoring

@Suite struct BookLessonTests {
    @Test func `a tutor who confirms at once has a lesson, and 100 units are reserved`() async throws {
        let scene = try await LessonScene.open()
        let lot = try await scene.lot(3, price: 10_000)
        let hold = try await scene.held(LessonScene.rome(10), lot: lot)
        let answer = try await scene.book(hold)

        #expect(answer.status == 201 && answer["state"] == "confirmed", "\(answer)")
        #expect(answer["lot_id"]?.stringValue == lot && answer["value_minor"] == 3_333)
        #expect(answer["held_until"] == nil && answer["earning"] == nil && answer["moves_left"] == 2)
        #expect(answer["cancel"]?["share"] == 100 && answer["cancel"]?["units"] == 100)
        #expect(answer["cancel"]?["amount_minor"] == 3_333)
        #expect(answer["policy"]?["kind"] == "standard")
        let units = try await scene.units(lot)
        #expect(units["available"] == 200 && units["reserved"] == 100)
        let seen = try await scene.get("/bookings/\(hold)", by: .tina)
        #expect(seen["earning"]?["state"] == "reserved", "\(seen)")
        let again = try await scene.book(hold)
        #expect(again.status == 409 && again.problem == .holdGone)
    }

    @Test func `a request blocks nobody's time`() async throws {
        let scene = try await LessonScene.open()
        let start = LessonScene.newYork(10)
        let mine = try await scene.lot(with: .theo)
        let theirs = try await scene.lot(of: .sami, with: .theo)
        let first = try await scene.booked(start, with: .theo, lot: mine)
        let second = try await scene.booked(start, by: .sami, with: .theo, lot: theirs)

        #expect(try await scene.state(of: first) == "requested")
        #expect(try await scene.state(of: second) == "requested")
        #expect(try await scene.starts(of: .theo).contains(start))
        let view = try await scene.get("/bookings/\(first)")
        // Asked on Saturday, 09:00Z: a day to answer.
        #expect(view["lapses_at"]?.stringValue?.hasPrefix("2026-11-22T09:00") == true, "\(view)")
        #expect(view["zones"] == ["tutor": "America/New_York", "student": "Europe/Rome"])
        // The student's own time is free too: one S may ask many T for an hour.
        let tinas = try await scene.lot()
        #expect(try await scene.state(of: scene.booked(start, lot: tinas)) == "confirmed")
    }

    @Test func `5 open requests of one student`() async throws {
        let scene = try await LessonScene.open()
        let lot = try await scene.lot(10, with: .theo)
        for hour in 9..<14 { _ = try await scene.booked(LessonScene.newYork(hour, 0), with: .theo, lot: lot) }
        let hold = try await scene.held(LessonScene.newYork(15), with: .theo, lot: lot)
        let sixth = try await scene.book(hold)
        #expect(sixth.status == 409 && sixth.problem == .tooManyOpenRequests)
    }

    @Test func `without units there is no lesson`() async throws {
        let scene = try await LessonScene.open()
        let hold = try await scene.held(LessonScene.rome(10))
        let none = try await scene.book(hold)
        #expect(none.status == 409 && none.problem == .creditsNone)
        let short = try await scene.lot(validDays: 1)
        let late = try await scene.book(hold, lot: short)
        #expect(late.status == 409 && late.problem == .creditsExpireFirst)
        let lot = try await scene.lot()
        #expect(try await scene.book(hold).status == 201, "the lot that serves is found")
        #expect(try await scene.units(lot)["reserved"] == 100)
    }

    @Test func `the lot that expires first pays, then the oldest`() async throws {
        let scene = try await LessonScene.open()
        _ = try await scene.lot(validDays: 90)
        let soonest = try await scene.lot(validDays: 30)
        let hold = try await scene.held(LessonScene.rome(10))
        #expect(try await scene.book(hold)["lot_id"]?.stringValue == soonest)
    }

    @Test func `a hold that ran out is gone`() async throws {
        let scene = try await LessonScene.open()
        let lot = try await scene.lot()
        let hold = try await scene.held(LessonScene.rome(10), lot: lot)
        scene.world.clock.advance(by: .minutes(10))
        let answer = try await scene.book(hold)
        #expect(answer.status == 409 && answer.problem == .holdGone)
    }

    @Test func `a tutor suspended during a hold releases it, and declines requests`() async throws {
        let scene = try await LessonScene.open()
        let (lot, asked) = (try await scene.lot(), try await scene.lot(with: .theo))
        let hold = try await scene.held(LessonScene.rome(10), lot: lot)
        let request = try await scene.booked(LessonScene.newYork(14), with: .theo, lot: asked)
        let lesson = try await scene.booked(LessonScene.rome(16), by: .sara, lot: lot)
        for tutor in [Person.tina, .theo] {
            let tutor = try await scene.world.tutor(of: tutor)
            try await scene.world.db.write { [site = scene.world.site] tx in
                try tx.execute("UPDATE tutor SET suspended_at = \(tx.now) WHERE id = \(tutor)")
                try Lesson.endOpen(of: tutor, as: site.call(as: .system), tx)
            }
        }

        #expect(try await scene.state(of: hold) == "released")
        #expect(try await scene.state(of: request) == "declined")
        #expect(try await scene.units(asked)["available"] == 300)
        #expect(try await scene.state(of: lesson) == "confirmed")
        let gone = try await scene.book(hold)
        #expect(gone.status == 409 && gone.problem == .holdGone)
        // S cancels at 100% while T is suspended, also an hour before.
        try scene.go(to: LessonScene.rome(15))
        let cancelled = try await scene.move(lesson, "cancel", by: .sara)
        #expect(cancelled["units"] == 100, "\(cancelled)")
    }

    @Test func `a tutor whose linked calendar cannot be read is asked`() async throws {
        let scene = try await LessonScene.open()
        let lot = try await scene.lot()
        let account = try await scene.world.account(of: .tina)
        let isStale = try await scene.world.db.read { tx in try CalendarLinks.isStale(account, tx) }
        #expect(!isStale)
        #expect(try await scene.state(of: scene.booked(LessonScene.rome(10), lot: lot)) == "confirmed")
    }

    @Test func `a busy time of another calendar blocks, and the tutor may decide otherwise`() async throws {
        let scene = try await LessonScene.open()
        let lot = try await scene.lot(with: .theo)
        let start = try #require(Instant(LessonScene.newYork(10)))
        let lesson = try await scene.booked(LessonScene.newYork(10), with: .theo, lot: lot)
        let account = try await scene.world.account(of: .theo)
        try await scene.world.db.write { tx in
            guard let resource = try BookingResource.find(of: account, tx) else { return }
            try OutsideBusy.put(source: "google", key: "a", start..<start + .hours(1), of: resource.id, tx)
        }

        #expect(try await !scene.starts(of: .theo).contains(LessonScene.newYork(10)))
        let taken = try await scene.hold(LessonScene.newYork(10), by: .sami, with: .theo)
        #expect(taken.status == 409 && taken.problem == .slotTaken)
        #expect(try await scene.move(lesson, "confirm", by: .theo)["state"] == "confirmed")
    }
}
