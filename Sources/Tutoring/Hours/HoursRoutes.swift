import Kernel
import Platform
import Store
import Web

/// The opening hours of tutors, and the free starts that they leave.
enum HoursRoutes {
    // swift-format-ignore
    @RouteTable static var rows: [Route] {
        //     path                                         handler     needs
        Get   ("/tutors/{id}/availability",                  starts,     .anyone,    "List the free starts of a tutor",
               details: "The same rules decide what can be held and booked. None for a tutor who is not verified or is suspended.").refuses(.notFound)
        Get   ("/tutors/me/availability-rules",              rules,      .hoursEdit, "Get the caller's opening hours")
        Put   ("/tutors/me/availability-rules",              setRules,   .hoursEdit, "Replace the caller's opening hours",
               details: "The whole week at once. Lessons that are booked already stay, also outside of the new hours.")
        Get   ("/tutors/me/availability-exceptions",         exceptions, .hoursEdit, "List the caller's days with other hours",
               details: "From today for a year unless days are given.")
        Post  ("/tutors/me/availability-exceptions",         except,     .hoursEdit, "Add a day with other hours",
               details: "Extra hours also open holidays; closed hours win over everything. Lessons that are booked already stay.").idempotent
        Delete("/tutors/me/availability-exceptions/{id}",    forget,     .hoursEdit, "Remove a day with other hours")
    }

    static func starts(_ call: Call, id: ID<Tutor>, query: StartsQuery) async throws -> StartsView {
        try query.check()
        return try await call.db.read { tx in
            let tutor = try Tutor.find(id, tx)
            return StartsView(
                zone: query.zone ?? tutor.zone,
                minutes: query.minutes.value,
                mode: tutor.terms.mode,
                calendarStale: try CalendarLinks.isStale(tutor.account, tx),
                starts: try tutor.freeStarts(query, tx)
            )
        }
    }

    static func rules(_ call: Call) async throws -> RulesView {
        try await call.db.read { tx in try RulesView(of: Tutor.own(call, tx), tx) }
    }

    static func setRules(_ call: Call, body: RulesBody) async throws -> RulesView {
        let week = try WeeklyHours(body.rules, at: "/rules")
        return try await call.db.write { tx in
            let tutor = try Tutor.own(call, tx)
            try week.save(for: tutor.openCalendar(tx).id, tx)
            try Audit.record(LessonAction.setHours, of: Tutor.kind, tutor.id.cast(), by: call.actor, tx)
            return try RulesView(of: tutor, tx)
        }
    }

    static func exceptions(_ call: Call, days: DaysQuery) async throws -> Listing<ExceptionView> {
        let (first, last) = days.range(upTo: 366, for: call)
        return try await call.db.read { tx in
            let tutor = try Tutor.own(call, tx)
            let found = try HoursException.list(of: tutor.account, from: first, through: last, tx)
            return Listing(found.map { ExceptionView($0) })
        }
    }

    static func except(_ call: Call, body: NewHoursException) async throws -> Created<ExceptionView> {
        _ = try body.span()
        return try await call.db.write { tx in
            let tutor = try Tutor.own(call, tx)
            try Quota.hoursExceptions.consume(as: call, tx)
            guard body.day >= tutor.today(tx) else {
                throw Problem(.invalid, faults: [.init("/day", .inThePast)])
            }
            _ = try tutor.openCalendar(tx)
            let (made, affected) = try HoursException.add(body, of: tutor.account, at: call.site, tx)
            try Audit.record(LessonAction.addException, of: Tutor.kind, tutor.id.cast(), by: call.actor, tx)
            let view = ExceptionView(made, inside: try Lesson.confirmed(at: affected, tx))
            return Created(view, at: "/tutors/me/availability-exceptions/\(made.id)")
        }
    }

    static func forget(_ call: Call, id: ID<HoursException>) async throws -> NoContent {
        try await call.db.write { tx in
            let tutor = try Tutor.own(call, tx)
            try HoursException.remove(id, of: tutor.account, tx)
            try Audit.record(
                LessonAction.removeException,
                of: Tutor.kind,
                tutor.id.cast(),
                by: call.actor,
                tx
            )
            return NoContent()
        }
    }
}

extension RulesView {
    fileprivate init(of tutor: Tutor, _ tx: borrowing Tx) throws {
        zone = tutor.zone
        (rules, outside) = ([], [])
        guard let resource = try BookingResource.find(of: tutor.account, tx) else { return }
        rules = try WeeklyHours.find(of: resource.id, tx).written
        let bookings = try Booking.outsideHours(of: resource, keeping: LessonTerms.holidays(of: tutor), tx)
        outside = try Lesson.confirmed(at: bookings, tx)
    }
}

extension Tutor {
    /// The day in the tutor's zone.
    func today(_ tx: borrowing Tx) -> CivilDate { zone.civil(tx.now).date }

    /// The free starts on the days of the query, which are in its own zone.
    fileprivate func freeStarts(_ query: StartsQuery, _ tx: borrowing Tx) throws -> [Instant] {
        guard isOpen, let resource = try BookingResource.find(of: account, tx) else { return [] }
        let terms = LessonTerms.of(self, minutes: query.minutes.value)
        let days = query.zone ?? zone
        let wanted =
            days.instant(of: query.from, at: .midnight)..<days.instant(of: query.until + 1, at: .midnight)
        // No other days can be booked.
        let first = max(zone.civil(wanted.lowerBound).date, today(tx))
        let last = min(zone.civil(wanted.upperBound).date, zone.civil(tx.now + terms.horizon).date)
        guard first <= last else { return [] }
        let free = try Availability.read(of: resource, for: terms, from: first, through: last, tx)
        return (0...(last - first)).flatMap { free.slots(on: first + $0) }.filter(wanted.contains)
    }
}

extension Quota {
    static let hoursExceptions = Quota(
        "tutoring.hours_exceptions",
        .hoursEdit,
        most: 400,
        counting: .rows {
            """
            booking_exception x JOIN booking_resource o ON o.id = x.resource_id
             WHERE o.account_id = \($0.account) AND x.day >= \(Policies.day(of: $0.now))
            """
        },
        counted: ["it": "giorni con altri orari", "en": "days with other hours ahead"],
        frees: ["it": "Si libera con il passare dei giorni.", "en": "Past days do not count."],
        because: "Every listing of free starts reads those of its days."
    )
}
