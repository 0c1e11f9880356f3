import Kernel
import Platform
import Store

/// Books a held time from a lot: confirmed at once, or as a request to the tutor.
struct BookLesson: Sendable {
    let wanted: NewBooking
    let call: Call

    func run(_ tx: borrowing Tx) throws -> Lesson {
        let student = try call.account
        try Lesson.lockStudent(student, tx)
        let held = try Lesson.locked(wanted.holdId, within: call.scope, tx)
        guard held.isLiveHold else { throw Problem(.holdGone) }
        let tutor = try Tutor.find(held.tutor, tx)
        try tutor.requireVerified()
        let lot = try lot(for: held.need(of: tutor), named: wanted.lotId ?? held.lot, tx)
        let asks = try tutor.asksFirst(tx)
        if asks { try held.demandRoomForRequest(of: tutor, tx) }
        if held.purchase != nil { try Purchase.giveUp(of: held.id, as: call, tx) }
        return try held.booked(from: lot, with: tutor, asks: asks, as: call, tx)
    }

    /// The lot that pays, which nobody else changes until the transaction ends.
    private func lot(for need: LotNeed, named: ID<Lot>?, _ tx: borrowing Tx) throws -> Lot {
        guard tx.dialect == .postgres else { return try Lot.demand(for: need, named: named, tx) }
        let id = try named ?? Lot.demand(for: need, named: nil, tx).id
        try tx.execute("SELECT 1 FROM lot WHERE id = \(id) FOR NO KEY UPDATE")
        return try Lot.demand(for: need, named: id, tx)
    }
}

extension Lesson {
    /// Books an order without a hold before: every check comes before the first write.
    static func place(_ order: LessonOrder, as call: Call, _ tx: borrowing Tx) throws -> Lesson {
        let desk = try LessonDesk.open(for: order.student, with: order.tutor, at: call.site, tx)
        var order = order
        let lot = try Lot.demand(for: order.need, named: order.lot?.id, tx)
        order.lot = lot
        if desk.asks { try demandRoomForRequest(by: order.student, of: order.tutor, tx) }
        let made = try MakeLesson(order: order, desk: desk, heldUntil: tx.now).run(tx)
        try made.recordBeginning(by: call.actor, tx)
        return try made.booked(from: lot, with: order.tutor, asks: desk.asks, as: call, tx)
    }

    /// The hold, or a released one whose time is its own again, is paid from the lot.
    func booked(
        from lot: Lot,
        with tutor: Tutor,
        asks: Bool,
        as call: Call,
        _ tx: borrowing Tx
    ) throws -> Lesson {
        let reserved = try LessonMoney.reserve(
            ReservedLesson(lesson: id, tutor: tutor, startsAt: startsAt),
            from: lot,
            tx
        )
        return try paid(with: reserved.units, of: lot, asks: asks)
            .advanced(by: asks ? .ask : .book, as: call, tx)
    }

    /// The lesson with the units that pay, before it is booked.
    func paid(with units: UnitSet, of lot: Lot, asks: Bool) -> Lesson {
        var next = self
        next.lot = lot.id
        // A lot that pays instead of the open purchase has given it up.
        if lot.purchase != purchase { next.purchase = nil }
        next.price = lot.price.value(of: units)
        if asks { next.lapsesAt = lapse(askedAt: seenAt) }
        return next
    }

    /// A tutor answers within a day, and two hours before the start, but has half an hour in any case.
    private func lapse(askedAt asked: Instant) -> Instant {
        min(asked + .hours(rules.answerHours), max(startsAt - .hours(2), asked + .minutes(30)))
    }

    /// Whether it is a hold that has not run out.
    var isLiveHold: Bool { status == .held && (heldUntil.map { $0 > seenAt } ?? false) }

    func need(of tutor: Tutor) -> LotNeed {
        LotNeed(student: student, tutor: tutor, subject: subject, minutes: minutes, startsAt: startsAt)
    }

    fileprivate func demandRoomForRequest(of tutor: Tutor, _ tx: borrowing Tx) throws {
        try Self.demandRoomForRequest(by: student, of: tutor, tx)
    }

    /// Refused when as many requests of the student wait as the tutor allows; those of one series are one request.
    static func demandRoomForRequest(
        by student: ID<Account>,
        of tutor: Tutor,
        _ tx: borrowing Tx
    ) throws {
        let open =
            try tx.value(
                """
                SELECT COUNT(DISTINCT COALESCE(l.series_id, l.id)) FROM lesson l
                 WHERE l.student_id = \(student) AND l.tutor_id = \(tutor.id) AND l.state = 'requested'
                """,
                as: Int.self
            ) ?? 0
        guard open < tutor.terms.openRequests else { throw Problem(.tooManyOpenRequests) }
    }
}

extension Tutor {
    /// Whether the tutor is asked before a lesson is confirmed: by choice, or because the linked calendar cannot be read.
    func asksFirst(_ tx: borrowing Tx) throws -> Bool {
        if terms.mode == .confirm { return true }
        return try CalendarLinks.isStale(account, tx)
    }
}
