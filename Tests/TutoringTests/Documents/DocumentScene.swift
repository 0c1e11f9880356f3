import Kernel
import Platform
import Store
import TestKit

@testable import Tutoring

/// A site in which Tina's sales to Sara are documented without being paid.
struct DocumentScene: Sendable {
    let world: World

    static func open() async throws -> DocumentScene {
        DocumentScene(world: try await castTutoring())
    }

    /// Another regime or country of Tina's.
    func register(_ regime: TaxRegime, country: String = "IT") async throws {
        let tina = try await world.tutor(of: .tina)
        let vatNumber: String? = regime == .none ? nil : "\(country == "IT" ? "" : country)12345678903"
        try await world.db.write { tx in
            try tx.execute(
                """
                UPDATE tutor SET regime = \(regime), country = \(country), vat_number = \(vatNumber) WHERE id = \(tina)
                """
            )
        }
    }

    func sell(
        _ amount: Int64,
        _ cause: String = "purchase:1",
        subject: String = "mathematics",
        by tutor: Person = .tina,
        lessons: Int = 3
    ) async throws {
        let sale = DocumentedSale(
            cause: cause,
            student: try await world.account(of: .sara),
            tutor: try await world.tutor(of: tutor),
            subject: SubjectCode(unchecked: subject),
            lessons: lessons,
            minutes: 60,
            amount: amount
        )
        let site = world.site
        try await world.db.write { tx in try Documents.issue(sale, at: site, tx) }
    }

    func refund(_ amount: Int64, _ cause: String = "refund:1", of sale: String = "purchase:1") async throws {
        let site = world.site
        try await world.db.write { tx in
            try Documents.credit(amount, of: sale, cause: cause, at: site, tx)
        }
    }

    /// The documents that a person sees, newest first.
    func documents(of person: Person = .sara, _ query: String = "") async throws -> [JSONValue] {
        let answer = try await world.as(person).get("/api/v1/invoices\(query)")
        guard answer.status == 200 else { throw TestFailure("no documents: \(answer)") }
        return answer["data"]?.arrayValue ?? []
    }

    /// The code of a subject that is no matter of school.
    func otherSubject() async throws -> String {
        let found = try await world.db.read { tx in
            try tx.value(
                "SELECT code FROM subject WHERE NOT is_school ORDER BY code LIMIT 1",
                as: String.self
            )
        }
        guard let found else { throw TestFailure("only school subjects") }
        return found
    }
}
