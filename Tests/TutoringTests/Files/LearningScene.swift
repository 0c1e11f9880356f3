import Foundation
import Kernel
import Platform
import Store
import TestKit

@testable import Tutoring

/// Students and tutors with a lesson or a purchase in common, and files.
struct LearningScene: Sendable {
    let world: World

    /// Sara has bought from Tina and was taught by her.
    static func open(
        isRelated: Bool = true,
        dependencies: (inout Dependencies) -> Void = { _ in }
    ) async throws -> LearningScene {
        let scene = LearningScene(world: try await castTutoring(dependencies: dependencies))
        try await scene.removePapers()
        if isRelated {
            try await scene.buy(.sara, from: .tina)
            try await scene.lesson()
        }
        return scene
    }

    /// The papers of the tutors are files too, which these tests do not count.
    private func removePapers() async throws {
        for person in [Person.tina, .theo] {
            let account = try await world.account(of: person)
            try await world.db.write { tx in
                let files: [ID<UserFile>] = try tx.values(
                    "SELECT u.id FROM user_file u WHERE u.owner_id = \(account)"
                )
                try UserFile.delete(files, of: account, tx)
            }
        }
    }

    /// A paid package of ten lessons.
    func buy(_ student: Person, from tutor: Person) async throws {
        let (buyer, seller) = (try await world.account(of: student), try await world.tutor(of: tutor))
        try await world.db.write { tx in
            let id = tx.newID(of: Purchase.self)
            let terms = try CancelTerms.of(.standard, at: tx.now, tx)
            let package: ID<Package>? = try tx.value(
                "SELECT k.id FROM package k WHERE k.tutor_id = \(seller)"
            )
            try tx.execute(
                """
                INSERT INTO purchase (id, kind, student_id, tutor_id, package_id, package_version, lesson_id, subject, lessons,
                                      minutes, amount, is_first_lesson, validity_days, policy, commission_bp, vat_bp, state,
                                      lot_id, expires_at, paid_at, created_at, updated_at, version)
                VALUES (\(id), \(package == nil ? "single" : "package"), \(buyer), \(seller), \(package),
                        \(package == nil ? nil : 1), \(package == nil ? tx.newID(of: Lesson.self) : nil), 'mathematics', 10,
                        60, 27000, \(false), 180, \(json: terms), 1500, 2200, 'paid', \(tx.newID(of: Lot.self)), \(tx.now),
                        \(tx.now), \(tx.now), \(tx.now), 1)
                """
            )
        }
    }

    /// A lesson in a state, that began some time ago.
    @discardableResult
    func lesson(
        _ status: Lesson.Status = .completed,
        of student: Person = .sara,
        with tutor: Person = .tina,
        began ago: Duration = .hours(2)
    ) async throws -> String {
        let pupil = Pupil(
            student: try await world.account(of: student),
            tutor: try await world.tutor(of: tutor),
            status: status,
            ago: ago
        )
        return try await world.db.write { tx in try pupil.insert(tx).description }
    }

    /// The dispute about a new lesson of the two.
    func dispute(of student: Person = .sara, with tutor: Person = .tina) async throws -> String {
        let lesson = try await lesson(.disputed, of: student, with: tutor)
        return try await world.db.write { tx in
            let id = tx.newID(of: LessonDispute.self)
            try tx.execute(
                """
                INSERT INTO lesson_dispute (id, lesson_id, opened_by, former, claims, created_at, updated_at, version)
                VALUES (\(id), \(ID<Lesson>(lesson)), 'student', 'completed', \(json: [String]()), \(tx.now), \(tx.now), 1)
                """
            )
            return id.description
        }
    }

    private struct Pupil: Sendable {
        let student: ID<Account>
        let tutor: ID<Tutor>
        let status: Lesson.Status
        let ago: Duration

