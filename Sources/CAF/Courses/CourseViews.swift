import Kernel
import Platform
import Store
import Web

/// A course, with the caller's enrolment.
struct CourseView: View {
    var id: ID<Course>
    /// In the language of the request.
    var title: String
    /// In every language that the office has written.
    var titles: Wording
    /// In plain text, up to 5,000 characters.
    var description: Text<1, 5000>
    /// An address or the web address of an online course.
    var location: Line<1, 200>?
    /// The scheduled beginning, before `ends_at`.
    var startsAt: Instant
    /// The scheduled end, after `starts_at`.
    var endsAt: Instant
    /// In euro cents with tax; 0 for a course that is free, or for subscribers only.
    var priceCents: Cents
    /// Whether subscribers enrol without a payment.
    ///
    /// With online payments, a price of 0 admits only them.
    var includedInPlan: Bool
    var status: Course.Status
    /// The reason given for the current status, if any.
    var statusReason: Appointment.Reason?
    /// The number of seats.
    var capacity: Int
    /// Free seats; 0 when the course is full.
    var seatsLeft: Int
    /// The length of the waiting list.
    var waiting: Int
    /// The caller's own enrolment; absent for a caller who is not enrolled.
    var enrolment: Seat.State?
    /// The caller's place on the waiting list, counted from 1; absent without one.
    var place: Int?
    /// The value for `If-Match`, raised by every change.
    var version: Int

    init(_ course: Course, _ seat: Seat?, _ place: Int?, in languages: [Language]) {
        id = course.id
        title = course.title.text(in: languages)
        titles = course.title
        description = course.summary
        location = course.location
        startsAt = course.startsAt
        endsAt = course.endsAt
        priceCents = course.price
        includedInPlan = course.isInPlan
        status = course.status
        statusReason = course.statusReason
        capacity = course.offer.capacity
        seatsLeft = course.offer.left
        waiting = course.waiting
        enrolment = seat?.state
        self.place = place
        version = course.version
    }

    static func list(
        _ conditions: [SQL],
        _ sort: ColumnSort<CourseColumn>?,
        _ page: PageRequest,
        for call: Call
    ) async throws -> Page<CourseView> {
        try await call.db.read { tx in
            let courses: Page<Course> = try tx.page(
                page,
                """
                SELECT \(Course.columns), \(CourseColumn.selected) FROM \(Course.source)
                 WHERE \(SQL.all(conditions))
                """,
                order: (sort ?? .usual).order
            )
            var seats: [ID<Offer>: Seat] = [:]
            if let me = call.actor.account {
                let mine: [Seat] = try tx.all(
                    """
                    SELECT \(Seat.columns) FROM booking_seat s
                     WHERE s.holder_id = \(me) AND s.offer_id \(in: courses.data.map(\.offerID))
                    """
                )
                for seat in mine { seats[seat.offer] = seat }
            }
            let views = try courses.data.map { course in
                let seat = seats[course.offerID]
                return CourseView(course, seat, try seat?.place(tx), in: call.languages)
            }
            return Page(views, next: courses.next, total: courses.total)
        }
    }
}

/// The caller's seat in a course.
struct CourseSeatView: View {
    var id: ID<Seat>
    var courseId: ID<Course>
    /// A seat, or a place on the waiting list.
    var state: Seat.State
    /// The place on the waiting list, counted from 1; absent with a seat.
    var place: Int?
    /// The time of the enrolment, with a seat or on the waiting list.
    var createdAt: Instant

    init(_ seat: Seat, _ place: Int?) {
        id = seat.id
        courseId = seat.offer.cast()
        state = seat.state
        self.place = place
        createdAt = seat.createdAt
    }
}

/// A participant of a course, or a customer on its waiting list.
struct EnrolledView: View, Record {
    var id: ID<Seat>
    var customerId: ID<Account>
    /// First and last name.
    var customerName: String
    /// The customer's codice fiscale; absent while it is not known.
    var customerCode: CodiceFiscale?
    /// A seat, or a place on the waiting list.
    var state: Seat.State
    /// The order of enrolment, counted from 1.
    var number: Int
    /// The time of the enrolment, with a seat or on the waiting list.
    var createdAt: Instant
    /// When the customer got the seat; absent on the waiting list.
    var heldAt: Instant?

    static let columns: SQL =
        "s.id, s.holder_id, p.first_name, p.last_name, p.codice_fiscale, s.state, s.number, s.created_at, s.held_at"

    init(_ row: inout Row) throws {
        id = try row.next()
        customerId = try row.next()
        customerName = try "\(row.next(String.self)) \(row.next(String.self))"
        customerCode = try row.next()
        state = try row.next()
        number = try row.next()
        createdAt = try row.next()
        heldAt = try row.next()
    }
}
