import Kernel
import Platform
import Store
import Web

/// A plan: lessons for a price each month or year, with any tutor who accepts plans.
struct LessonPlan: Sendable {
    let id: ID<LessonPlan>
    var name: Name
    /// They change only while nobody has the plan.
    var terms: Terms
    private(set) var status: Status
    let createdAt: Instant
    private(set) var version: Int

    typealias Name = Line<2, 80>
    typealias Price = Ranged<100, 1_000_000>
    typealias Lessons = Ranged<1, 100>

    /// The terms of a plan.
    struct Terms: Sendable, Equatable {
        /// The lessons of each period.
        var lessons: Int
        /// The length of each lesson.
        var minutes: Int
        /// For each period, in cents.
        var price: Int64
        var interval: Interval
        /// The greatest single price, in cents, of a lesson that it pays for.
        var cap: Int64

        /// All lessons at the cap cost no more than the plan.
        func check() throws(Problem) {
            guard cap * Int64(lessons) <= price else {
                throw Problem(.invalid, faults: [.init("/cap_minor", .capAbovePrice)])
            }
        }
    }

    /// The length of a period.
    enum Interval: String, Codable, CaseIterable, Sendable, SQLValueConvertible {
        /// One month.
        case month
        /// One year.
        case year
    }
}

extension LessonPlan: LifecycleSubject {
    static let kind = "plan"

    /// Whether a plan is for sale.
    enum Status: String, Codable, CaseIterable, Sendable, SQLValueConvertible {
        /// For sale.
        case offered
        /// No longer for sale; subscribers keep it.
        case retired
    }

    /// A move of a plan.
    enum Event: String, Codable, CaseIterable, Sendable, SQLValueConvertible {
        /// It is taken from sale.
        case retire
        /// It is put on sale again.
        case offer
    }

    // swift-format-ignore
    static let lifecycle = Lifecycle<LessonPlan, Status, Event>(start: .offered) {
        On(.retire, from: .offered, to: .retired, needs: .planManage)
        On(.offer,  from: .retired, to: .offered, needs: .planManage)
    }

    func transitioned(to status: Status, by event: Event, _ tx: borrowing Tx) throws -> LessonPlan {
        try tx.changeOne(
            """
            UPDATE lesson_plan SET state = \(status), updated_at = \(tx.now), version = version + 1
             WHERE id = \(id) AND version = \(version)
            """
        )
        return try Self.find(id, tx)
    }
}

extension LessonPlan: Record {
    static let columns: SQL =
        """
        n.id, n.name, n.lessons, n.minutes, n.price_minor, n.period, n.cap_minor, n.state, n.created_at, n.version
        """

    init(_ row: inout Row) throws {
        id = try row.next()
        name = try row.next()
        terms = Terms(
            lessons: try row.next(),
            minutes: try row.next(),
            price: try row.next(),
            interval: try row.next(),
            cap: try row.next()
        )
        status = try row.next()
        createdAt = try row.next()
        version = try row.next()
    }
}

extension LessonPlan {
    /// The offer for the payment provider; its key identifies the plan in a subscription.
    var offer: PriceOnOffer {
        PriceOnOffer(
            key: id.description,
            name: name.rawValue,
            amount: Money(terms.price, .euro),
            period: terms.interval == .month ? .month : .year
        )
    }
}
