import Kernel
import Platform
import Store

/// Takes the time of an order, after every check of the calendar, and writes the lesson as held.
struct MakeLesson: Sendable {
    let order: LessonOrder
    let desk: LessonDesk
    let heldUntil: Instant

    func run(_ tx: borrowing Tx) throws -> Lesson {
        let booking = try Booking.place(
            at: order.startsAt,
            with: [desk.resource],
            on: LessonTerms.of(order.tutor, minutes: order.minutes),
            for: order.student,
            heldUntil: heldUntil,
            tx
        )
        var held = draft(at: booking.id, tx)
        held.version = 1
        try held.insert(tx)
        let made = try Lesson.find(held.id, tx)
        // Read under the lock of the calendar, which a suspension takes too.
        guard !made.isTutorSuspended else { throw Problem(.tutorNotVerified) }
        return made
    }

    /// The held lesson before it is written.
    func draft(at booking: ID<Booking>?, _ tx: borrowing Tx) -> Lesson {
        Lesson(
            id: tx.newID(),
            student: order.student,
            studentName: desk.studentName,
            tutor: order.tutor.id,
            tutorAccount: order.tutor.account,
            tutorName: order.tutor.displayName.rawValue,
            isTutorSuspended: order.tutor.suspendedAt != nil,
            tutorMeeting: order.tutor.meeting,
            learner: desk.learner,
            subject: order.subject,
            level: order.level,
            minutes: order.minutes,
            startsAt: order.startsAt,
            zones: LessonZones(tutor: desk.resource.zone, student: desk.zone),
            status: .held,
            lot: order.lot?.id,
            price: price,
            booking: booking,
            heldUntil: heldUntil,
            policy: policy,
            policyStart: order.startsAt,
            studentMoves: 0,
            isFreeToCancel: false,
            rules: LessonRules(desk.policies),
            series: order.series?.id,
            seriesDate: order.series?.date,
            meetingKind: nil,
            meetingURL: nil,
            meetingState: nil,
            sequence: 0,
            createdAt: tx.now,
            updatedAt: tx.now,
            version: 0,
            seenAt: tx.now
        )
    }

    /// The rule of the lot; the tutor's where the lot has none.
    private var policy: CancelTerms {
        order.lot?.terms ?? CancelTerms.of(order.tutor.terms.policy, desk.policies)
    }

    private var price: Int64 {
        order.lot?.price.value(ofFirst: UnitSet.lesson)
            ?? LotPrice.single(rate: order.tutor.rate ?? 0, minutes: order.minutes)
    }
}
