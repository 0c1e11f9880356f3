import Kernel
import Platform
import Store
import TestKit

@testable import Tutoring

// The objects of the access suite, made as people would make them.

/// Two sides who deal with each other.
struct AccessPair: Sendable {
    let student: Person
    let tutor: Person

    static let own = AccessPair(student: .sara, tutor: .tina)
    /// Out of the reach of the other two.
    static let foreign = AccessPair(student: .siri, tutor: .theo)
}

extension World {
    private static let root = "/api/v1"

    private var lessons: LessonScene { LessonScene(world: self) }
    private var learning: LearningScene { LearningScene(world: self) }

    /// Different at every call.
    private func serial() -> String { String(ID<World>.new(at: clock.now).description.suffix(12)) }

    private func post(
        _ path: String,
        by person: Person,
        _ body: JSONObject = [:]
    ) async throws -> TestResponse {
        try await self.as(person).post("\(Self.root)\(path)", .object(body))
    }

    // Lessons.

    func lot(of pair: AccessPair) async throws -> String {
        try await lessons.lot(20, price: 40_000, of: pair.student, with: pair.tutor)
    }

    /// Of the first time that is free for both.
    func hold(of pair: AccessPair, from lot: String? = nil) async throws -> String {
        for day in 4...40 {
            let date = String((clock.now + .days(day)).description.prefix(10))
            for start in try await lessons.starts(of: pair.tutor, on: date) {
                let answer = try await lessons.hold(start, by: pair.student, with: pair.tutor, lot: lot)
                if let id = answer.id, answer.status == 201 { return id }
                guard answer.status == 409 else { throw TestFailure("no hold: \(answer)") }
            }
        }
        throw TestFailure("\(pair.tutor.name) is never free")
    }

    func lesson(of pair: AccessPair) async throws -> String {
        let lot = try await lot(of: pair)
        return try await lessons.book(hold(of: pair, from: lot), by: pair.student, lot: lot).made
    }

    /// A lesson whose time is over, of which the student and the tutor may say what happened.
    func taught(by pair: AccessPair) async throws -> String {
        let lesson = try await lesson(of: pair)
        if pair.tutor != .tina { _ = try await post("/bookings/\(lesson)/confirm", by: pair.tutor).made }
        let (id, start) = (ID<Lesson>(lesson), clock.now - .hours(2))
        try await db.write { tx in
            try tx.execute(
                """
                UPDATE lesson SET starts_at = \(start), ends_at = \(start + .hours(1)), policy_start = \(start) WHERE id = \(id)
                """
            )
        }
        return try await post("/bookings/\(lesson)/complete", by: pair.tutor).made
    }

    func dispute(of pair: AccessPair) async throws -> String {
        let lesson = try await taught(by: pair)
        _ = try await post("/bookings/\(lesson)/dispute", by: pair.student, ["reason": "It was short."]).made
        return try await self.as(.ada).firstID(at: "\(Self.root)/admin/disputes")
    }

    func series(of pair: AccessPair) async throws -> String {
        _ = try await lot(of: pair)
        return try await lessons.series(
            "FREQ=WEEKLY;BYDAY=MO;COUNT=2",
            by: pair.student,
            with: pair.tutor,
            from: "2026-12-07",
            mode: "best_effort",
            // Morning in New York.
            ["time": "16:00"]
        ).made
    }

    func review(of pair: AccessPair) async throws -> String {
        try await lessons.review("/bookings/\(taught(by: pair))", 4, by: pair.student, "Patient.").made
    }

    func exception(of tutor: Person) async throws -> String {
        let day = String((clock.now + .days(50)).description.prefix(10))
        let body: JSONObject = ["day": .string(day), "kind": "closed"]
        return try await post("/tutors/me/availability-exceptions", by: tutor, body).made
    }
}

// Money.
extension World {
    /// A package on sale.
    func package(by tutor: Person) async throws -> String {
        let body: JSONObject = [
            "subject": "mathematics", "name": .string("Lessons \(serial())"), "lessons": 5, "minutes": 60,
            "list_price_minor": 12_000, "validity_days": 90,
        ]
        let id = try await post("/packages", by: tutor, body).made
        return try await post("/packages/\(id)/publish", by: tutor).made
    }

    func purchase(of pair: AccessPair) async throws -> String {
        try await post("/packages/\(package(by: pair.tutor))/purchase", by: pair.student, ["version": 1]).made
    }

    func payment(of pair: AccessPair) async throws -> String {
        let body: JSONObject = ["purchase_id": .string(try await purchase(of: pair))]
        let answer = try await post("/payments/intents", by: pair.student, body)
        guard let id = answer["payment_id"]?.stringValue else { throw TestFailure("no intent: \(answer)") }
        return id
    }

    func document(of pair: AccessPair) async throws -> String {
        let sale = DocumentedSale(
            cause: "purchase:\(serial())",
            student: try await account(of: pair.student),
            tutor: try await tutor(of: pair.tutor),
            subject: SubjectCode(unchecked: "mathematics"),
            lessons: 3,
            minutes: 60,
            amount: 9_000
        )
        try await db.write { [site] tx in try Documents.issue(sale, at: site, tx) }
        return try await self.as(pair.student).firstID(at: "\(Self.root)/invoices")
    }

