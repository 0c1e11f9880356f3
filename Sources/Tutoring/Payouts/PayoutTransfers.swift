import Kernel
import Platform
import Store

extension TransferPolicy {
    /// A payout follows its transfer.
    static let tutoring = TransferPolicy(
        done: { transfer, site, tx in
            try TutorPayout.of(transfer, tx)?.advanced(by: .pay, nil, at: site, tx)
        },
        failed: { transfer, site, tx in
            guard let payout = try TutorPayout.of(transfer, tx) else { return }
            try payout.advanced(by: .fail, transfer.failure, at: site, tx)
            let tomorrow = Zone.rome.civil(tx.now).date + 1
            let morning = Zone.rome.instant(of: tomorrow, at: .payoutTime)
            let again = PayTutorAgain(tutor: payout.payee.id)
            try tx.enqueue(again, at: morning, unique: payout.id.description)
        },
        reversed: { transfer, site, tx in
            try TutorPayout.of(transfer, tx)?.advanced(by: .sendBack, "transfer_reversed", at: site, tx)
        },
        partReversed: { transfer, amount, _, tx in
            guard let payout = try TutorPayout.of(transfer, tx) else { return }
            try payout.book(partBack: amount, tx)
            if amount > 0 { try payout.notifyOfPart(amount, tx) }
        },
        unanswered: { transfer, _, tx in
            guard let payout = try TutorPayout.of(transfer, tx) else { return }
            try payout.notifyOfSilence(tx)
        }
    )
}

extension TutorPayout {
    fileprivate static func of(_ transfer: PayeeTransfer, _ tx: borrowing Tx) throws -> TutorPayout? {
        try tx.first("SELECT \(columns) FROM \(source) WHERE p.id = \(transfer.subject)")
    }

    /// Owes the tutor a part that came back: of no payout, so that the next one takes it.
    fileprivate func book(partBack amount: Int64, _ tx: borrowing Tx) throws {
        let entry = tx.newID(of: TutorEntry.self)
        try tx.execute(
            """
            INSERT INTO tutor_entry (id, tutor_id, kind, subject_id, amount, at, booked, is_held)
            VALUES (\(entry), \(payee.id), \(TutorEntry.Kind.payoutReturned), \(entry), \(amount), \(tx.now),
                    \(TutorEntry.Booked.tutor), FALSE)
            """
        )
        let split = Split(value: amount, commission: 0, vat: 0)
        try Bookkeeping.payoutPartBack.book(.init(split, of: payee.id), of: entry, tx)
    }

    /// Moves the payout; the transfer's identifier is its reference.
    fileprivate func advanced(
        by event: PayoutEvent,
        _ reason: String?,
        at site: Site,
        _ tx: borrowing Tx
    ) throws {
        var payout = self
        payout.statusReason = reason.flatMap { Line(rawValue: $0) } ?? statusReason
        payout.reference = try PayeeTransfer.find(of: id.cast(), tx)?.reference.flatMap { Line(rawValue: $0) }
        _ = try payout.advanced(by: event, as: site.call(as: .system, with: .payoutRun), reason: reason, tx)
    }
}

extension LocalTime {
    /// When payouts are made, in Rome.
    fileprivate static let payoutTime = LocalTime(unchecked: "06:00")
}
