import Kernel
import Platform
import Store
import TestKit
import Testing

@testable import Tutoring

/// Transactions that wait for a tutor's calendar see what was decided about it meanwhile.
///
/// The first two prove something on PostgreSQL only: SQLite has one writer, so nothing waits there for a calendar.
@Suite struct HeldMeanwhileTests {
    @Test func `a hold that commits during a suspension is released`() async throws {
        let scene = try await LessonScene.open()
        _ = try await scene.world.token(of: .ada)
        let hold = try await scene.slowHold(LessonScene.rome(10))
        try await scene.world.suspend(.tina)

        #expect(try await scene.state(of: hold.value) == "released")
        #expect(try await scene.count("booking WHERE is_active") == 0)
    }

    @Test func `a hold that waits for a suspension is refused`() async throws {
        let scene = try await LessonScene.open()
        _ = try await scene.world.token(of: .sara)
        let tina = try await scene.world.account(of: .tina)
        let suspension = try await scene.slowly { tx, site in
            try Verification.suspend(of: tina, because: "Complaints.", as: site.call(as: .system), tx)
        }
        let answer = try await scene.hold(LessonScene.rome(10))
        _ = try await suspension.value

        #expect(answer.status == 409 && answer.problem == .tutorNotVerified, "\(answer)")
        #expect(try await scene.count("lesson") == 0)
        #expect(try await scene.count("booking WHERE is_active") == 0)
    }

    @Test func `the cap of the day counts a hold that commits during a confirmation`() async throws {
        let scene = try await LessonScene.open()
        let lots = (try await scene.lot(with: .theo), try await scene.lot(of: .sami, with: .theo))
        let request = try await scene.booked(LessonScene.newYork(10), with: .theo, lot: lots.0)
        try await scene.allow(1, of: .theo)
        let hold = try await scene.slowHold(LessonScene.newYork(14), by: .sami, with: .theo, lot: lots.1)
        let answer = try await scene.move(request, "confirm", by: .theo)
        _ = try await hold.value

        #expect(answer.status == 409 && answer.problem == .dayFull, "\(answer)")
        #expect(try await scene.state(of: request) == "requested")
        #expect(try await scene.count("booking WHERE is_active") == 1)
    }

    @Test func `the cap of the day counts a hold that commits during a move`() async throws {
        let scene = try await LessonScene.open()
        let lesson = try await scene.booked(LessonScene.rome(10, on: "2026-11-25"), lot: scene.lot())
        try await scene.allow(1, of: .tina)
        let hold = try await scene.slowHold(LessonScene.rome(14), by: .sami)
        let answer = try await scene.reschedule(lesson, to: LessonScene.rome(10), by: .sara)
        _ = try await hold.value

        #expect(answer.status == 409 && answer.problem == .dayFull, "\(answer)")
        let shown = try await scene.get("/bookings/\(lesson)")
        #expect(shown["starts_at"]?.stringValue == LessonScene.rome(10, on: "2026-11-25"))
    }
}

extension LessonScene {
    /// The most lessons and holds of a tutor on a day.
    fileprivate func allow(_ lessons: Int64, of tutor: Person) async throws {
        let terms: JSONValue = ["terms": ["day_cap": .integer(lessons)]]
        let answer = try await world.as(tutor).patch("\(Self.root)/tutors/me", terms)
        guard answer.status == 200 else { throw TestFailure("no cap: \(answer)") }
    }

    /// Holds a time as `POST /bookings/hold` does; see ``slowly(_:)``.
    fileprivate func slowHold(
        _ start: String,
        by student: Person = .sara,
        with tutor: Person = .tina,
        lot: String? = nil
    ) async throws -> Task<String, any Error> {
        guard let startsAt = Instant(start) else { throw TestFailure("no time: \(start)") }
        let wanted = NewHold(
            tutorId: try await world.tutor(of: tutor),
            startsAt: startsAt,
            lotId: lot.flatMap { ID<Lot>($0) },
            subject: SubjectCode(unchecked: "mathematics"),
            minutes: LessonMinutes(60)
        )
        let actor = Actor(kind: .person, account: try await world.account(of: student), role: .student)
        return try await slowly { tx, site in
            try tx.relyOnConstraints()
            return try HoldLesson(wanted: wanted, call: site.call(as: actor)).run(tx).lesson.id.description
        }
    }

    /// Begins a transaction that on PostgreSQL ends half a second after its work, which is done when this returns.
    fileprivate func slowly<Result: Sendable>(
        _ work: @escaping @Sendable (borrowing Tx, Site) throws -> Result
    ) async throws -> Task<Result, any Error> {
        let (done, progress) = AsyncStream.makeStream(of: Void.self)
        let task = Task { [site = world.site] in
            defer { progress.finish() }
            return try await site.db.book { tx in
                let result = try work(tx, site)
                // With the answer of a statement all before it have been carried out.
                _ = try tx.value("SELECT 1", as: Int.self)
                progress.yield()
                if tx.dialect == .postgres { try tx.execute("SELECT pg_sleep(0.5)") }
                return result
            }
        }
        for await _ in done { break }
        return task
    }
}
