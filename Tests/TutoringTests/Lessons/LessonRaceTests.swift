import Kernel
import Platform
import Store
import TestKit
import Testing

@testable import Tutoring

/// Of requests that exclude each other one wins, and the others learn why.
@Suite struct LessonRaceTests {
    @Test func `200 holds of a slot 1`() async throws {
        let scene = try await LessonScene.open()
        let students = try await scene.crowd(200)
        let body: JSONValue = [
            "tutor_id": .string(try await scene.world.tutor(of: .tina).description),
            "starts_at": .string(LessonScene.rome(10)), "subject": "mathematics", "minutes": 60,
        ]
        let answers = try await scene.world.atOnce(200) { place in
            try await scene.world.as(students[place]).post("/api/v1/bookings/hold", body)
        }

        #expect(answers.statuses == [201: 1, 409: 199])
        #expect(answers.filter { $0.status == 409 }.allSatisfy { $0.problem == .slotTaken })
        #expect(try await scene.count("booking WHERE is_active") == 1)
    }

    @Test func `50 confirms of two overlapping requests 1`() async throws {
        let scene = try await LessonScene.open()
        let lots = (try await scene.lot(with: .theo), try await scene.lot(of: .sami, with: .theo))
        let requests = [
            try await scene.booked(LessonScene.newYork(10), with: .theo, lot: lots.0),
            try await scene.booked(LessonScene.newYork(10, 30), by: .sami, with: .theo, lot: lots.1),
        ]
        let answers = try await scene.world.atOnce(50) { place in
            try await scene.move(requests[place % 2], "confirm", by: .theo)
        }

        #expect(answers.statuses == [200: 1, 409: 49])
        let states = Set([try await scene.state(of: requests[0]), try await scene.state(of: requests[1])])
        #expect(states == ["confirmed", "declined"])
        #expect(try await scene.count("booking WHERE is_active") == 1)
    }

    @Test func `50 bookings of a last lesson (3 holds)`() async throws {
        let scene = try await LessonScene.open()
        let lot = try await scene.lot(1, price: 3_000)
        var holds: [String] = []
        for hour in [9, 11, 13] { holds.append(try await scene.held(LessonScene.rome(hour), lot: lot)) }
        let all = holds
        let answers = try await scene.world.atOnce(50) { place in try await scene.book(all[place % 3]) }

        #expect(answers.statuses == [201: 1, 409: 49], "\(answers.statuses)")
        let units = try await scene.units(lot)
        #expect(units["available"] == 0 && units["reserved"] == 100)
        #expect(try await scene.count("lesson WHERE state = 'confirmed'") == 1)
    }

    @Test func `hold's end | booking: 1`() async throws {
        for _ in 0..<3 {
            let scene = try await LessonScene.open()
            let hold = try await scene.held(LessonScene.rome(10), lot: scene.lot())
            scene.world.clock.advance(by: .minutes(10) - .milliseconds(40))
            let answers = try await scene.world.atOnce(8) { place in
                if place % 2 == 0 { return try await scene.book(hold) }
                try await scene.world.tick()
                return try await scene.get("/bookings/\(hold)")
            }
            scene.world.clock.advance(by: .minutes(1))
            try await scene.world.tick()

            let booked = answers.filter { $0.status == 201 }.count
            let state = try await scene.state(of: hold)
            #expect(answers.allSatisfy { [200, 201, 409].contains($0.status) }, "\(answers.statuses)")
            #expect(booked == (state == "confirmed" ? 1 : 0) && ["confirmed", "released"].contains(state))
        }
    }

