import Kernel
import Platform
import Store
import Web

/// Lessons: held, booked, moved, cancelled and given.
enum LessonRoutes {
    // swift-format-ignore
    @RouteTable static var rows: [Route] {
        //    path                         handler     needs
        Post  ("/bookings/hold",            hold,       .lessonTake,    "Hold a time",
               details: "Blocks the tutor's time for ten minutes, from the first payment intent on for thirty. At most three live holds; a second request for the same time returns the same hold.").idempotent.refuses(.slotTaken, .holderBusy, .dayFull, .tooManyHolds, .creditsNone, .creditsExpireFirst, .tutorNotVerified, .notFound)
        Delete("/bookings/hold/{id}",       release,    .lessonTake,    "Release a held time",
               details: "Its unpaid purchase is given up. A hold that is over already is answered the same way.").refuses(.illegalTransition)
        Post  ("/bookings",                 book,       .lessonTake,    "Book a held time",
               details: "Sets the units of a lesson aside. Confirmed at once, or requested from a tutor who confirms, or whose linked calendar cannot be read.").idempotent.refuses(.holdGone, .tooManyOpenRequests, .creditsNone, .creditsExpireFirst, .tutorNotVerified, .notFound, .slotTaken)
        Get   ("/bookings",                 list,       .lessonRead,    "List lessons",
               details: "Students and tutors see their own.")
        Get   ("/bookings/{id}",            show,       .lessonRead,    "Get a lesson")
        Get   ("/bookings/{id}/history",    history,    .lessonRead,    "List the history of a lesson",
               details: "Oldest first, with the roles of the actors.")
        Get   ("/bookings/{id}/actions",    actions,    .lessonRead,    "List the actions on a lesson",
               details: "The moves that the caller may make from the present state, what blocks them, and until when they are possible.")
        Post  ("/bookings/{id}/confirm",    confirm,    .lessonGive,    "Confirm a request",
               details: "The time must be free in the tutor's and the student's lessons; hours and linked calendars are not asked. Requests of either for an overlapping time are declined.").refuses(.illegalTransition, .slotTaken, .holderBusy, .dayFull, .tutorNotVerified)
        Post  ("/bookings/{id}/decline",    decline,    .lessonGive,    "Decline a request",
               details: "All units come back.").refuses(.illegalTransition)
        Post  ("/bookings/{id}/cancel",     cancel,     .lessonCancel,  "Cancel a lesson",
               details: "Before its start. A request costs nothing; a confirmed lesson gives the student the share of its rule, and everything when the tutor or an administrator cancels.").refuses(.illegalTransition, .shareChanged)
        Post  ("/bookings/{id}/reschedule", reschedule, .lessonMove,    "Move a lesson",
               details: "The same lesson at a free time of the tutor, in one step and without a payment. Students move twice, while the old start is at least the notice away; tutors while both starts are at least a day away. Nobody while the tutor is suspended.").refuses(.illegalTransition, .slotTaken, .holderBusy, .dayFull, .movesUsed, .moveTooLate, .creditsExpireFirst, .tutorNotVerified)
        Post  ("/bookings/{id}/complete",   complete,   .lessonGive,    "Complete a lesson",
               details: "After its end; by itself a day later.").refuses(.illegalTransition)
        Post  ("/bookings/{id}/no-show",    absence,    .lessonAbsence, "Report the other side's absence",
               details: "From ten minutes to a day after the start. Against the other side's report of the caller's absence it opens a dispute.").refuses(.illegalTransition, .disputeOver)
    }

    static func hold(_ call: Call, body: NewHold) async throws -> MadeOrFound<LessonView> {
        try await call.db.book { tx in
            try tx.relyOnConstraints()
            let (lesson, isNew) = try HoldLesson(wanted: body, call: call).run(tx)
            let view = try LessonViews.of(lesson, for: call, tx)
            return MadeOrFound(view, at: "/bookings/\(lesson.id)", version: lesson.version, isNew: isNew)
        }
    }

    static func release(_ call: Call, id: ID<Lesson>) async throws -> NoContent {
        try await call.db.write { tx in
            let held = try Lesson.find(id, within: call.scope, tx)
            guard held.status != .released else { return NoContent() }
            try held.demandMove(.release, as: call)
            if held.purchase != nil { try Purchase.giveUp(of: id, as: call, tx) }
            _ = try Lesson.find(id, tx).advanced(by: .release, as: call, tx)
            return NoContent()
        }
    }

    static func book(_ call: Call, body: NewBooking) async throws -> Created<LessonView> {
        try await call.db.book { tx in
            try tx.relyOnConstraints()
            let lesson = try BookLesson(wanted: body, call: call).run(tx)
            let view = try LessonViews.of(lesson, for: call, tx)
            return Created(view, at: "/bookings/\(lesson.id)", version: lesson.version)
        }
    }

    static func list(_ call: Call, filter: LessonFilter, page: PageRequest) async throws -> Page<LessonView> {
        try await call.db.read { tx in try filter.page(page, for: call, tx) }
    }

    static func show(_ call: Call, id: ID<Lesson>) async throws -> Versioned<LessonView> {
        try await read(id, call) { lesson, tx in try LessonViews.versioned(lesson, for: call, tx) }
    }

    static func history(_ call: Call, id: ID<Lesson>) async throws -> Listing<LessonStep> {
        try await read(id, call) { lesson, tx in Listing(try LessonStep.list(of: lesson, tx)) }
    }

