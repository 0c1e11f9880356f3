import Kernel
import Platform
import Store

extension Quote {
    /// Replaces the time-outs of the former state by those of this one.
    ///
    /// The end of an awarded quote stays, and does nothing: clearing it would be a tenth of the award's work.
    func setDeadlines(_ tx: borrowing Tx) throws {
        guard status != .awarded else { return }
        try Deadline.clear(of: Self.kind, id, tx)
        guard Status.open.contains(status) else { return }
        try Deadline.set(Event.expire.rawValue, of: Self.kind, id, at: validUntil, tx)
        if let counteredUntil {
            try Deadline.set(
                Event.uncounter.rawValue,
                of: Self.kind,
                id,
                at: counteredUntil,
                remind: false,
                tx
            )
        }
    }

    static let deadlines = [
        DeadlineHandler(
            of: kind,
            Event.expire.rawValue,
            remind: { subject, call, tx in
                let quote = try find(subject.cast(), tx)
                if Status.open.contains(quote.status) { try quote.remindOfEnd(tx) }
            },
            fire: { subject, call, tx in
                let open = try find(subject.cast(), tx)
                guard Status.open.contains(open.status) else { return }
                let quote = try open.advanced(by: .expire, as: call, tx)
                try QuoteNotices.notify(.quoteExpired, about: quote, to: .both, tx)
                try unquote(quote.job, as: call, tx)
            }
        ),
        DeadlineHandler(
            of: kind,
            Event.uncounter.rawValue,
            fire: { subject, call, tx in
                let quote = try find(subject.cast(), tx).advanced(by: .uncounter, as: call, tx)
                try QuoteNotices.notify(.counterOver, about: quote, to: .both, tx)
            }
        ),
    ]
}
