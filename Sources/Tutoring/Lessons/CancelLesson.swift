import Kernel
import Platform
import Store

extension Lesson {
    /// The share that comes back when the student cancels now, in percent.
    var studentShare: Int {
        if status != .confirmed || isFreeToCancel || isTutorSuspended { return 100 }
        return CancelShare.of(policy, left: policyStart - seenAt)
    }

    /// When that share becomes smaller; nil when it does not.
    var shareChangesAt: Instant? {
        guard status == .confirmed, !isFreeToCancel, !isTutorSuspended else { return nil }
        return CancelShare.changes(policy, start: policyStart, now: seenAt)
    }

    private func share(for ender: Ender) -> Int { ender == .student ? studentShare : 100 }

    /// Cancels it before its start: by the policy for the student, and with everything back for others.
    func cancelled(
        by ender: Ender,
        because reason: String?,
        as call: Call,
        _ tx: borrowing Tx
    ) throws -> Lesson {
        try demandMove(.cancel, as: call)
        let share = share(for: ender)
        let cancelled = try ended(by: ender, share: share, because: reason)
            .advanced(by: .cancel, as: call, reason: reason, tx)
        if share == 100 {
            try LessonMoney.free(id, cause: ender.cause, as: call.bySystem, tx)
        } else {
            try LessonMoney.charge(id, keptPercent: 100 - share, rest: .student, as: call.bySystem, tx)
        }
        if ender == .tutor, status == .confirmed, startsAt - tx.now < .hours(rules.tutorHours) {
            try Strike.add(Tutor.find(tutor, tx), id, .lateCancel, tx)
        }
        return cancelled
    }

    /// Cancels what a deactivated account has ahead, with everything back.
    static func cancelAhead(of account: ID<Account>, as call: Call, _ tx: borrowing Tx) throws {
        for lesson in try ahead(of: account, tx) { try lesson.dropped(as: call.bySystem, tx) }
    }

    /// The held and future lessons of an account, of both sides.
    static func ahead(of account: ID<Account>, _ tx: borrowing Tx) throws -> [Lesson] {
        try list(
            where: """
                (l.student_id = \(account) OR t.account_id = \(account))
                AND (l.state = 'held' OR l.state \(in: Status.ahead) AND l.starts_at > \(tx.now))
                """,
            tx
        )
    }

    /// Cancels a lesson that was ahead, with everything back, unless it has ended or begun since.
    func dropAhead(as call: Call, _ tx: borrowing Tx) throws {
        guard status == .held || Status.ahead.contains(status) && startsAt > tx.now else { return }
        try dropped(as: call.bySystem, tx)
    }

    /// Ends what is not confirmed yet with a suspended tutor: holds are released, requests declined.
    ///
    /// The lock of the calendar is a hold's too: holds before it are seen here, and later ones see the suspension.
    static func endOpen(of tutor: ID<Tutor>, as call: Call, _ tx: borrowing Tx) throws {
        try BookingResource.find(of: Tutor.find(tutor, tx).account, tx)?.lock(tx)
        let open = try list(where: "l.tutor_id = \(tutor) AND l.state IN ('held', 'requested')", tx)
        for lesson in open {
            if lesson.status == .held {
                try lesson.dropped(as: call.bySystem, tx)
            } else {
                _ = try lesson.declined(because: nil, as: call.bySystem, tx)
            }
        }
    }

    private func dropped(as call: Call, _ tx: borrowing Tx) throws {
        if status == .held {
            _ = try advanced(by: .release, as: call, tx)
        } else {
            _ = try cancelled(by: .admin, because: nil, as: call, tx)
        }
    }

    static let effects = [
        EffectHandler(.tutorSuspended, of: Verification.self) { verification, call, tx in
            try endOpen(of: verification.tutor, as: call, tx)
        }
    ]
}

extension Lesson.Ender {
    /// The cause for the units that come back.
    var cause: FreeCause {
        switch self {
        case .student: .student
        case .tutor: .tutor
        case .admin: .admin
        case .system: .system
        }
    }

    init(_ actor: Actor) {
        self =
            switch actor.role {
            case .student: .student
            case .tutor: .tutor
            case .admin: .admin
            default: .system
            }
    }
}
