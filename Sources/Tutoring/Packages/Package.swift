import Kernel
import Platform
import Store

/// Several lessons of one tutor in one subject, sold together.
struct Package: Sendable {
    let id: ID<Package>
    let tutor: ID<Tutor>
    let seller: ID<Account>
    let tutorName: String
    var subject: SubjectCode
    var level: SubjectLevel?
    var name: Name
    var description: Explanation?
    var status: Status
    /// The terms on sale.
    var current: PackageVersion
    /// From 1 to 5, of the package's own reviews; nil without any.
    let rating: Double?
    let ratings: Int
    let createdAt: Instant
    let version: Int

    typealias Name = Line<3, 120>
    typealias Explanation = Text<1, 4_000>
}

extension Package: LifecycleSubject {
    static let kind = "package"
    static let guardRefusal = Problem.Code.illegalTransition

    /// The state of a package.
    enum Status: String, Codable, CaseIterable, Sendable, SQLValueConvertible {
        /// Only its tutor sees it.
        case draft
        /// On sale.
        case published
        /// No longer on sale; what was sold lives on.
        case archived
    }

    /// A move of a package along its lifecycle.
    enum Event: String, Codable, CaseIterable, Sendable {
        /// It goes on sale.
        case publish
        /// It is no longer sold.
        case archive
    }

    // swift-format-ignore
    static let lifecycle = Lifecycle<Package, Status, Event>(start: .draft) {
        // event       from                  to             needs
        On(.publish,  from: .draft, .archived,  to: .published, needs: .packageManage)
        On(.archive,  from: .draft, .published, to: .archived,  needs: .packageArchive)
    }

    func transitioned(to status: Status, by event: Event, _ tx: borrowing Tx) throws -> Package {
        try tx.changeOne(
            """
            UPDATE package SET state = \(status), updated_at = \(tx.now), version = version + 1
             WHERE id = \(id) AND version = \(version)
            """
        )
        // A package on sale makes its tutor findable.
        try TutorListing.refresh(tutor, tx)
        return try Self.find(id, tx)
    }
}

/// The terms of a package; a version never changes.
struct PackageVersion: Hashable, Sendable {
    /// From 1.
    let n: Int
    let lessons: Int
    let minutes: Int
    /// In cents, for all lessons.
    let listPrice: Int64
    let validityDays: Int
    let discount: Discount?

    /// A reduction of the list price.
    struct Discount: Codable, Hashable, Sendable {
        /// The reason of the reduction.
        var kind: Kind
        /// In percent: of the list price, or of the list price of one lesson.
        var percent: Int

        /// The reason of a reduction.
        enum Kind: String, Codable, CaseIterable, Sendable {
            /// For everybody, off the list price.
            case bulk
            /// Off the list price of one lesson, for students who never paid this tutor.
            case firstLesson = "first_lesson"
        }
    }

    /// The price for a student, in cents.
    func price(isFirstLesson: Bool) -> Int64 {
        guard let discount else { return listPrice }
        switch discount.kind {
        case .bulk: return listPrice - Share(discount.percent * 100).of(listPrice)
        case .firstLesson where isFirstLesson:
            return listPrice - Self.halfUp(listPrice * Int64(discount.percent), by: Int64(100 * lessons))
        case .firstLesson: return listPrice
        }
    }

    private static func halfUp(_ value: Int64, by divisor: Int64) -> Int64 {
        (2 * value + divisor) / (2 * divisor)
    }
}

extension Package {
    /// The price for a student, and whether it has the discount for the first lesson with the tutor: nobody gets that one
    /// twice, nor while another such purchase is open.
    func price(for student: ID<Account>?, _ tx: borrowing Tx) throws -> (amount: Int64, isFirstLesson: Bool) {
        let isFirst = try current.discount?.kind == .firstLesson && isNew(student, tx)
        return (current.price(isFirstLesson: isFirst), isFirst)
    }

    private func isNew(_ student: ID<Account>?, _ tx: borrowing Tx) throws -> Bool {
        guard let student else { return true }
        return try !Purchase.hasFirstLesson(of: student, with: tutor, tx)
    }
}
