import Kernel
import Platform
import Store

/// Takes the time of an order, after every check of the calendar, and writes the lesson as held.
struct MakeLesson: Sendable {
    let order: LessonOrder
    let desk: LessonDesk
    let heldUntil: Instant

    func run(_ tx: borrowing Tx) throws -> Lesson {
        let booking = try takeTime(tx)
        let id = tx.newID(of: Lesson.self)
        let ends = order.startsAt + .minutes(order.minutes)
        let rules = LessonRules(desk.policies)
        try tx.post(
            """
            INSERT INTO lesson (id, student_id, tutor_id, learner, subject, level, minutes, starts_at, ends_at, zone_tutor,
                                zone_student, state, lot_id, price_minor, booking_id, held_until, policy, policy_start, rules,
                                student_moves, is_free_to_cancel, series_id, series_date, sequence, created_at, updated_at,
                                version)
            VALUES (\(id), \(order.student), \(order.tutor.id), \(desk.learner), \(order.subject), \(order.level),
                    \(order.minutes), \(order.startsAt), \(ends), \(desk.resource.zone), \(desk.zone), \(Lesson.Status.held),
                    \(order.lot?.id), \(price), \(booking.id), \(heldUntil), \(json: policy), \(order.startsAt), \(json: rules),
                    0, \(false), \(order.series?.id), \(order.series?.date), 0, \(tx.now), \(tx.now), 1)
            """
        )
        return try Lesson.find(id, tx)
    }

    private func takeTime(_ tx: borrowing Tx) throws -> Booking {
        if let time = desk.time {
            return try Booking.place(
                at: order.startsAt,
                in: time,
                for: order.student,
                heldUntil: heldUntil,
                tx
            )
        }
        return try Booking.place(
            at: order.startsAt,
            with: [desk.resource],
            on: LessonTerms.of(order.tutor, minutes: order.minutes, isSeries: order.series != nil),
            for: order.student,
            heldUntil: heldUntil,
            tx
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