        func insert(_ tx: borrowing Tx) throws -> ID<Lesson> {
            let (id, start) = (tx.newID(of: Lesson.self), tx.now - ago)
            let policies = try Policies.at(tx.now, tx)
            try tx.execute(
                """
                INSERT INTO lesson (id, student_id, tutor_id, subject, minutes, starts_at, ends_at, zone_tutor, zone_student,
                                    state, lapses_at, lot_id, price_minor, policy, policy_start, rules, student_moves, is_free_to_cancel,
                                    sequence, created_at, updated_at, version)
                VALUES (\(id), \(student), \(tutor), 'mathematics', 60, \(start), \(start + .minutes(60)), 'Europe/Rome',
                        'Europe/Rome', \(status), \(status == .requested ? tx.now + .hours(1) : nil),
                        \(tx.newID(of: Lot.self)), 2700,
                        \(json: CancelTerms.of(.standard, policies)), \(start), \(json: LessonRules(policies)), 0, \(false), 0,
                        \(tx.now), \(tx.now), 1)
                """
            )
            return id
        }
    }
}

// Files and folders.
extension LearningScene {
    /// One grey pixel.
    static let pixel = [UInt8](
        Data(
            base64Encoded:
                "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNgAAAAAgABSK+kcQAAAABJRU5ErkJggg=="
        ) ?? Data()
    )

    func upload(
        _ name: String = "formule.png",
        by person: Person = .tina,
        in folder: String? = nil,
        on topic: String? = nil
    ) async throws -> TestResponse {
        var form = Form()
        if let folder { form = form.field("folder_id", folder) }
        if let topic { form = form.field("topic", topic) }
        return try await world.as(person).post(
            "/api/v1/files",
            form.file("file", name, "image/png", Self.pixel)
        )
    }

    func file(
        _ name: String = "formule.png",
        by person: Person = .tina,
        in folder: String? = nil,
        on topic: String? = nil
    ) async throws -> String {
        let answer = try await upload(name, by: person, in: folder, on: topic)
        guard answer.status == 201, let id = answer.id else { throw TestFailure("no file: \(answer)") }
        return id
    }

    func makeFolder(
        _ name: String,
        in parent: String? = nil,
        by person: Person = .tina
    ) async throws -> TestResponse {
        var body: [String: JSONValue] = ["name": .string(name)]
        if let parent { body["parent_id"] = .string(parent) }
        return try await world.as(person).post("/api/v1/folders", JSONValue(body))
    }

    func folder(_ name: String, in parent: String? = nil, by person: Person = .tina) async throws -> String {
        let answer = try await makeFolder(name, in: parent, by: person)
        guard answer.status == 201, let id = answer.id else { throw TestFailure("no folder: \(answer)") }
        return id
    }

    func share(
        _ item: String,
        with receiver: Person = .sara,
        _ right: String = "view",
        until end: Instant? = nil,
        by person: Person = .tina
    ) async throws -> TestResponse {
        var body: [String: JSONValue] = [
            "account_id": .string(try await world.id(of: receiver)), "right": .string(right),
        ]
        if let end { body["expires_at"] = .string(end.description) }
        return try await world.as(person).post("/api/v1/files/\(item)/shares", JSONValue(body))
    }

    /// The right of a person to a file, or the status of the refusal.
    func right(to file: String, of person: Person) async throws -> String {
        let answer = try await world.as(person).get("/api/v1/files/\(file)")
        return answer.status == 200 ? answer["right"]?.stringValue ?? "names" : String(answer.status)
    }

    func names(_ query: String = "", of person: Person) async throws -> [String] {
        let answer = try await world.as(person).get("/api/v1/files\(query)")
        guard answer.status == 200 else { throw TestFailure("no list: \(answer)") }
        return answer["data"]?.arrayValue?.compactMap { $0["name"]?.stringValue } ?? []
    }

    /// The path and query of an absolute address.
    static func path(of url: String?) -> String {
        (url ?? "").replacing("https://world.example", with: "")
    }
}

extension JSONValue {
    /// An object of a dictionary.
    init(_ members: [String: JSONValue]) {
        var object = JSONObject()
        for (name, value) in members { object[name] = value }
        self = .object(object)
    }
}
