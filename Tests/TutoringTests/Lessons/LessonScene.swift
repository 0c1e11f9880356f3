import Kernel
import Platform
import Store
import TestKit

@testable import Tutoring

/// Students and tutors of the cast, with lots that are paid for, and the usual steps of a lesson.
///
/// Tina confirms at once and Theo each request; both are open from nine to six, in Rome and in New York, with ten minutes
/// after each lesson.
struct LessonScene: Sendable {
    let world: World

    static let root = "/api/v1"
    /// The Monday after the start of the clock, which is a Saturday.
    static let monday = "2026-11-23"

    static func open(dependencies: (inout Dependencies) -> Void = { _ in }) async throws -> LessonScene {
        LessonScene(world: try await castTutoring(dependencies: dependencies))
    }

    /// A time on a wall in Rome in winter.
    static func rome(_ hour: Int, _ minute: Int = 0, on day: String = monday) -> String {
        "\(day)T\(two(hour - 1)):\(two(minute)):00Z"
    }

    /// A time on a wall in New York in winter.
    static func newYork(_ hour: Int, _ minute: Int = 0, on day: String = monday) -> String {
        "\(day)T\(two(hour + 5)):\(two(minute)):00Z"
    }

    private static func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }

    /// Puts the clock just before this moment, so that the next requests still see it as now or earlier.
    func go(to moment: String, _ more: Duration = .zero) throws {
        guard let instant = Instant(moment) else { throw TestFailure("no time: \(moment)") }
        world.clock.set(to: instant + more)
    }
}

// Requests.
extension LessonScene {
    func post(
        _ path: String,
        by person: Person,
        _ body: JSONObject = [:]
    ) async throws -> TestResponse {
        try await world.as(person).post("\(Self.root)\(path)", .object(body))
    }

    func get(_ path: String, by person: Person = .sara) async throws -> TestResponse {
        try await world.as(person).get("\(Self.root)\(path)")
    }

    /// Moves a lesson: `confirm`, `cancel` and the like.
    func move(
        _ lesson: String,
        _ action: String,
        by person: Person,
        _ body: JSONObject = [:]
    ) async throws -> TestResponse {
        try await post("/bookings/\(lesson)/\(action)", by: person, body)
    }

    func state(of lesson: String, by person: Person = .ada) async throws -> String {
        try await get("/bookings/\(lesson)", by: person)["state"]?.stringValue ?? "?"
    }

    /// The free starts of an hour with a tutor on a day of its zone.
    func starts(
        of tutor: Person = .tina,
        on day: String = monday,
        minutes: Int = 60,
        _ more: String = ""
    ) async throws -> [String] {
        let id = try await world.tutor(of: tutor)
        let path = "\(Self.root)/tutors/\(id)/availability?from=\(day)&until=\(day)&minutes=\(minutes)\(more)"
        let answer = try await world.anonymous.get(path)
        guard answer.status == 200 else { throw TestFailure("no starts: \(answer)") }
        return answer["starts"]?.arrayValue?.compactMap(\.stringValue) ?? []
    }
}

// Holds and bookings.
extension LessonScene {
    /// Holds a single lesson of an hour, or one from a lot.
    func hold(
        _ start: String,
        by student: Person = .sara,
        with tutor: Person = .tina,
        lot: String? = nil
    ) async throws -> TestResponse {
        var body: JSONObject = [
            "tutor_id": .string(try await world.tutor(of: tutor).description), "starts_at": .string(start),
        ]
        if let lot {
            body["lot_id"] = .string(lot)
        } else {
            (body["subject"], body["minutes"]) = ("mathematics", 60)
        }
        return try await post("/bookings/hold", by: student, body)
    }

    /// The same, of which the test needs the hold.
    func held(
        _ start: String,
        by student: Person = .sara,
        with tutor: Person = .tina,
        lot: String? = nil
    ) async throws -> String {
        let answer = try await hold(start, by: student, with: tutor, lot: lot)
        guard answer.status == 201, let id = answer.id else { throw TestFailure("no hold: \(answer)") }
        return id
    }

