import Kernel
import Platform
import Store

extension Verification {
    private static let pin = "verification"

    /// Papers that wait for an administrator; earlier ones that wait are withdrawn.
    static func send(
        _ new: NewVerification,
        of tutor: Tutor,
        as call: Call,
        _ tx: borrowing Tx
    ) throws -> Verification {
        guard tutor.suspendedAt == nil else { throw Problem(.tutorSuspended) }
        if !new.changes.isEmpty { _ = try tutor.replacing(new.changes, at: call.site, tx) }
        let id = tx.newID(of: Verification.self)
        let files = try FilePin.put(
            new.papers.map(\.fileId),
            by: tutor.account,
            because: pin,
            subject: id.cast(),
            at: new.papers.indices.map { "/papers/\($0)/file_id" },
            tx
        )
        if let open = try find(of: tutor.id, in: [.submitted], tx) {
            try open.advanced(by: .withdraw, as: call, tx).dropPapers(tx)
        }
        let kept = zip(new.papers, files).map { KeptPaper(kind: $0.kind, file: $1.id) }
        let changes = try new.sealedChanges(in: id, of: tutor.account, at: call.site, tx)
        let verification = Verification(id, of: tutor, kept, changes, at: tx.now)
        try verification.insert(tx)
        let due = tx.now + (try Policies.duration(.verificationOverdueDays, at: tx.now, tx))
        try Deadline.set(VerificationClock.overdue, of: kind, id, at: due, remind: false, tx)
        try Audit.record(TutorAction.sendPapers, of: kind, id.cast(), by: call.actor, tx)
        return verification
    }

    private init(
        _ id: ID<Verification>,
        of tutor: Tutor,
        _ papers: [KeptPaper],
        _ changes: [UInt8]?,
        at now: Instant
    ) {
        self.id = id
        self.tutor = tutor.id
        account = tutor.account
        status = Self.lifecycle.start
        self.papers = papers
        sealedChanges = changes
        withAccount = false
        (reason, decidedBy, decidedAt, papersGoneAt) = (nil, nil, nil, nil)
        (createdAt, updatedAt, version) = (now, now, 1)
    }

    /// The legal and tax data that come with the papers; nil when none do.
    func openedChanges(at site: Site, _ tx: borrowing Tx) throws -> LegalChanges? {
        guard let sealedChanges else { return nil }
        let bytes = try Self.changes.open(sealedChanges, in: id, of: account, at: site, tx)
        return try JSON.decode(LegalChanges.self, stored: bytes)
    }

    /// Deletes the papers, which nobody needs any more.
    func dropPapers(_ tx: borrowing Tx) throws {
        try FilePin.remove(because: Self.pin, subject: id.cast(), tx)
        try tx.execute(
            "UPDATE verification SET papers = \(json: [KeptPaper]()), papers_gone_at = \(tx.now) WHERE id = \(id)"
        )
    }
}

extension NewVerification {
    fileprivate func sealedChanges(
        in id: ID<Verification>,
        of account: ID<Account>,
        at site: Site,
        _ tx: borrowing Tx
    ) throws -> [UInt8]? {
        guard !changes.isEmpty else { return nil }
        return try Verification.changes.seal(JSON.encode(changes), in: id, of: account, at: site, tx)
    }
}
