import Kernel
import Platform
import Store
import Web

/// The public side of courses: lists, enrolment and payment.
enum Courses {
    static let routes = (rows + CourseDesk.rows).tagged("Courses")

    // swift-format-ignore
    @RouteTable private static var rows: [Route] {
        //     path                      handler   needs
        Get   ("/courses",               list,     .anyone,       "List upcoming courses", details: "Published courses that have not ended, by their start. With a login, each course says whether the caller is enrolled.")
        Get   ("/courses/{id}",          show,     .anyone,       "Get a course", details: "Drafts are not shown.")
        Post  ("/courses/{id}/enroll",   enrol,    .courseEnrol,  "Enrol in a course", details: "Takes a seat, or a place on the waiting list when the course is full. Where the office takes payments online, refused while a price is due: pay at the checkout instead.").idempotent.refuses(.alreadyEnrolled, .courseOver, .courseUnpaid)
        Post  ("/courses/{id}/checkout", checkout, .courseEnrol,  "Create a course checkout page", details: "The seat is taken when the payment succeeds. If the course is full by then, the payment is refunded.").refuses(.alreadyEnrolled, .courseOver, .courseFull, .courseNeedsNoPayment, .paymentsNotConfigured, .paymentsUnavailable, .paymentRefused)
        Delete("/courses/{id}/unenroll", unenrol,  .courseEnrol,  "Leave a course", details: "Gives up the seat or the place on the waiting list. The first customer on the waiting list gets the seat, and a payment is refunded. Refused once the course has begun.").refuses(.courseOver)
    }

    static func list(
        _ call: Call,
        filter: CourseFilter,
        page: PageRequest
    ) async throws -> Cached<Page<CourseView>> {
        let conditions: [SQL] =
            ["c.status = \(Course.Status.published)", "c.ends_at > \(call.now)"] + filter.conditions
        return Cached(
            try await CourseView.list(conditions, filter.sort, page, for: call),
            seconds: call.freshness
        )
    }

    static func show(_ call: Call, id: ID<Course>) async throws -> CourseView {
        try await call.db.read { tx in
            let course = try Course.findOpen(id, tx)
            let seat = try call.actor.account.flatMap { try Seat.find(of: $0, on: course.offerID, tx) }
            return CourseView(course, seat, try seat?.place(tx), in: call.languages)
        }
    }

    static func enrol(_ call: Call, id: ID<Course>) async throws -> Created<CourseSeatView> {
        let me = try call.account
        return try await call.db.write { tx in
            try Quota.courseSeats.consume(as: call, tx)
            try Quota.courseChanges.consume(as: call, tx)
            let course = try Course.findOpen(id, tx)
            let seat = try course.enrol(me, by: call, tx)
            return Created(CourseSeatView(seat, try seat.place(tx)), at: "/courses/\(id)")
        }
    }

    /// No seat is reserved during the payment: a payment for a full course is refunded.
    static func checkout(_ call: Call, id: ID<Course>, body: CoursePurchase?) async throws -> PaymentPage {
        let me = try call.account
        let address = try call.site.returnAddress(to: body?.returnTo)
        try await Quota.paymentPages.consumeNow(call)
        let course = try await call.db.read { tx in
            try Quota.courseSeats.consume(as: call, tx)
            let course = try Course.findOpen(id, tx)
            guard course.status == .published, call.now < course.startsAt else { throw Problem(.courseOver) }
            guard try Seat.find(of: me, on: course.offerID, tx) == nil else {
                throw Problem(.alreadyEnrolled)
            }
            guard course.price > .zero, try course.owes(me, tx) else { throw Problem(.courseNeedsNoPayment) }
            guard course.offer.left > 0, course.waiting == 0 else { throw Problem(.courseFull) }
            return course
        }
        let offer = PriceOnOffer(
            key: course.purpose,
            name: course.title.text(in: call.languages),
            amount: course.price.money,
            period: .once
        )
        let back = ReturnAddresses(success: address, cancel: address)
        return PaymentPage(try await Payments.checkout(for: me, offer, returning: back, call))
    }

    static func unenrol(_ call: Call, id: ID<Course>) async throws -> NoContent {
        let me = try call.account
        return try await call.db.write { tx in
            try Course.findOpen(id, tx).unenrol(me, by: call, tx)
            return NoContent()
        }
    }
}

/// The return address of a checkout.
struct CoursePurchase: Body {
    /// A path of this site to return to after the payment, beginning with `/`; the home page by default.
    var returnTo: Line<1, 300>?
}

/// Filters of a list of courses.
struct CourseFilter: Query {
    /// Words or parts of words from the title, the description or the location.
    var search: Line<1, 100>?
    /// Only courses in one of these statuses; the public list has published ones only.
    var status: [Course.Status]?
    /// Only courses that begin on this day or at this moment, or later.
    var from: DayOrInstant?
    /// Only courses that begin before this moment; a day counts until its end.
    var until: DayOrInstant?
    /// True for courses with a free seat, false for full ones; both by default.
    var available: Bool?
    /// The order; by default `starts_at`.
    var sort: ColumnSort<CourseColumn>?

    var conditions: [SQL] {
        [
            search.map { SearchQuestion($0.rawValue).condition(in: "c.search_text") },
            status.map { "c.status \(in: $0)" },
            from.map { "c.starts_at >= \($0.start(in: .office))" },
            until.map { "c.starts_at < \($0.end(in: .office))" },
            available.map { $0 ? "f.taken < f.capacity" : "f.taken = f.capacity" },
        ].compactMap(\.self)
    }
}
