import Kernel
import Platform
import Store

/// A course of the office: its time and place, its seats and its price.
struct Course: Sendable {
    let id: ID<Course>
    let title: Wording
    let summary: Text<1, 5000>
    let location: Line<1, 200>?
    let startsAt: Instant
    let endsAt: Instant
    let price: Cents
    /// Whether a subscription includes it.
    let isInPlan: Bool
    let status: Status
    var statusReason: Appointment.Reason?
    /// Raised by every change that calendars must follow.
    let sequence: Int
    let createdAt: Instant
    let updatedAt: Instant
    let version: Int
    let offer: Offer
    /// The length of the waiting list.
    let waiting: Int

    var offerID: ID<Offer> { id.cast() }
}

extension Course: LifecycleSubject {
    static let kind = "course"

    /// A status of a course.
    enum Status: String, Codable, CaseIterable, Sendable, SQLValueConvertible {
        /// Visible to the office only.
        case draft
        /// Open for enrolment until it begins.
        case published
        /// Called off; payments are refunded.
        case cancelled
    }

    /// A move of a course along its lifecycle.
    enum Event: String, Codable, CaseIterable, Sendable {
        /// The office opens it for enrolment.
        case publish
        /// The office turns it back into a draft, before anyone has enrolled.
        case withdraw
        /// The office calls it off.
        case cancel
    }

    // swift-format-ignore
    static let lifecycle = Lifecycle<Course, Status, Event>(start: .draft) {
        // event      from               to              needs                if
        On(.publish,  from: .draft,      to: .published, needs: .courseManage)
        On(.withdraw, from: .published,  to: .draft,     needs: .courseManage, if: nobodyEnrolled)
        On(.cancel,   from: .published,  to: .cancelled, needs: .courseManage)
    }

    static let nobodyEnrolled = Guard<Course>(
        "nobody_enrolled",
        [
            "en": "Customers are enrolled. Cancel the course instead.",
            "it": "Ci sono iscritti. Annullare invece il corso.",
        ]
    ) { course in
        course.offer.taken == 0 && course.waiting == 0
            ? [] : [Problem.Fault("/status", .peopleEnrolled)]
    }
}

extension Course: Record {
    static let columns: SQL =
        """
        c.id AS course_id, c.title, c.description, c.location, c.starts_at, c.ends_at, c.price_cents, c.is_in_plan,
        c.status, c.status_reason, c.sequence, c.created_at, c.updated_at, c.version, \(Offer.columns),
        (SELECT COUNT(*) FROM booking_seat s WHERE s.offer_id = c.id AND s.state = 'waiting') AS waiting
        """

    static let source: SQL = "course c JOIN booking_offer f ON f.id = c.id"

    init(_ row: inout Row) throws {
        id = try row.next()
        title = try row.json()
        summary = try row.next()
        location = try row.next()
        startsAt = try row.next()
        endsAt = try row.next()
        price = try row.next()
        isInPlan = try row.next()
        status = try row.next()
        statusReason = try row.next()
        sequence = try row.next()
        createdAt = try row.next()
        updatedAt = try row.next()
        version = try row.next()
        offer = try Offer(&row)
        waiting = try row.next()
    }
}
