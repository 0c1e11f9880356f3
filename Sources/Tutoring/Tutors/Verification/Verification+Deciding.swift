import Kernel
import Platform
import Store

extension Verification {
    /// Carries out an administrator's decision, with a message to the tutor.
    func decided(
        by event: Event,
        because reason: String,
        as call: Call,
        withAccount: Bool = false,
        _ tx: borrowing Tx
    ) throws -> Verification {
        var next = self
        next.reason = reason
        next.decidedBy = call.actor.account
        next.withAccount = withAccount
        if event == .approve, status == .submitted { try next.replaceOlder(as: call, tx) }
        let decided = try next.advanced(by: event, as: call, reason: reason, tx)
        if event == .approve { try decided.adoptChanges(at: call.site, tx) }
        if let template = event.notice {
            try TutoringNotice.send(template, to: [account], about: about, ["reason": .words(reason)], tx)
        }
        return decided
    }

    var about: (kind: String, id: ID<Subject>) { (Self.kind, id.cast()) }

    /// An older approval is replaced by this one; a suspended tutor is reinstated first.
    private func replaceOlder(as call: Call, _ tx: borrowing Tx) throws {
        guard let older = try Self.find(of: tutor, in: [.verified, .suspended], tx) else { return }
        guard older.status == .verified else { throw Problem(.tutorSuspended) }
        _ = try older.advanced(by: .supersede, as: call, tx)
    }

    private func adoptChanges(at site: Site, _ tx: borrowing Tx) throws {
        guard let changes = try openedChanges(at: site, tx) else { return }
        _ = try Tutor.find(tutor, tx).replacing(changes, at: site, tx).save(tx)
    }
}

// The suspension of a tutor whose account is deactivated.
extension Verification {
    /// Stops the tutor of an account that is deactivated; nothing happens to others.
    static func suspend(
        of account: ID<Account>,
        because reason: String,
        as call: Call,
        _ tx: borrowing Tx
    ) throws {
        guard let tutor = try Tutor.find(of: account, tx),
            let standing = try find(of: tutor.id, in: [.verified], tx)
        else { return }
        _ = try standing.decided(by: .suspend, because: reason, as: call, withAccount: true, tx)
    }

    /// Lets the tutor of an account that is active again sell, unless an administrator had stopped them before.
    static func reinstate(
        of account: ID<Account>,
        because reason: String,
        as call: Call,
        _ tx: borrowing Tx
    ) throws {
        guard let tutor = try Tutor.find(of: account, tx),
            let standing = try find(of: tutor.id, in: [.suspended], tx), standing.withAccount
        else { return }
        _ = try standing.decided(by: .reinstate, because: reason, as: call, tx)
    }
}

extension Verification.Event {
    fileprivate var notice: NoticeTemplate? {
        switch self {
        case .approve: .verificationApproved
        case .reject: .verificationRejected
        case .suspend: .tutorSuspended
        case .reinstate: .tutorReinstated
        case .withdraw, .supersede: nil
        }
    }
}