    static func actions(_ call: Call, id: ID<Lesson>) async throws -> LessonChoices {
        try await call.db.read { tx in
            let lesson = try Lesson.find(id, within: call.scope, tx)
            let terms = try LessonTerms.of(Tutor.find(lesson.tutor, tx), minutes: lesson.minutes)
            return LessonChoices(data: lesson.choices(for: call, notice: terms.notice))
        }
    }

    static func confirm(
        _ call: Call,
        id: ID<Lesson>,
        match: IfMatch?,
        body: Confirmation?
    ) async throws -> Versioned<LessonView> {
        try await answer(.confirm, id, match, body?.wholeSeries ?? false, call)
    }

    static func decline(
        _ call: Call,
        id: ID<Lesson>,
        match: IfMatch?,
        body: Declining
    ) async throws -> Versioned<LessonView> {
        try await answer(.decline(body.reason), id, match, body.wholeSeries ?? false, call)
    }

    static func cancel(
        _ call: Call,
        id: ID<Lesson>,
        match: IfMatch?,
        body: Cancelling?
    ) async throws -> CancelledView {
        try await call.db.write { tx in
            let lesson = try Lesson.find(id, within: call.scope, tx)
            try match?.check(lesson.version)
            let reason = try body.flatMap(\.reason).demanded(of: lesson.side(of: call.actor.account))
            return try CancelledView(
                lesson,
                expecting: body?.expectedShare?.value,
                because: reason,
                as: call,
                tx
            )
        }
    }

    static func reschedule(
        _ call: Call,
        id: ID<Lesson>,
        match: IfMatch?,
        body: Rescheduling
    ) async throws -> Versioned<LessonView> {
        try await call.db.book { tx in
            let lesson = try Lesson.find(id, within: call.scope, tx)
            try match?.check(lesson.version)
            guard let side = lesson.side(of: call.actor.account) else { throw Problem(.notFound) }
            let reason = try body.reason.demanded(of: side)
            let moved = try lesson.rescheduled(to: body.startsAt, by: side, because: reason, as: call, tx)
            return try LessonViews.versioned(moved, for: call, tx)
        }
    }

    static func complete(
        _ call: Call,
        id: ID<Lesson>,
        match: IfMatch?,
        body: ClosingNote?
    ) async throws -> Versioned<LessonView> {
        try await move(id, match, call) { lesson, tx in
            try lesson.completed(note: body?.note?.rawValue, as: call, tx)
        }
    }

    static func absence(
        _ call: Call,
        id: ID<Lesson>,
        match: IfMatch?,
        body: ClosingNote?
    ) async throws -> Versioned<LessonView> {
        try await move(id, match, call) { lesson, tx in
            guard let side = lesson.side(of: call.actor.account) else { throw Problem(.notFound) }
            return try lesson.absence(reportedBy: side, note: body?.note?.rawValue, as: call, tx)
        }
    }

    /// Reads the lesson; what administrators read of others is in the audit log.
    private static func read<Answer: Sendable>(
        _ id: ID<Lesson>,
        _ call: Call,
        _ show: @escaping @Sendable (Lesson, borrowing Tx) throws -> Answer
    ) async throws -> Answer {
        guard call.scope.reach == .all else {
            return try await call.db.read { tx in try show(Lesson.find(id, within: call.scope, tx), tx) }
        }
        return try await call.db.write { tx in
            let lesson = try Lesson.find(id, within: call.scope, tx)
            try Audit.record(LessonAction.read, of: Lesson.kind, id.cast(), by: call.actor, tx)
            return try show(lesson, tx)
        }
    }

    /// Moves the lesson, as it is when the transaction reads it.
    static func move(
        _ id: ID<Lesson>,
        _ match: IfMatch?,
        _ call: Call,
        _ change: @escaping @Sendable (Lesson, borrowing Tx) throws -> Lesson
    ) async throws -> Versioned<LessonView> {
        try await call.db.write { tx in
            let lesson = try Lesson.find(id, within: call.scope, tx)
            try match?.check(lesson.version)
            return try LessonViews.versioned(change(lesson, tx), for: call, tx)
        }
    }

    private static func answer(
        _ answer: AnswerRequest.Answer,
        _ id: ID<Lesson>,
        _ match: IfMatch?,
        _ wholeSeries: Bool,
        _ call: Call
    ) async throws -> Versioned<LessonView> {
        try await call.db.book { tx in
            try match?.check(Lesson.find(id, within: call.scope, tx).version)
            let view = try AnswerRequest(answer: answer, call: call).run(on: id, wholeSeries: wholeSeries, tx)
            return Versioned(view, version: view.version)
        }
    }
}

extension CancelledView {
    /// Cancels the lesson when the share is still the expected one.
    fileprivate init(
        _ lesson: Lesson,
        expecting share: Int?,
        because reason: String?,
        as call: Call,
        _ tx: borrowing Tx
    ) throws {
        let ender = Lesson.Ender(call.actor)
        let present = ender == .student ? lesson.studentShare : 100
        if let share, share != present {
            throw Problem(.shareChanged, extras: ["share": .integer(Int64(present))])
        }
        let back = try LessonValue.all(of: [lesson], tx)[lesson.id]?.back(present)
        let cancelled = try lesson.cancelled(by: ender, because: reason, as: call, tx)
        booking = try LessonViews.of(cancelled, for: call, tx)
        units = back?.units ?? 0
        refund = lesson.purchase == nil ? nil : back.map { Refunded(amountMinor: $0.amount) }
    }
}
