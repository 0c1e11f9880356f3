import Kernel
import Platform
import Store
import Web

/// The courses of the office: for everyone to see, for customers to join, for the office to keep.
enum Courses {
    static let routes = (rows + CourseDesk.rows).tagged("Courses")

    // swift-format-ignore
    @RouteTable private static var rows: [Route] {
        //     path                      handler   needs
        Get   ("/courses",               list,     .anyone,       "The courses that can be joined, by their date")
        Get   ("/courses/{id}",          show,     .anyone,       "One course")
        Post  ("/courses/{id}/enroll",   enrol,    .courseEnrol,  "Take a seat, or a place on the waiting list").idempotent.refuses(.alreadyEnrolled, .courseOver, .courseUnpaid)
        Post  ("/courses/{id}/checkout", checkout, .courseEnrol,  "A page on which a seat is paid for; paying takes it").refuses(.alreadyEnrolled, .courseOver, .courseFull, .courseNeedsNoPayment, .paymentsNotConfigured, .paymentsUnavailable, .paymentRefused)
        Delete("/courses/{id}/unenroll", unenrol,  .courseEnrol,  "Give the seat up; the first who waits gets it, and what was paid comes back").refuses(.courseOver)
    }

    static func list(_ call: Call, filter: CourseFilter, page: PageRequest) async throws -> Page<CourseView> {
        let conditions: [SQL] =
            ["c.status = \(Course.Status.published)", "c.ends_at > \(call.now)"] + filter.conditions
        return try await CourseView.list(conditions, page, for: call)
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

    /// A seat is not held while someone pays: who comes too late gets the money back.
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

struct CoursePurchase: Body {
    /// The path of this site to come back to, beginning with `/`.
    var returnTo: Line<1, 300>?
}

/// Which courses are wanted.
struct CourseFilter: Query {
    /// Those that begin then or later.
    var from: Instant?
    var until: Instant?
    /// Only those with a seat left.
    var available: Bool?

    var conditions: [SQL] {
        [
            from.map { "c.starts_at >= \($0)" },
            until.map { "c.starts_at < \($0)" },
            available.map { $0 ? "f.taken < f.capacity" : "f.taken = f.capacity" },
        ].compactMap(\.self)
    }
}
