import Kernel
import Platform
import Store

extension Lesson {
    /// The tutor takes the request: the time must be free, whatever hours and other calendars say.
    ///
    /// Other requests that it makes impossible are declined.
    func confirmed(as call: Call, _ tx: borrowing Tx) throws -> Lesson {
        try demandMove(.confirm, as: call)
        let tutor = try Tutor.find(tutor, tx)
        try tutor.requireVerified()
        let terms = LessonTerms.of(tutor, minutes: minutes)
        var next = self
        next.booking = try Booking.place(
            at: startsAt,
            with: [resource(tx)],
            on: terms,
            for: student,
            asking: .decided,
            tx
        ).id
        let confirmed = try next.advanced(by: .confirm, as: call, tx)
        for rival in try confirmed.rivals(terms, tx) {
            _ = try rival.declined(because: nil, as: call.bySystem, tx)
        }
        return confirmed
    }

    /// The requests of either side that can no longer be confirmed, because their time is taken.
    private func rivals(_ terms: BookingTerms, _ tx: borrowing Tx) throws -> [Lesson] {
        let (first, last) = (startsAt - terms.before - terms.after, endsAt + terms.after + terms.before)
        return try Self.list(
            where: """
                l.state = 'requested' AND l.id <> \(id)
                AND ((l.tutor_id = \(tutor) AND l.ends_at > \(first) AND l.starts_at < \(last))
                  OR (l.student_id = \(student) AND l.ends_at > \(startsAt) AND l.starts_at < \(endsAt)))
                """,
            tx
        )
    }

    /// Everything comes back, and lasts longer: the tutor did not want it.
    func declined(because reason: String?, as call: Call, _ tx: borrowing Tx) throws -> Lesson {
        try demandMove(.decline, as: call)
        let declined = try ended(by: .tutor, share: 100, because: reason)
            .advanced(by: .decline, as: call, reason: reason, tx)
        try LessonMoney.free(id, cause: .tutor, as: call.bySystem, tx)
        return declined
    }

    /// Nobody answered in time.
    func lapsed(as call: Call, _ tx: borrowing Tx) throws {
        _ = try ended(by: .system, share: 100).advanced(by: .lapse, as: call, tx)
        try LessonMoney.free(id, cause: .system, as: call, tx)
    }

    /// The same lesson with its ender and the share that comes back.
    func ended(by ender: Ender, share: Int, because reason: String? = nil) -> Lesson {
        var lesson = self
        (lesson.endedBy, lesson.share, lesson.cause) = (ender, share, reason)
        return lesson
    }
}

/// Confirms or declines a request, or all requests of its series.
struct AnswerRequest: Sendable {
    let answer: Answer
    let call: Call

    enum Answer: Sendable {
        case confirm
        case decline(Reason)
    }

    /// The tutor's calendar is locked first, so that answers to overlapping requests come one after the other.
    func run(on id: ID<Lesson>, wholeSeries: Bool, _ tx: borrowing Tx) throws -> LessonView {
        let named = try Lesson.find(id, within: call.scope, tx)
        guard wholeSeries else {
            try named.resource(tx).lock(tx)
            return try LessonViews.of(give(try Lesson.find(id, tx), tx), for: call, tx)
        }
        guard let series = named.series else {
            throw Problem(.invalid, faults: [.init("/whole_series", .noSeries)])
        }
        try named.resource(tx).lock(tx)
        let requests = try Lesson.list(
            where: "l.series_id = \(series) AND l.state = 'requested' AND l.tutor_id = \(named.tutor)",
            tx
        )
        var results: [SeriesAnswer] = []
        for request in requests { results.append(try result(of: request, tx)) }
        var view = try LessonViews.of(Lesson.find(id, tx), for: call, tx)
        view.results = results
        return view
    }

    private func give(_ lesson: Lesson, _ tx: borrowing Tx) throws -> Lesson {
        switch answer {
        case .confirm: try lesson.confirmed(as: call, tx)
        case .decline(let reason): try lesson.declined(because: reason.rawValue, as: call, tx)
        }
    }

    /// One request of a series; a time that is taken meanwhile stops none of the others.
    private func result(of request: Lesson, _ tx: borrowing Tx) throws -> SeriesAnswer {
        do {
            let given = try give(Lesson.find(request.id, tx), tx)
            return SeriesAnswer(bookingId: request.id, startsAt: request.startsAt, state: given.status)
        } catch let problem as Problem {
            return SeriesAnswer(
                bookingId: request.id,
                startsAt: request.startsAt,
                state: try Lesson.find(request.id, tx).status,
                code: problem.code.name
            )
        }
    }
}
