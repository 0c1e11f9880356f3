import Kernel
import Platform
import Store
import TestKit
import Testing

@testable import Tutoring

@Suite struct LeavingTests {
    private let password: JSONValue = ["password": .string(Person.demoPassword)]

    @Test func `a student leaves with the password, and the name goes`() async throws {
        let world = try await castTutoring()
        let sara = try await world.account(of: .sara)

        let wrong = try await world.as(.sara).delete(
            "/api/v1/users/me/account",
            ["password": "not the password"]
        )
        let left = try await world.as(.sara).delete("/api/v1/users/me/account", password)

        #expect(wrong.status == 422, "\(wrong)")
        #expect(left.status == 204, "\(left)")
        #expect(try await world.logIn(.sara).problem == .invalidCredentials)
        let profile = try await world.db.read { tx in try Profile.find(sara, tx) }
        #expect(profile.shortName == "Former m.")
        #expect(try await world.db.read { tx in try Student.find(sara, tx) } == nil)
    }

    @Test func `a tutor leaves, and is not found any more`() async throws {
        let world = try await castTutoring()
        let tina = try await world.tutor(of: .tina)
        let reader = try await world.enrolTutor("leaver")

        let left = try await world.as(.tina).delete("/api/v1/users/me/account", password)
        let other = try await world.as(reader).delete("/api/v1/users/me/account", password)

        #expect(left.status == 204 && other.status == 204, "\(left)")
        #expect(try await world.anonymous.get("/api/v1/tutors/\(tina)").status == 404)
        let gone = try await world.db.read { tx in try Tutor.find(tina, tx) }
        #expect(gone.displayName.rawValue == "Former member" && gone.legal.sealedTaxCode == nil)
    }

    @Test func `a tutor with a balance has open business`() async throws {
        let world = try await castTutoring()
        let tina = try await world.tutor(of: .tina)
        try await world.db.write { tx in
            try tx.execute(
                """
                INSERT INTO tutor_entry (id, tutor_id, kind, subject_id, amount, commission, vat, at, eligible_at, booked, is_held)
                VALUES (\(tx.newID(of: TutorEntry.self)), \(tina), 'earning', \(tx.newID(of: Lesson.self)), 2451, 450, 99,
                        \(tx.now), \(tx.now), 'tutor', \(false))
                """
            )
        }

        let left = try await world.as(.tina).delete("/api/v1/users/me/account", password)

        #expect(left.status == 409 && left.problem == .openBusiness, "\(left)")
    }

    @Test func `the last administrator stays`() async throws {
        let world = try await castTutoring()
        _ = try await world.as(.adam).delete("/api/v1/users/me/account", password)

        let left = try await world.as(.ada).delete("/api/v1/users/me/account", password)

        #expect(left.status == 409 && left.problem == .lastAdministrator, "\(left)")
    }

    @Test func `everything that is kept about a person can be exported, after a fresh login`() async throws {
        let world = try await castTutoring()
        let token = try await world.token(of: .tina)

        let fresh = try await world.with(token: token).get("/api/v1/users/me/export")
        try await world.db.write { tx in
            try tx.execute("UPDATE session SET authenticated_at = \(tx.now - .minutes(16))")
        }
        let stale = try await world.with(token: token).get("/api/v1/users/me/export")

        #expect(fresh.status == 200 && stale.status == 403, "\(fresh.status) \(stale)")
    }
}
