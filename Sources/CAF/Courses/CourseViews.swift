import Kernel
import Platform
import Store
import Web

/// A course, with where the caller stands in it.
struct CourseView: View {
    var id: ID<Course>
    var title: String
    var titles: Wording
    var description: Text<1, 5000>
    var location: Line<1, 200>?
    var startsAt: Instant
    var endsAt: Instant
    var priceCents: Cents
    var includedInPlan: Bool
    var status: Course.Status
    var statusReason: Appointment.Reason?
    var capacity: Int
    var seatsLeft: Int
    var waiting: Int
    /// The caller's own; absent when they are not enrolled.
    var enrolment: Seat.State?
    /// Where the caller stands on the waiting list, from 1.
    var place: Int?
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
        _ page: PageRequest,
        for call: Call
    ) async throws -> Page<CourseView> {
        try await call.db.read { tx in
            let courses: Page<Course> = try tx.page(
                page,
                "SELECT \(Course.columns) FROM \(Course.source) WHERE \(SQL.all(conditions))",
                order: SortOrder(.ascending("starts_at", \.startsAt), .ascending("course_id", \.id))
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

/// One's seat in a course.
struct CourseSeatView: View {
    var id: ID<Seat>
    var courseId: ID<Course>
    var state: Seat.State
    var place: Int?
    var createdAt: Instant

    init(_ seat: Seat, _ place: Int?) {
        id = seat.id
        courseId = seat.offer.cast()
        state = seat.state
        self.place = place
        createdAt = seat.createdAt
    }
}

/// Someone in a course, as the office sees them.
struct EnrolledView: View, Record {
    var id: ID<Seat>
    var customerId: ID<Account>
    var customerName: String
    var state: Seat.State
    /// In the order in which they came.
    var number: Int
    var createdAt: Instant
    var heldAt: Instant?

    static let columns: SQL =
        "s.id, s.holder_id, p.first_name, p.last_name, s.state, s.number, s.created_at, s.held_at"

    init(_ row: inout Row) throws {
        id = try row.next()
        customerId = try row.next()
        customerName = try "\(row.next(String.self)) \(row.next(String.self))"
        state = try row.next()
        number = try row.next()
        createdAt = try row.next()
        heldAt = try row.next()
    }
}
