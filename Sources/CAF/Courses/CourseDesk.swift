import Kernel
import Platform
import Store
import Web

/// The office's side of courses.
enum CourseDesk {
    // swift-format-ignore
    @RouteTable static var rows: [Route] {
        //     path                               handler    needs
        Get   ("/admin/courses",                  list,      .courseManage, "Every course, drafts too")
        Post  ("/admin/courses",                  create,    .courseManage, "A new course, as a draft")
        Patch ("/admin/courses/{id}",             change,    .courseManage, "Change, publish or cancel a course").refuses(.stepUpRequired, .noSeatLost, .illegalTransition, .guardFailed, .stale)
        Delete("/admin/courses/{id}",             remove,    .courseManage, "Delete a course that nobody has joined").refuses(.courseInUse, .stale)
        Get   ("/admin/courses/{id}/enrollments", enrolled,  .courseManage, "Who holds a seat and who waits, in their order")
    }

    static func list(_ call: Call, filter: CourseFilter, page: PageRequest) async throws -> Page<CourseView> {
        try await CourseView.list(filter.conditions, page, for: call)
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
            // All who have paid get it back.
            try StepUp.require(call, tx)
            try moved.notifyAll(.courseCancelled, at: call.site, tx)
            try moved.refund(because: "course_cancelled", tx)
        }
        return moved
    }
}

struct NewCourse: Body {
    var title: Wording
    var description: Text<1, 5000>
    var location: Line<1, 200>?
    var startsAt: Instant
    var endsAt: Instant
    var capacity: Ranged<1, 10000>
    var priceCents: Cents?
    var includedInPlan: Bool?
}

/// Absent members stay as they are; null clears those that may be missing.
struct CourseChanges: Body, MergePatch {
    var title: Wording?
    var description: Text<1, 5000>?
    var location: Change<Line<1, 200>> = .keep
    var startsAt: Instant?
    var endsAt: Instant?
    var capacity: Ranged<1, 10000>?
    var priceCents: Cents?
    var includedInPlan: Bool?
    var status: Course.Status?
    var statusReason: Change<Appointment.Reason> = .keep
}