    /// An order to pay that has not been sent.
    func payout(to tutor: Person) async throws -> String {
        let payee = try await self.tutor(of: tutor)
        return try await db.write { tx in
            let id = tx.newID(of: TutorPayout.self)
            let number = try tx.value("SELECT COALESCE(MAX(number), 0) + 1 FROM payout", as: Int.self)
            let day = Policies.day(of: tx.now)
            try tx.execute(
                """
                INSERT INTO payout (id, number, tutor_id, from_date, to_date, sales, amount, status, created_at, updated_at,
                                    version)
                VALUES (\(id), \(number), \(payee), \(day), \(day), 0, 5000, 'pending', \(tx.now), \(tx.now), 1)
                """
            )
            return id.description
        }
    }

    func plan() async throws -> String {
        try await post("/admin/subscription-plans", by: .ada, PlanScene.monthly).made
    }
}

// Files and learning.
extension World {
    func file(of person: Person) async throws -> String { try await learning.file(by: person) }

    func folder(of person: Person) async throws -> String {
        try await learning.folder("Folder \(serial())", by: person)
    }

    /// Of the owner's newest file, as the suite names the two together; with somebody of a purchase in common.
    func share(by person: Person, in pair: AccessPair) async throws -> String {
        _ = try await lot(of: pair)
        let receiver = person == pair.student ? pair.tutor : pair.student
        let file = try await self.as(person).firstID(at: "\(Self.root)/files?shared=false")
        return try await learning.share(file, with: receiver, by: person).made
    }

    func thread(of pair: AccessPair) async throws -> String {
        try await learning.openThread(by: pair.student, with: pair.tutor).made
    }

    func goal(of student: Person) async throws -> String {
        let body: JSONObject = ["title": "Ten lessons", "measure": "lessons", "target": 10]
        return try await post("/students/\(id(of: student))/goals", by: student, body).made
    }

    func homework(of pair: AccessPair) async throws -> String {
        try await learning.setHomework(on: taught(by: pair), by: pair.tutor).made
    }
}

// The desk.
extension World {
    func question(by person: Person) async throws -> String {
        let answer = try await post("/support/chat", by: person, ["text": "How do I move a lesson?"])
        guard let id = answer["conversation_id"]?.stringValue else {
            throw TestFailure("no answer: \(answer)")
        }
        return id
    }

    func suspicion() async throws -> String {
        let account = try await account(of: enrol("suspect\(serial())"))
        let id = try await db.write { tx in
            try FraudCase.raise([.sameSides], about: account, tx)
            return try FraudCase.findOpen(about: account, tx)?.id.description
        }
        guard let id else { throw TestFailure("no suspicion") }
        return id
    }

    /// Papers that wait.
    func papers() async throws -> String {
        let papers: JSONValue = [["kind": "identity", "file_id": .string(try await file(of: .tess))]]
        return try await post("/tutors/me/verification", by: .tess, ["papers": papers]).made
    }

    func report() async throws -> String {
        try await post("/admin/reports", by: .ada, AccessBodies.report).made
    }

    func reportRun() async throws -> String {
        try await post("/admin/reports/\(report())/run", by: .ada, ["format": "json"]).made
    }

    func sequence() async throws -> String {
        try await post("/admin/sequences", by: .ada, AccessBodies.sequence).made
    }

    func page() async throws -> String {
        let texts: JSONValue = ["it": ["title": "Aiuto", "body": "Come si spostano le lezioni."]]
        return try await post(
            "/admin/cms/pages",
            by: .ada,
            ["slug": .string("help-\(serial())"), "texts": texts]
        ).made
    }

    /// A calendar of Google's, as if its owner had linked it.
    func calendar(of person: Person) async throws -> String {
        let account = try await account(of: person)
        return try await db.write { [site] tx in
            let id = tx.newID(of: CalendarLink.self)
            try Integration.link(account, "a grant", for: [.calendar], by: .system, at: site, tx)
            let resource =
                try BookingResource.find(of: account, tx)
                ?? BookingResource.open(for: account, in: .rome, keepsOfficeDays: false, tx)
            try tx.execute(
                """
                INSERT INTO calendar_link (id, integration_id, resource_id, calendar, name, is_primary, is_detailed,
                                           is_writable, is_read, is_written)
                SELECT \(id), i.id, \(resource.id), 'primary', 'Private', \(true), \(true), \(true), \(false), \(false)
                  FROM integration i WHERE i.account_id = \(account)
                """
            )
            return id.description
        }
    }

    func device(of person: Person) async throws -> String {
        let token = "token-\(serial())-\(serial())-\(serial())"
        return try await post("/devices", by: person, ["token": .string(token), "platform": "ios"]).made
    }
}

/// Bodies that the suite sends too.
enum AccessBodies {
    static let report: JSONObject = [
        "name": "Lessons by state", "dataset": "lessons", "dimensions": ["state"], "measures": ["lessons"],
    ]
    static let sequence: JSONObject = [
        "name": "Welcome", "trigger": "registered", "audience": "student", "category": "service",
        "steps": [["after": 0, "template": "tutoring.sequence.welcome"]],
    ]
}