    @Test func `move | cancel: one after the other, and never both at once`() async throws {
        for _ in 0..<3 {
            let scene = try await LessonScene.open()
            let lot = try await scene.lot()
            let lesson = try await scene.booked(LessonScene.rome(10), lot: lot)
            let answers = try await scene.world.atOnce(12) { place in
                place % 2 == 0
                    ? try await scene.move(lesson, "cancel", by: .sara)
                    : try await scene.reschedule(lesson, to: LessonScene.rome(12), by: .sara)
            }

            let (cancelled, moved) = (
                answers.indices.filter { $0 % 2 == 0 && answers[$0].status == 200 }.count,
                answers.indices.filter { $0 % 2 == 1 && answers[$0].status == 200 }.count
            )
            #expect(cancelled == 1 && moved <= 1, "\(answers.statuses)")
            #expect(answers.allSatisfy { [200, 409, 422].contains($0.status) }, "\(answers.statuses)")
            #expect(try await scene.state(of: lesson) == "cancelled")
            #expect(try await scene.count("booking WHERE is_active") == 0)
            #expect(try await scene.units(lot)["available"] == 300)
        }
    }

    @Test func `confirm | lapse | cancel: 1`() async throws {
        for _ in 0..<3 {
            let scene = try await LessonScene.open()
            let lot = try await scene.lot(with: .theo)
            let lesson = try await scene.booked(LessonScene.newYork(10), with: .theo, lot: lot)
            _ = try await scene.get("/bookings/\(lesson)", by: .theo)
            scene.world.clock.advance(by: .hours(24))
            let answers = try await scene.world.atOnce(9) { place in
                switch place % 3 {
                case 0: return try await scene.move(lesson, "confirm", by: .theo)
                case 1: return try await scene.move(lesson, "cancel", by: .sara)
                default:
                    try await scene.world.tick()
                    return try await scene.get("/bookings/\(lesson)")
                }
            }

            let state = try await scene.state(of: lesson)
            let won = answers.indices.filter { $0 % 3 < 2 && answers[$0].status == 200 }
            #expect(answers.allSatisfy { [200, 409].contains($0.status) }, "\(answers.statuses)")
            // A confirmed lesson may still be cancelled by the other side.
            #expect(["confirmed", "cancelled", "declined"].contains(state))
            #expect(state == "declined" ? won.isEmpty : (1...2).contains(won.count), "\(state) \(won)")
            let units = try await scene.units(lot)
            #expect(units["reserved"] == (state == "confirmed" ? 100 : 0))
        }
    }

    @Test func `72 h | dispute: 1`() async throws {
        for _ in 0..<3 {
            let scene = try await LessonScene.open()
            let lesson = try await scene.booked(LessonScene.rome(10), lot: scene.lot())
            try scene.go(to: LessonScene.rome(11))
            _ = try await scene.move(lesson, "complete", by: .tina)
            scene.world.clock.advance(by: .hours(72) - .milliseconds(60))
            let answers = try await scene.world.atOnce(8) { place in
                if place % 2 == 0 {
                    return try await scene.move(lesson, "dispute", by: .sara, ["reason": "It was too short."])
                }
                try await scene.world.tick()
                return try await scene.get("/bookings/\(lesson)")
            }
            scene.world.clock.advance(by: .minutes(1))
            try await scene.world.tick()

            let disputed = answers.indices.filter { $0 % 2 == 0 && answers[$0].status == 200 }.count
            let money = try await scene.world.db.read { tx in
                try tx.value("SELECT state FROM lesson_money", as: String.self)
            }
            #expect(disputed <= 1, "\(answers.statuses)")
            #expect(money == (disputed == 1 ? "pending" : "available"))
            #expect(try await scene.state(of: lesson) == (disputed == 1 ? "disputed" : "completed"))
        }
    }
}

extension LessonScene {
    /// So many more students, with tokens.
    fileprivate func crowd(_ count: Int) async throws -> [Person] {
        let password = try await DemoPerson.password(at: world.site)
        let people = (0..<count).map {
            DemoPerson(email: "crowd\($0)@example.com", firstName: "Crowd", lastName: "Number")
        }
        try await world.db.write { [site = world.site] tx in
            for person in people {
                _ = try DemoStudent(person: person).enrol(with: password, at: site, tx)
            }
        }
        let students = people.map { Person($0.email, email: $0.email) }
        for first in stride(from: 0, to: count, by: 20) {
            _ = try await world.atOnce(20) { place in try await world.token(of: students[first + place]) }
        }
        return students
    }
}
