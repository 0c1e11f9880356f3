import Kernel
import Platform
import Store

/// The packages for one caller.
struct Recommendations: Sendable {
    /// Nil without a preferred one.
    let subject: SubjectCode?
    let call: Call

    private static let most = 10

    func view(_ tx: borrowing Tx) throws -> RecommendationsView {
        let student = call.actor.role == .student ? call.actor.account : nil
        let similar = try student.map { try PackageSimilarity.best(for: $0, tx) } ?? []
        var data: [RecommendedPackage] = []
        for found in similar.prefix(Self.most) {
            let part = ScorePart(
                "similar",
                weight: 100,
                Self.perMille(found.value),
                Self.like(found.like),
                in: call.languages
            )
            data.append(try recommended(found.package, found.value, [part], Self.like(found.like), tx))
        }
        let known = try similar.map(\.package) + bought(by: student, tx)
        let cold = try ColdStart.best(
            Self.most - data.count,
            of: subjects(of: student, tx),
            without: known,
            tx
        )
        for found in cold {
            data.append(
                try recommended(found.package, found.value, parts(of: found), Self.reason(found), tx)
            )
        }
        return RecommendationsView(
            data: data,
            material: try student.map { try Material.of($0, in: call.languages, tx) }
        )
    }

    private func recommended(
        _ id: ID<Package>,
        _ score: Double,
        _ parts: [ScorePart],
        _ why: LocalizedText,
        _ tx: borrowing Tx
    ) throws -> RecommendedPackage {
        RecommendedPackage(
            package: try PackageView(Package.find(id, tx), for: call, tx),
            score: (score * 10_000).rounded() / 10_000,
            parts: parts,
            why: why.text(in: call.languages)
        )
    }

    private func bought(by student: ID<Account>?, _ tx: borrowing Tx) throws -> [ID<Package>] {
        guard let student else { return [] }
        return try tx.values(
            """
            SELECT DISTINCT p.package_id FROM purchase p
             WHERE p.student_id = \(student) AND p.state = 'paid' AND p.package_id IS NOT NULL
            """,
            as: ID<Package>.self
        )
    }

    /// The named subject, or the subjects of the purchases and wishes of the student.
    private func subjects(of student: ID<Account>?, _ tx: borrowing Tx) throws -> [SubjectCode] {
        if let subject { return [subject] }
        guard let student else { return [] }
        let bought = try tx.values(
            "SELECT DISTINCT p.subject FROM purchase p WHERE p.student_id = \(student) AND p.paid_at IS NOT NULL",
            as: SubjectCode.self
        )
        return bought + (try Student.find(student, tx)?.wishes?.subjects ?? [])
    }

    private func parts(of found: ColdStart) -> [ScorePart] {
        [
            ScorePart(
                "subject",
                weight: 50,
                found.isSubject ? 1_000 : 0,
                found.isSubject
                    ? ["it": "È della materia cercata.", "en": "Is of the subject."]
                    : ["it": "È di un'altra materia.", "en": "Is of another subject."],
                in: call.languages
            ),
            ScorePart(
                "rating",
                weight: 30,
                Self.perMille(((found.rating ?? 1) - 1) / 4),
                .rating(found.rating),
                in: call.languages
            ),
            ScorePart(
                "price",
                weight: 20,
                Self.perMille(1 - Double(found.price) / Double(max(1, found.dearest))),
                ["it": "Rispetto al pacchetto più caro.", "en": "Against the dearest package."],
                in: call.languages
            ),
        ]
    }

    private static func perMille(_ value: Double) -> Int { Int((value * 1_000).rounded()) }

    private static func like(_ name: String) -> LocalizedText {
        [
            "it": "Chi ha comprato «\(name)» ha comprato anche questo.",
            "en": "Buyers of “\(name)” bought this too.",
        ]
    }

    private static func reason(_ found: ColdStart) -> LocalizedText {
        found.isSubject
            ? ["it": "Della materia che cerchi.", "en": "Of the subject you look for."]
            : ["it": "Per valutazione e prezzo.", "en": "By rating and price."]
    }
}
