import Kernel
import Platform
import Store

/// The bookings of an escrow: what it does is in the ledger, in the provider's entries and in its row at once.
extension Escrow {
    /// The money of an award has arrived.
    static func capture(_ charge: Charge, for award: Award, of job: Job, _ tx: borrowing Tx) throws {
        try open(award, job, charge, tx)
        let lines: [(Ledger.Account, Int64)] = [
            (.gateway(charge.gateway), award.amount), (.escrow, -award.amount),
        ]
        try Ledger.book(.capture, of: charge.id, lines, tx)
    }

    /// Releases what is held, except for ordered refunds and those in `back`: to the provider, less the commission.
    func released(
        as move: MoneyMove,
        keeping back: Int64 = 0,
        of subject: ID<Subject>,
        _ tx: borrowing Tx
    ) throws -> Escrow {
        var next = self
        let sum = try max(0, held - back - ordered(tx))
        let shift = next.release(sum)
        next.releasedAt = releasedAt ?? tx.now
        if move == .cancelFee { next.fee = sum }
        let lines: [(Ledger.Account, Int64)] = [
            (.escrow, sum), (.payee(provider), -shift.payee), (.commission, -shift.commission),
        ]
        try Ledger.book(move, of: subject, lines, tx)
        let kind: ProviderEntry.Kind = move == .cancelFee ? .cancelFee : .complete
        try ProviderEntry.write(kind, to: provider, for: job, shift.payee, of: subject, tx)
        return try next.save(tx)
    }

    /// Refunds that are ordered at the gateway and come out of what is held.
    func ordered(_ tx: borrowing Tx) throws -> Int64 {
        try tx.value(
            """
            SELECT \(SQL.sum(of: "f.amount")) FROM refund_request f
             WHERE f.charge_id = \(charge) AND f.state = 'sent' AND f.is_from_escrow
            """
        ) ?? 0
    }

    /// Money has left: through the gateway's account or, for a lost chargeback, from what is contested.
    ///
    /// A rest beyond the escrow and the provider's side is a loss of the platform.
    func takenOut(
        _ sum: Int64,
        fromHeld isFromHeld: Bool,
        crediting account: Ledger.Account,
        as move: MoneyMove,
        of subject: ID<Subject>,
        _ tx: borrowing Tx
    ) throws -> Shift? {
        var next = self
        let first = isFromHeld ? min(sum, held) : 0
        let fromKept = min(sum - first, kept)
        // Money that a bounced refund put back into escrow is used before the platform's own.
        let fromHeld = first + min(sum - first - fromKept, held - first)
        next.held -= fromHeld
        let shift = fromKept > 0 ? next.takeBack(fromKept) : nil
        let lines: [(Ledger.Account, Int64)] = [
            (.escrow, fromHeld), (.payee(provider), -(shift?.payee ?? 0)),
            (.commission, -(shift?.commission ?? 0)), (.badDebt, sum - fromHeld - fromKept), (account, -sum),
        ]
        try Ledger.book(move, of: subject, lines, tx)
        if let shift {
            let kind: ProviderEntry.Kind = move == .chargebackLost ? .chargebackLost : .refund
            try ProviderEntry.write(kind, to: provider, for: job, shift.payee, of: subject, tx)
        }
        _ = try next.save(tx)
        return shift
    }

    /// A refund has come back from the customer's bank: the reverse of its booking.
    func putBack(_ request: RefundRequest, _ tx: borrowing Tx) throws {
        var next = self
        let taken = request.taken
        let fromKept = taken.map { -($0.payee + $0.commission) } ?? 0
        next.held += request.amount - fromKept
        if let taken { next.restore(Shift(payee: -taken.payee, commission: -taken.commission)) }
        let lines: [(Ledger.Account, Int64)] = [
            (.gateway(gateway), request.amount), (.escrow, -(request.amount - fromKept)),
            (.payee(provider), taken?.payee ?? 0), (.commission, taken?.commission ?? 0),
        ]
        try Ledger.book(.refundBounced, of: request.id, lines, tx)
        if let taken {
            let subject: ID<Subject> = request.id.cast()
            try ProviderEntry.write(.refundBounced, to: provider, for: job, -taken.payee, of: subject, tx)
        }
        _ = try next.save(tx)
    }
}
