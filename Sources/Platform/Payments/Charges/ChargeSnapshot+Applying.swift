import Kernel
import Logging
import Store

extension ChargeSnapshot {
    /// The failure of a charge whose page has closed unpaid.
    package static let pageClosed = "page_closed"

    /// Stores the gateway's present state of a charge, and tells the product what is new.
    ///
    /// The later request wins: an answer to an earlier one is dropped, so that events may come in any order, and again.
    func apply(
        to id: ID<Charge>,
        at site: Site,
        readAt: Instant,
        _ tx: borrowing Tx
    ) throws -> Charge {
        var charge = try Charge.find(id, tx)
        guard charge.readAt.map({ $0 <= readAt }) ?? true else { return charge }
        charge = try charge.read(self, at: readAt, tx)
        if state == .paid, let known = charge.payment, let payment, known != payment {
            // The charge is paid on another page already.
            try charge.doubled(for: self, tx).receive(self, at: site, tx)
            return charge
        }
        switch state {
        case .open, .approved: charge = try charge.opened(tx)
        case .failed, .closed:
            charge = try charge.opened(tx)
            let failure = failure ?? (state == .closed ? Self.pageClosed : "declined")
            // A page that is open again still shows the last failure.
            if charge.failure != failure { try charge.declined(failure, at: site, tx) }
        case .pending: try charge.wait(at: site, tx)
        case .paid: try charge.receive(self, at: site, tx)
        }
        charge = try Charge.find(id, tx)
        guard charge.payment != nil else { return charge }
        try charge.keep(fee, at: site, tx)
        try charge.settle(refunds, at: site, tx)
        try charge.contest(chargebacks, at: site, tx)
        return try Charge.find(id, tx)
    }
}

extension Charges {
    /// Records a payment that came without a page at the gateway, where therefore nobody reads it: for demo data.
    package static func recordPayment(
        _ payment: String,
        of charge: Charge,
        at site: Site,
        _ tx: borrowing Tx
    ) throws {
        let snapshot = ChargeSnapshot(
            reference: "",
            state: .paid,
            amount: charge.amount,
            mark: charge.id.description,
            payment: payment
        )
        try charge.receive(snapshot, at: site, tx)
    }
}

extension Charge {
    /// Notes the reading, and the page by which the gateway knows the charge.
    fileprivate func read(_ snapshot: ChargeSnapshot, at time: Instant, _ tx: borrowing Tx) throws -> Charge {
        try tx.changeOne(
            """
            UPDATE charge SET read_at = \(time), reference = \(reference ?? snapshot.reference)
             WHERE id = \(id)
            """
        )
        return try Self.find(id, tx)
    }

    /// The page is open at the gateway, also when its answer to us was lost.
    fileprivate func opened(_ tx: borrowing Tx) throws -> Charge {
        state == .created ? try transitioned(by: .open, tx) : self
    }

    /// A payment on a second page: a charge of its own that has ended already.
    fileprivate func doubled(for snapshot: ChargeSnapshot, _ tx: borrowing Tx) throws -> Charge {
        if let known = try Self.find(.init(payment: snapshot.payment), at: gateway, tx) { return known }
        let new = tx.newID(of: Charge.self)
        let page = snapshot.reference == reference ? nil : snapshot.reference
        try tx.execute(
            """
            INSERT INTO charge (id, gateway, subject_kind, subject_id, account_id, amount, currency, state, reference, refunded,
                                contested, is_stray, title, pages, expires_at, created_at, updated_at, version)
            VALUES (\(new), \(gateway), \(subjectKind), \(subject), \(account), \(amount.amountMinor), \(amount.currency),
                    'lapsed', \(page), 0, 0, FALSE, \(title), \(json: pages), \(expiresAt), \(tx.now), \(tx.now), 1)
            """
        )
        return try Self.find(new, tx)
    }

    fileprivate func wait(at site: Site, _ tx: borrowing Tx) throws {
        let charge = try opened(tx)
        guard charge.state == .open, pendingSince == nil else { return }
        try tx.changeOne(
            """
            UPDATE charge SET pending_since = \(tx.now), updated_at = \(tx.now), version = version + 1
             WHERE id = \(id) AND version = \(charge.version)
            """
        )
        try site.product.charges.pending(Self.find(id, tx), site, tx)
    }

    /// Takes the money, once: for its subject, or to send it back.
    fileprivate func receive(_ snapshot: ChargeSnapshot, at site: Site, _ tx: borrowing Tx) throws {
        guard payment == nil, let payment = snapshot.payment else { return }
        // Of several pages the paid one is read from now on.
        let page = snapshot.reference.isEmpty ? reference : snapshot.reference
        try tx.changeOne(
            """
            UPDATE charge SET reference = \(page), payment_reference = \(payment), paid = \(snapshot.amount.amountMinor),
                   paid_currency = \(snapshot.amount.currency), paid_at = \(snapshot.paidAt ?? tx.now),
                   card = \(json: snapshot.card), updated_at = \(tx.now), version = version + 1
             WHERE id = \(id) AND version = \(version)
            """
        )
        let paid = try Self.find(id, tx)
        let fits = snapshot.amount == amount && snapshot.mark == id.description
        guard state.isLive, fits, try site.product.charges.wants(paid, tx) else {
            if !fits, state.isLive {
                site.log.warning("a payment does not match its charge", error: Mismatch(charge: id))
            }
            return try paid.sendBack(at: site, tx)
        }
        let open = paid.state == .open ? paid : try paid.transitioned(by: .open, tx)
        try site.product.charges.succeeded(open.transitioned(by: .succeed, tx), site, tx)
    }

    private func sendBack(at site: Site, _ tx: borrowing Tx) throws {
        let ended = state.isLive ? try end(by: .lapse, as: .system, tx) : self
        try tx.changeOne(
            """
            UPDATE charge SET is_stray = TRUE, updated_at = \(tx.now), version = version + 1
             WHERE id = \(id) AND version = \(ended.version)
            """
        )
        let stray = try Self.find(id, tx)
        if let paid = stray.paid, paid.amountMinor > 0 {
            try Charges.refund(tx.newID(), of: stray, paid.amountMinor, tx)
        }
        try site.product.charges.strayed(Self.find(id, tx), site, tx)
    }

    private struct Mismatch: Error {
        let charge: ID<Charge>
    }

    /// Keeps the gateway's fee, which it may tell later than the payment.
    fileprivate func keep(_ fee: Money?, at site: Site, _ tx: borrowing Tx) throws {
        guard self.fee == nil, let fee, fee.currency == paid?.currency else { return }
        try tx.changeOne(
            """
            UPDATE charge SET fee = \(fee.amountMinor), updated_at = \(tx.now), version = version + 1
             WHERE id = \(id) AND version = \(version)
            """
        )
        try site.product.charges.feeKnown(Self.find(id, tx), site, tx)
    }
}
