import Kernel
import Platform
import Store
import Web

/// A selection of packages.
struct PackageFilter: Query {
    /// Words of the name, the subject or the description; the last may go on.
    var q: Line<1, 200>?
    /// Only packages of this subject.
    var subject: SubjectCode?
    /// Only packages of this level, or of any level.
    var level: SubjectLevel?
    /// Only packages of this tutor.
    var tutorId: ID<Tutor>?
    /// The highest list price, in cents.
    var priceMax: PositiveCents?
    /// Only packages with lessons of this length, in minutes.
    var minutes: LessonMinutes?
    /// Only the caller's own: a tutor's packages in every state, a student's bought ones.
    var mine: Bool?
    /// The order; by relevance when absent.
    var sort: PackageOrder?
}

/// The order of packages.
enum PackageOrder: String, Codable, CaseIterable, Sendable {
    /// The best match of the words first, then the newest.
    case relevance
    /// The lowest list price first.
    case price
    /// The best rating first, packages without one last.
    case rating
}

extension PackageFilter {
    func page(_ page: PageRequest, for call: Call, _ tx: borrowing Tx) throws -> Page<Package> {
        let words = q.map { WordQuery($0.rawValue, in: .packages) }
        let weight: SQL = words?.weight(for: tx.dialect) ?? "0"
        let source: SQL? = words == nil ? nil : "JOIN package_words w ON w.id = k.id"
        let conditions: [SQL?] =
            conditions + [words?.condition(for: tx.dialect), try mine(for: call), Package.visible(to: call)]
        let found = try tx.page(
            page,
            """
            SELECT \(Package.columns), COALESCE(k.rating, 0.0) AS rating_key, \(weight) AS text_key
              FROM \(Package.source) \(source)
             WHERE \(SQL.all(conditions.compactMap(\.self)))
            """,
            order: order
        ) { row in
            let package = try Package(&row)
            _ = try row.next(Double.self)
            return Hit(package: package, text: try row.next())
        }
        return found.map(\.package)
    }

    /// A package with the weight of the searched words.
    private struct Hit: Sendable {
        let package: Package
        let text: Int
    }

    private var conditions: [SQL] {
        [
            subject.map { "k.subject = \($0)" },
            level.map { "(k.level = \($0) OR k.level IS NULL)" },
            tutorId.map { "k.tutor_id = \($0)" },
            priceMax.map { "v.list_price_minor <= \($0.value)" },
            minutes.map { "v.minutes = \($0.value)" },
        ].compactMap(\.self)
    }

    private func mine(for call: Call) throws -> SQL? {
        guard mine == true else { return nil }
        let account = try call.account
        return """
            (t.account_id = \(account)
             OR EXISTS (SELECT 1 FROM purchase p WHERE p.package_id = k.id AND p.student_id = \(account)
                           AND p.paid_at IS NOT NULL))
            """
    }

    private var order: SortOrder<Hit> {
        let newest = SortOrder<Hit>.Key.descending("created_at", \.package.createdAt)
        let byID = SortOrder<Hit>.Key.descending("id", \.package.id)
        return switch sort ?? .relevance {
        case .relevance where q != nil: SortOrder(.descending("text_key", \.text), newest, byID)
        case .relevance: SortOrder(newest, byID)
        case .price: SortOrder(.ascending("list_price_minor", \.package.current.listPrice), byID)
        case .rating: SortOrder(.descending("rating_key") { $0.package.rating ?? 0 }, newest, byID)
        }
    }
}
