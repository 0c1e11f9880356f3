import Kernel
import Platform
import Store

extension Visit {
    /// The answer of a side, or its end of an agreed visit.
    func answered(
        _ choice: VisitAnswer.Choice,
        by side: Job.Side,
        as call: Call,
        _ tx: borrowing Tx
    ) throws -> Visit {
        switch choice {
        case .agreed:
            try demandOther(than: side, to: .agree)
            return try agreed(as: call, tx)
        case .declined:
            try demandOther(than: side, to: .decline)
            return try advanced(by: .decline, as: call, tx)
        case .noShow:
            guard status != .agreed || from <= tx.now else { throw refusal(of: .miss, allowing: [.cancel]) }
            return try advanced(by: .miss, as: call, tx)
        case .cancelled:
            return try advanced(by: .cancel, as: call, tx)
        }
    }

    /// Takes the provider's time; other quotes of the provider at that time go stale.
    private func agreed(as call: Call, _ tx: borrowing Tx) throws -> Visit {
        guard status == .proposed else { return try advanced(by: .agree, as: call, tx) }
        guard from > tx.now else { throw refusal(of: .agree, allowing: [.decline]) }
        var next = self
        let calendar = try Provider.find(provider, tx).calendar(tx)
        next.booking = try Booking.reserve(from: from, until: until, of: calendar, tx).id
        let visit = try next.advanced(by: .agree, as: call, tx)
        try Quote.age(of: provider, during: from..<until, as: call, tx)
        return visit
    }

    /// The side that has proposed it does not answer.
    private func demandOther(than side: Job.Side, to event: Event) throws(Problem) {
        guard side != proposedBy || status != .proposed else { throw refusal(of: event, allowing: []) }
    }

    private func refusal(of event: Event, allowing others: [Event]) -> Problem {
        .illegalTransition(from: status, by: event, allowed: others)
    }

    func notify(
        _ template: NoticeTemplate,
        _ accounts: [ID<Account>],
        on known: Job? = nil,
        _ tx: borrowing Tx
    ) throws {
        let job = try known ?? Job.find(job, tx)
        try JobNotice.notify(template, accounts, about: job, subject: (Self.kind, id.cast()), tx)
    }

    /// Ends an open visit that has become pointless.
    func dropped(as call: Call, because reason: String, _ tx: borrowing Tx) throws {
        let event: Event = status == .agreed ? .drop : .lapse
        _ = try advanced(by: event, as: call.bySystem, reason: reason, tx)
        try notify(.visitOff, [customer, account], tx)
    }
}

// The time-outs, and the consequences of moves of jobs and providers.
extension Visit {
    static let deadlines = [
        DeadlineHandler(of: kind, Event.lapse.rawValue) { subject, call, tx in
            let visit = try find(subject.cast(), tx).advanced(by: .lapse, as: call, tx)
            try visit.notify(.visitUnanswered, [visit.customer, visit.account], tx)
        },
        DeadlineHandler(of: kind, Event.finish.rawValue) { subject, call, tx in
            _ = try find(subject.cast(), tx).advanced(by: .finish, as: call, tx)
        },
    ]

    static let effects = [
        EffectHandler(.endJob, of: Job.self) { job, call, tx in
            for visit in try list(where: "v.job_id = \(job.id)", tx) {
                try visit.dropped(as: call, because: "job_over", tx)
            }
        },
        // Other providers no longer see a job that is directed at one.
        EffectHandler(.announceJob, of: Job.self) { job, call, tx in
            guard job.status == .directed, let chosen = job.provider else { return }
            for visit in try list(where: "v.job_id = \(job.id) AND v.provider_id <> \(chosen)", tx) {
                try visit.dropped(as: call, because: "job_directed", tx)
            }
        },
        EffectHandler(.leaveActive, of: Provider.self) { provider, call, tx in
            for visit in try list(where: "v.provider_id = \(provider.id)", tx) {
                try visit.dropped(as: call, because: "provider_not_active", tx)
            }
        },
    ]

    static let templates: [NoticeTemplate] = [
        .visitProposed, .visitAgreed, .visitDeclined, .visitCancelled, .visitMissed, .visitUnanswered,
        .visitOff,
    ]
}

// swift-format-ignore
extension NoticeTemplate {
    static let visitProposed   = JobNotice.template("visit_proposed", "Visit for {{job}} proposed", "A visit is proposed for {{job}}. Agree or decline within 48 hours, and before it would begin.")
    static let visitAgreed     = JobNotice.template("visit_agreed", "Visit for {{job}} agreed", "The visit for {{job}} is agreed.")
    static let visitDeclined   = JobNotice.template("visit_declined", "Visit for {{job}} declined", "The visit for {{job}} was declined.")
    static let visitCancelled  = JobNotice.template("visit_cancelled", "Visit for {{job}} cancelled", "The visit for {{job}} was cancelled.")
    static let visitMissed     = JobNotice.template("visit_missed", "Visit for {{job}} missed", "The other side reports that you did not come to the visit for {{job}}.")
    static let visitUnanswered = JobNotice.template("visit_unanswered", "Visit for {{job}} not answered", "The proposed visit for {{job}} was not answered in time.")
    static let visitOff        = JobNotice.template("visit_off", "Visit for {{job}} is off", "The visit for {{job}} does not take place: the job is over or went to somebody else, or the provider does not work at present.")
}
