import Kernel
import Platform
import Store
import Web

/// The office's side of courses.
enum CourseDesk {
    // swift-format-ignore
    @RouteTable static var rows: [Route] {
        //     path                               handler    needs
        Get   ("/admin/courses",                  list,      .courseManage, "List all courses", details: "Drafts, cancelled courses and past ones are included.")
        Post  ("/admin/courses",                  create,    .courseManage, "Create a course", details: "The course begins as a draft that only the office sees.")
        Patch ("/admin/courses/{id}",             change,    .courseManage, "Update a course", details: "Also publishes, withdraws or cancels it through `status`. Changes of time or place are sent to everyone enrolled. Cancelling needs a recent login and refunds all payments.").refuses(.stepUpRequired, .noSeatLost, .illegalTransition, .guardFailed, .stale)
        Delete("/admin/courses/{id}",             remove,    .courseManage, "Delete a course", details: "Refused while someone is enrolled or on the waiting list.").refuses(.courseInUse, .stale)
        Get   ("/admin/courses/{id}/enrollments", enrolled,  .courseManage, "List a course's enrolments", details: "Seats and places on the waiting list, in the order of enrolment.")
    }

    static func list(_ call: Call, filter: CourseFilter, page: PageRequest) async throws -> Page<CourseView> {
        try await CourseView.list(filter.conditions, filter.sort, page, for: call)
    }

    static func create(_ call: Call, body: NewCourse) async throws -> Created<CourseView> {
        try await call.db.write { tx in
            let course = try Course.add(body, by: call.actor, tx)
            let view = CourseView(course, nil, nil, in: call.languages)
            return Created(view, at: "/courses/\(course.id)", version: course.version)
        }
    }

    static func change(
        _ call: Call,
        id: ID<Course>,
        match: IfMatch?,
        body: CourseChanges
    ) async throws -> Versioned<CourseView> {
        try await call.db.write { tx in
            let course = try Course.find(id, tx)
            try match?.check(course.version)
            var next = try course.changed(by: body, as: call.actor, tx)
            if next.sequence != course.sequence, next.status == .published {
                try next.notifyAll(.courseChanged, at: call.site, tx)
            }
            if let status = body.status, status != next.status {
                next = try next.advanced(to: status, because: body.statusReason.value, as: call, tx)
            }
            if let capacity = body.capacity, capacity.value != next.offer.capacity {
                let promoted = try Offer.resize(next.offerID, to: capacity.value, tx)
                if next.status == .published { try next.notifyPromoted(promoted, at: call.site, tx) }
            }
            let view = CourseView(try Course.find(id, tx), nil, nil, in: call.languages)
            return Versioned(view, version: view.version)
        }
    }

    static func remove(_ call: Call, id: ID<Course>, match: IfMatch?) async throws -> NoContent {
        try await call.db.write { tx in
            let course = try Course.find(id, tx)
            try match?.check(course.version)
            try course.delete(by: call.actor, tx)
            return NoContent()
        }
    }

    static func enrolled(_ call: Call, id: ID<Course>, page: PageRequest) async throws -> Page<EnrolledView> {
        try await call.db.read { tx in
            let course = try Course.find(id, tx)
            return try tx.page(
                page,
                """
                SELECT \(EnrolledView.columns) FROM booking_seat s JOIN profile p ON p.account_id = s.holder_id
                 WHERE s.offer_id = \(course.offerID)
                """,
                order: SortOrder(.ascending("number", \.number))
            )
        }
    }
}

extension Course {
    fileprivate func advanced(
        to status: Status,
        because reason: Appointment.Reason?,
        as call: Call,
        _ tx: borrowing Tx
    ) throws -> Course {
        var course = self
        course.statusReason = reason
        let moved = try course.advanced(to: status, as: call, reason: reason?.rawValue, tx)
        if status == .cancelled {
            // Every payment is refunded.
            try StepUp.require(call, tx)
            try moved.notifyAll(.courseCancelled, at: call.site, tx)
            try moved.refund(because: "course_cancelled", tx)
        }
        return moved
    }
}

/// A course to create as a draft.
struct NewCourse: Body {
    var title: Wording
    /// In plain text, up to 5,000 characters.
    var description: Text<1, 5000>
    /// An address or the web address of an online course.
    var location: Line<1, 200>?
    /// Before `ends_at`.
    var startsAt: Instant
    /// After `starts_at`.
    var endsAt: Instant
    /// The number of seats.
    var capacity: Ranged<1, 10000>
    /// In euro cents with tax; 0 by default.
    var priceCents: Cents?
    /// Whether subscribers enrol without a payment; false by default.
    ///
    /// With online payments, a price of 0 admits only them.
    var includedInPlan: Bool?
}

/// Changes of a course.
///
/// Absent members stay as they are; null clears the location.
struct CourseChanges: Body, MergePatch {
    var title: Wording?
    /// In plain text, up to 5,000 characters.
    var description: Text<1, 5000>?
    /// An address or the web address of an online course; a change is sent to everyone enrolled.
    var location: Change<Line<1, 200>> = .keep
    /// Before `ends_at`; a change is sent to everyone enrolled.
    var startsAt: Instant?
    /// After `starts_at`; a change is sent to everyone enrolled.
    var endsAt: Instant?
    /// The number of seats; more seats go to the waiting list, and occupied seats cannot be removed.
    var capacity: Ranged<1, 10000>?
    /// In euro cents with tax, for later enrolments.
    var priceCents: Cents?
    /// Whether subscribers enrol without a payment.
    ///
    /// With online payments, a price of 0 admits only them.
    var includedInPlan: Bool?
    /// The status to move to: published, back to draft while nobody is enrolled, or cancelled.
    var status: Course.Status?
    /// Why the status changes; participants read it in a cancellation.
    var statusReason: Change<Appointment.Reason> = .keep
}
