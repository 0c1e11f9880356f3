import Kernel
import Platform
import Store

// The moves of a provider's status. Each notifies the provider, unless it is their own, and is in the log of staff.
extension Provider {
    /// The local manager has seen the mandatory documents.
    func verified(because reason: Reason, as call: Call, _ tx: borrowing Tx) throws -> Provider {
        try demandStranger(call)
        if status == .pending {
            try demandRole(tx)
            try demandDocuments(tx)
        }
        return try decided(by: .verify, because: reason.rawValue, as: call, tx)
    }

    func rejected(because reason: Reason, as call: Call, _ tx: borrowing Tx) throws -> Provider {
        try demandStranger(call)
        return try decided(by: .reject, because: reason.rawValue, as: call, tx)
    }

    /// The move to `wanted` that the caller means: the provider's own or the staff's.
    ///
    /// Refused with 409 where the table has none, and where somebody else stopped the provider.
    func changed(
        to wanted: Status,
        because reason: Reason?,
        as call: Call,
        _ tx: borrowing Tx
    ) throws -> Provider {
        if call.actor.role.isStaff { try demandStranger(call) }
        let isOwn = call.actor.account == account
        guard let event = event(to: wanted, isOwn: isOwn) else {
            throw refusal(of: wanted, isOwn: isOwn)
        }
        if wanted == .active {
            try demandRole(tx)
            try demandDocuments(tx)
        }
        var next = self
        next.stopper = isOwn ? .own : .staff
        return try next.decided(by: event, because: reason?.rawValue, as: call, tx)
    }

    /// The server stops an active provider; nothing happens to others.
    func halted(
        by stopper: Stopper,
        because reason: String,
        as call: Call,
        _ tx: borrowing Tx
    ) throws -> Provider {
        guard status == .active else { return self }
        var next = self
        next.stopper = stopper
        return try next.decided(by: .halt, because: reason, as: call, tx)
    }

    /// Stops the provider of an account that gets another role.
    static func leave(
        of account: ID<Account>,
        because reason: String,
        as call: Call,
        _ tx: borrowing Tx
    ) throws {
        guard var provider = try find(of: account, tx), provider.status == .active else { return }
        provider.stopper = .staff
        _ = try provider.decided(by: .suspend, because: reason, as: call, tx)
    }

    /// Pauses the provider of an account that its owner closes; back again, the owner resumes at will.
    static func pause(of account: ID<Account>, as call: Call, _ tx: borrowing Tx) throws {
        guard var provider = try find(of: account, tx), provider.status == .active else { return }
        provider.stopper = .own
        _ = try provider.decided(by: .pause, because: nil, as: call, tx)
    }

    func decided(
        by event: Event,
        because reason: String?,
        as call: Call,
        _ tx: borrowing Tx
    ) throws -> Provider {
        var next = self
        next.statusReason = reason
        let decided = try next.advanced(by: event, as: call, reason: reason, tx)
        try LSMLog.write(.provider, id.cast(), in: region, event.rawValue, reason, by: call.actor, tx)
        if call.actor.account != account, let template = event.notice {
            try notify(template, ["provider": businessName.rawValue, "reason": reason ?? ""], tx)
        }
        return decided
    }

    /// Nobody decides about their own business, which a local manager may have had before.
    func demandStranger(_ call: Call) throws {
        guard call.actor.account != account else { throw Problem(.interested) }
    }

    /// Refused with 409 while the account has another role.
    private func demandRole(_ tx: borrowing Tx) throws {
        guard try Account.find(account, tx).role == .provider else { throw Problem(.otherRole) }
    }

    private func event(to wanted: Status, isOwn: Bool) -> Event? {
        switch (status, wanted) {
        case (.active, .inactive): isOwn ? .pause : .suspend
        case (.inactive, .active): isOwn ? (stopper == .own ? .resume : nil) : .reinstate
        case (.banned, .inactive): .unban
        case (.active, .banned), (.inactive, .banned), (.pending, .banned): .ban
        default: nil
        }
    }

    private func refusal(of wanted: Status, isOwn: Bool) -> Problem {
        let reachable = Status.allCases.filter { event(to: $0, isOwn: isOwn) != nil }
            .filter { !isOwn || $0 != .banned && status != .banned }
        return Problem(
            .illegalTransition,
            extras: [
                "present": .string(status.rawValue), "wanted": .string(wanted.rawValue),
                "allowed": .array(reachable.map { .string($0.rawValue) }),
            ]
        )
    }
}

extension Provider.Event {
    /// The message to a provider that did not make the move itself.
    fileprivate var notice: NoticeTemplate? {
        switch self {
        case .verify: .providerVerified
        case .reject: .providerRejected
        case .suspend, .halt: .providerStopped
        case .reinstate: .providerResumed
        case .ban: .providerBanned
        case .unban: .providerUnbanned
        case .pause, .resume, .relocate: nil
        }
    }
}
