import Kernel
import Platform
import Store
import Web

/// Lessons that recur every week.
enum SeriesRoutes {
    static let routes = rows.tagged("Bookings")

    // swift-format-ignore
    @RouteTable private static var rows: [Route] {
        //   path                                  handler     needs
        Post("/bookings/series",                    create,     .lessonTake, "Book a series",
             details: "One lesson on each date of a weekly rule, paid from lots, all in one transaction. The rule is expanded to dates, and each date mapped to a moment of the zone: a time that the clocks skip is skipped, and of one that occurs twice it is the first. Skipped dates count. An `atomic` series is refused as a whole when a date cannot be booked; one in `best_effort` when none can. The requests of a series count as one. With `dry_run` nothing is kept.").idempotent.refuses(.seriesConflicts, .rruleUnsupported, .creditsNone, .tutorNotVerified, .tooManyOpenRequests, .quotaExceeded)
        Get ("/bookings/series/{id}",               show,       .lessonRead, "Get a series")
        Post("/bookings/series/{id}/cancel",        cancel,     .lessonMove, "Cancel a series from a day on",
             details: "Every lesson ahead from the beginning of that day, each by its own policy. The series ends when no lesson is left.").idempotent.refuses(.illegalTransition, .stale)
        Post("/bookings/series/{id}/reschedule",    reschedule, .lessonMove, "Move a series from a day on",
             details: "Every lesson ahead from the beginning of that day, by the rules of a move: all of them, or none.").idempotent.refuses(.illegalTransition, .seriesConflicts, .tutorNotVerified, .stale)
    }

    static func create(_ call: Call, body: NewSeries) async throws -> MadeOrFound<SeriesView> {
        do {
            return try await call.db.book { tx in
                let (series, view) = try MakeSeries(wanted: body, call: call).run(tx)
                return MadeOrFound(
                    view,
                    at: "/bookings/series/\(series.id)",
                    version: series.version,
                    isNew: true
                )
            }
        } catch let rehearsal as SeriesRehearsal {
            return MadeOrFound(rehearsal.view, at: "/bookings/series", isNew: false)
        }
    }

    static func show(_ call: Call, id: ID<LessonSeries>) async throws -> Versioned<SeriesView> {
        guard call.scope.reach == .all else {
            return try await call.db.read { tx in
                try versioned(LessonSeries.find(id, within: call.scope, tx), tx)
            }
        }
        return try await call.db.write { tx in
            let series = try LessonSeries.find(id, within: call.scope, tx)
            try Audit.record(SeriesAction.read, of: LessonSeries.kind, id.cast(), by: call.actor, tx)
            return try versioned(series, tx)
        }
    }

    static func cancel(
        _ call: Call,
        id: ID<LessonSeries>,
        match: IfMatch?,
        body: CancellingSeries
    ) async throws -> Versioned<SeriesView> {
        try await call.db.write { tx in
            let (series, side) = try find(id, match, call, tx)
            let reason = try body.reason.demanded(of: side)
            let cancel = CancelSeries(from: body.from, reason: reason, call: call)
            return try versioned(cancel.run(on: series, tx), tx)
        }
    }

    static func reschedule(
        _ call: Call,
        id: ID<LessonSeries>,
        match: IfMatch?,
        body: ReschedulingSeries
    ) async throws -> Versioned<SeriesView> {
        try await call.db.book { tx in
            let (series, side) = try find(id, match, call, tx)
            let move = MoveSeries(
                from: body.from,
                shift: body.shiftDays.value,
                time: body.time,
                side: side,
                reason: try body.reason.demanded(of: side),
                call: call
            )
            return try versioned(move.run(on: series, tx), tx)
        }
    }

    private static func find(
        _ id: ID<LessonSeries>,
        _ match: IfMatch?,
        _ call: Call,
        _ tx: borrowing Tx
    ) throws -> (series: LessonSeries, side: Lesson.Side) {
        let series = try LessonSeries.find(id, within: call.scope, tx)
        try match?.check(series.version)
        return (series, series.student == call.actor.account ? .student : .tutor)
    }

    private static func versioned(
        _ series: LessonSeries,
        _ tx: borrowing Tx
    ) throws -> Versioned<SeriesView> {
        Versioned(try SeriesView.of(series, tx), version: series.version)
    }
}
