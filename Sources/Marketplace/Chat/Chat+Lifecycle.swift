import Kernel
import Platform
import Store

extension Chat: LifecycleSubject {
    static let kind = "chat"
    static let guardRefusal = Problem.Code.illegalTransition

    // swift-format-ignore
    static let lifecycle = Lifecycle<Chat, Status, Event>(start: .open) {
        // event      from           to           needs              if             then
        On(.close,    from: .open,   to: .closed, needs: .chatWrite, if: isJobEnded, then: .tellChatClosed)
        On(.shut,     from: .open,   to: .closed, needs: .chatShut,                  then: .tellChatClosed)
        On(.expire,   from: .open,   to: .closed, needs: .jobRun,                    then: .tellChatClosed)
        On(.reopen,   from: .closed, to: .open,   needs: .jobRun)
    }

    private static let isJobEnded = Guard<Chat>("job_over", ["en": "The job is not over."]) { chat in
        chat.isJobOver ? [] : [.init("/job", .jobNotOver)]
    }

    func transitioned(to status: Status, by event: Event, _ tx: borrowing Tx) throws -> Chat {
        try tx.changeOne(
            """
            UPDATE chat SET state = \(status), closes_at = NULL, updated_at = \(tx.now), version = version + 1
             WHERE id = \(id) AND version = \(version)
            """
        )
        try Deadline.clear(of: Self.kind, id, tx)
        return try Self.find(id, tx)
    }

    func apply(effect: Effect, as actor: Actor, _ tx: borrowing Tx) throws {
        guard effect == .tellChatClosed else { return }
        try LiveEvents.chatClosed(self, tx)
        let others = members.filter { $0 != actor.account }
        try MarketNotice.notify(.chatClosed, others, about: (Self.kind, id.cast()), ["job": title], tx)
    }
}

extension Effect {
    /// Notifies the members, and connected clients, that the chat is closed.
    static let tellChatClosed = Effect("tell_chat_closed")
}

extension Chat {
    private static let openAfterJob = Duration.days(30)

    /// Sets the time at which an open chat closes: thirty days after the end of its job.
    func setDeadline(from end: Instant, _ tx: borrowing Tx) throws {
        let closesAt = end + Self.openAfterJob
        try tx.execute("UPDATE chat SET closes_at = \(closesAt) WHERE id = \(id)")
        try Deadline.set(Event.expire.rawValue, of: Self.kind, id, at: closesAt, remind: false, tx)
    }

    static let deadlines = [
        DeadlineHandler(of: kind, Event.expire.rawValue) { id, call, tx in
            let chat = try find(id.cast(), tx)
            guard chat.status == .open else { return }
            _ = try chat.advanced(by: .expire, as: call, tx)
        }
    ]

    // The consequences of a job's moves.
    static let effects = [
        EffectHandler(.endJob, of: Job.self) { job, _, tx in
            for chat in try list(where: "c.job_id = \(job.id) AND c.state = 'open'", tx) {
                try chat.setDeadline(from: tx.now, tx)
            }
        },
        EffectHandler(.freezeMoney, of: Job.self) { job, call, tx in
            for chat in try list(where: "c.job_id = \(job.id) AND c.provider_id = \(job.provider)", tx) {
                if chat.status == .closed { _ = try chat.advanced(by: .reopen, as: call.bySystem, tx) }
                try tx.execute("UPDATE chat SET closes_at = NULL WHERE id = \(chat.id)")
                try Deadline.clear(of: kind, chat.id, tx)
            }
        },
        EffectHandler(.announceJob, of: Job.self) { job, _, tx in try LiveEvents.jobUpdated(job, tx) },
    ]
}