    func book(_ hold: String, by student: Person = .sara, lot: String? = nil) async throws -> TestResponse {
        var body: JSONObject = ["hold_id": .string(hold)]
        if let lot { body["lot_id"] = .string(lot) }
        return try await post("/bookings", by: student, body)
    }

    /// A lesson of the lot at that time: confirmed by Tina, requested from Theo.
    func booked(
        _ start: String,
        by student: Person = .sara,
        with tutor: Person = .tina,
        lot: String
    ) async throws -> String {
        let hold = try await held(start, by: student, with: tutor, lot: lot)
        let answer = try await book(hold, by: student)
        guard answer.status == 201, let id = answer.id else { throw TestFailure("no booking: \(answer)") }
        return id
    }
}

// Lots.
extension LessonScene {
    /// A lot that the student has paid for, without a gateway.
    func lot(
        _ lessons: Int = 3,
        price: Int64 = 10_000,
        of student: Person = .sara,
        with tutor: Person = .tina,
        validDays: Int = 180
    ) async throws -> String {
        let accounts = (try await world.account(of: student), try await world.tutor(of: tutor))
        let package = try await world.package(of: .tina)
        let wanted = PaidLot(
            student: accounts.0,
            tutor: accounts.1,
            package: package,
            lessons: lessons,
            price: price,
            validDays: validDays
        )
        return try await world.db.write { tx in try wanted.grant(tx).description }
    }

    /// The units of a lot by their place.
    func units(_ lot: String, of student: Person = .sara) async throws -> [String: Int64] {
        let answer = try await get("/credits", by: student)
        let row = answer["data"]?.arrayValue?.first { $0["id"]?.stringValue == lot }
        let names = ["granted", "available", "reserved", "used", "expired", "refunded"]
        return Dictionary(uniqueKeysWithValues: names.map { ($0, row?[$0]?.integerValue ?? -1) })
    }
}

/// A package that is paid for.
private struct PaidLot: Sendable {
    let student: ID<Account>
    let tutor: ID<Tutor>
    let package: ID<Package>
    let lessons: Int
    let price: Int64
    let validDays: Int

    func grant(_ tx: borrowing Tx) throws -> ID<Lot> {
        let tutor = try Tutor.find(tutor, tx)
        let purchase = Purchase(
            id: tx.newID(),
            kind: .package,
            student: student,
            tutor: tutor.id,
            package: package,
            packageVersion: 1,
            lesson: nil,
            subject: SubjectCode(unchecked: "mathematics"),
            level: nil,
            lessons: lessons,
            minutes: 60,
            amount: price,
            isFirstLesson: false,
            validityDays: validDays,
            terms: try CancelTerms.of(tutor.terms.policy, at: tx.now, tx),
            commissionBP: 1_500,
            vatBP: 2_200,
            status: .pending,
            charge: nil,
            lot: nil,
            expiresAt: tx.now + .minutes(30),
            paidAt: nil,
            createdAt: tx.now,
            version: 1
        )
        try purchase.insert(tx)
        let lot = try Lot.grant(purchase, tx)
        try tx.execute(
            "UPDATE purchase SET state = 'paid', paid_at = \(tx.now), lot_id = \(lot.id) WHERE id = \(purchase.id)"
        )
        try Deadline.clear(of: Purchase.kind, purchase.id, tx)
        return lot.id
    }
}

extension LessonScene {
    /// The names of the events for connected clients.
    func events() async throws -> [String] {
        try await world.db.read { tx in
            let table: SQL = tx.dialect == .postgres ? "realtime_pending" : "realtime_event"
            let pending = try tx.values("SELECT event FROM \(table)", as: String.self)
            guard tx.dialect == .postgres else { return pending }
            return pending + (try tx.values("SELECT event FROM realtime_event", as: String.self))
        }
    }

    /// How many rows a table has.
    func count(_ table: SQL) async throws -> Int {
        try await world.db.read { tx in try tx.value("SELECT COUNT(*) FROM \(table)", as: Int.self) ?? -1 }
    }
}
