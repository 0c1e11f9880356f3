import Kernel
import Platform
import Store

/// A held time that a student is about to pay for.
struct HeldLesson: Sendable {
    let id: ID<Lesson>
    let student: ID<Account>
    let tutor: ID<Tutor>
    let subject: SubjectCode
    let level: SubjectLevel?
    let minutes: Int
    /// In cents.
    let price: Int64
    let startsAt: Instant
    /// The cancellation rule that the purchase freezes.
    let terms: CancelTerms
}

extension Lesson {
    /// The student's own live hold.
    static func liveHold(
        _ id: ID<Lesson>,
        of student: ID<Account>,
        _ tx: borrowing Tx
    ) throws -> HeldLesson {
        try lock(id, tx)
        let found = try list(where: "l.id = \(id) AND l.student_id = \(student)", tx).first
        guard let lesson = found else { throw Problem(.notFound) }
        guard lesson.isLiveHold else { throw Problem(.holdGone) }
        return HeldLesson(
            id: id,
            student: student,
            tutor: lesson.tutor,
            subject: lesson.subject,
            level: lesson.level,
            minutes: lesson.minutes,
            price: lesson.price,
            startsAt: lesson.startsAt,
            terms: lesson.policy
        )
    }

    /// A payment has begun: the hold lasts longer, once.
    static func extendHold(
        _ id: ID<Lesson>,
        until end: Instant,
        purchase: ID<Purchase>,
        _ tx: borrowing Tx
    ) throws {
        let held = try find(id, tx)
        guard held.status == .held, held.purchase == nil else { return }
        var next = held
        next.purchase = purchase
        next.heldUntil = end
        next.version += 1
        next.updatedAt = tx.now
        try next.save(over: held, tx)
        if let booking = held.booking { try Booking.hold(booking, until: end, tx) }
        try next.setDeadline(tx)
    }

    /// Whether money that arrives for the purchase is still wanted: the time is held, or free again.
    static func canBePaid(_ purchase: Purchase, _ tx: borrowing Tx) throws -> Bool {
        guard let id = purchase.lesson else { return false }
        let lesson = try find(id, tx)
        guard lesson.status == .held || lesson.status == .released, lesson.startsAt > tx.now else {
            return false
        }
        if try lesson.hasItsTime(tx) { return true }
        do {
            try lesson.demandFreeTime(tx)
            return true
        } catch is Problem {
            return false
        }
    }

    /// The purchase is paid: books the held lesson, or a released one whose time is still free.
    ///
    /// False when the time is gone: all the money goes back.
    static func paid(_ purchase: Purchase, lot: Lot, site: Site, _ tx: borrowing Tx) throws -> Bool {
        guard let id = purchase.lesson, try canBePaid(purchase, tx) else { return false }
        var lesson = try find(id, tx)
        let tutor = try Tutor.find(lesson.tutor, tx)
        let asks = try tutor.asksFirst(tx)
        if try !lesson.hasItsTime(tx) { lesson.booking = asks ? nil : try lesson.takeTime(of: tutor, tx) }
        _ = try lesson.booked(from: lot, with: tutor, asks: asks, as: site.call(as: .system), tx)
        return true
    }

    /// Cancels the lessons ahead whose units the bank has taken back.
    static func cancelUnpaid(of lot: ID<Lot>, as call: Call, _ tx: borrowing Tx) throws {
        let ahead = try list(
            where: "l.lot_id = \(lot) AND l.state \(in: Status.ahead) AND l.starts_at > \(tx.now)",
            tx
        )
        for lesson in ahead { _ = try lesson.cancelled(by: .system, because: nil, as: call.bySystem, tx) }
    }

    /// Whether the calendars still have the time for it.
    private func hasItsTime(_ tx: borrowing Tx) throws -> Bool {
        guard let booking else { return false }
        return try Booking.find(booking, tx).isActive
    }

    private func demandFreeTime(_ tx: borrowing Tx) throws {
        let tutor = try Tutor.find(tutor, tx)
        try Booking.demandFree(startsAt, with: resource(tx), on: lateTerms(of: tutor), for: student, tx)
    }

    private func takeTime(of tutor: Tutor, _ tx: borrowing Tx) throws -> ID<Booking> {
        try Booking.place(
            at: startsAt,
            with: [resource(tx)],
            on: lateTerms(of: tutor),
            for: student,
            heldUntil: tx.now,
            tx
        ).id
    }

    /// The tutor's terms; the notice was kept when the time was held.
    private func lateTerms(of tutor: Tutor) -> BookingTerms {
        var terms = LessonTerms.of(tutor, minutes: minutes)
        terms.notice = .zero
        return terms
    }

    /// The calendar of the tutor.
    func resource(_ tx: borrowing Tx) throws -> BookingResource {
        guard let resource = try BookingResource.find(of: tutorAccount, tx) else { throw Problem(.slotTaken) }
        return resource
    }
}
