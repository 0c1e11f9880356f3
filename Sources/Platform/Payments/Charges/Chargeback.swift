import Kernel
import Store

/// A payment that the customer contests at the bank or the gateway, which takes the money back meanwhile.
package struct Chargeback: Sendable {
    package let id: ID<Chargeback>
    package let charge: ID<Charge>
    /// The gateway's identifier.
    package let reference: String
    package let amount: Money
    package let state: State
    package let createdAt: Instant
    package let endedAt: Instant?

    package static let kind = "chargeback"

    /// How far a chargeback is.
    package enum State: String, Codable, CaseIterable, Sendable, SQLValueConvertible {
        /// The gateway has taken the money and waits for a decision.
        case opened
        /// The money has come back.
        case won
        /// The customer keeps the money.
        case lost
    }

    /// A step of a chargeback.
    package enum Event: String, Codable, CaseIterable, Sendable {
        /// It is decided for us.
        case win
        /// It is decided for the customer.
        case lose
    }

    // swift-format-ignore
    package static let lifecycle = Lifecycle<Chargeback, State, Event>(start: .opened) {
        On(.win,  from: .opened, to: .won,  needs: .paymentsMirror)
        On(.lose, from: .opened, to: .lost, needs: .paymentsMirror)
    }
}

extension Chargeback: Record {
    package static let columns: SQL =
        "b.id, b.charge_id, b.reference, b.amount, b.currency, b.state, b.created_at, b.ended_at"

    package init(_ row: inout Row) throws {
        id = try row.next()
        charge = try row.next()
        reference = try row.next()
        amount = Money(try row.next(), try row.next())
        state = try row.next()
        createdAt = try row.next()
        endedAt = try row.next()
    }

    package static func find(_ id: ID<Chargeback>, _ tx: borrowing Tx) throws -> Chargeback {
        try tx.one("SELECT \(columns) FROM chargeback b WHERE b.id = \(id)")
    }

    /// Oldest first.
    package static func all(of charge: ID<Charge>, _ tx: borrowing Tx) throws -> [Chargeback] {
        try tx.all("SELECT \(columns) FROM chargeback b WHERE b.charge_id = \(charge) ORDER BY b.id")
    }
}

extension Charge {
    /// Records the chargebacks that the gateway knows, and tells the product of each step once.
    ///
    /// New ones first: money that one of them holds is not free for a moment because another has ended.
    func contest(_ chargebacks: [ChargebackSnapshot], at site: Site, _ tx: borrowing Tx) throws {
        for snapshot in chargebacks where try known(snapshot, tx) == nil {
            try site.product.charges.contested(open(snapshot, tx), Charge.find(id, tx), site, tx)
        }
        for snapshot in chargebacks where snapshot.state != .opened {
            guard let chargeback = try known(snapshot, tx), chargeback.state == .opened else { continue }
            let ended = try chargeback.ended(as: snapshot.state, tx)
            try site.product.charges.contestEnded(ended, Charge.find(id, tx), site, tx)
        }
    }

    private func known(_ snapshot: ChargebackSnapshot, _ tx: borrowing Tx) throws -> Chargeback? {
        try tx.first(
            """
            SELECT \(Chargeback.columns) FROM chargeback b
             WHERE b.gateway = \(gateway) AND b.reference = \(snapshot.id)
            """
        )
    }

    private func open(_ snapshot: ChargebackSnapshot, _ tx: borrowing Tx) throws -> Chargeback {
        let new = tx.newID(of: Chargeback.self)
        try tx.execute(
            """
            INSERT INTO chargeback (id, charge_id, gateway, reference, amount, currency, state, created_at)
            VALUES (\(new), \(id), \(gateway), \(snapshot.id), \(snapshot.amount.amountMinor), \(snapshot.amount.currency),
                    'opened', \(tx.now))
            """
        )
        try tx.execute(
            """
            UPDATE charge SET contested = contested + \(snapshot.amount.amountMinor), updated_at = \(tx.now),
                   version = version + 1
             WHERE id = \(id)
            """
        )
        return try Chargeback.find(new, tx)
    }
}

extension Chargeback {
    fileprivate func ended(as state: State, _ tx: borrowing Tx) throws -> Chargeback {
        guard let row = Self.lifecycle.rows(from: self.state).first(where: { $0.to == state }) else {
            throw Problem(.conflict)
        }
        try tx.changeOne(
            """
            UPDATE chargeback SET state = \(state), ended_at = \(tx.now) WHERE id = \(id) AND state = \(self.state)
            """
        )
        if state == .won {
            try tx.execute(
                """
                UPDATE charge SET contested = contested - \(amount.amountMinor), updated_at = \(tx.now),
                       version = version + 1
                 WHERE id = \(charge)
                """
            )
        }
        let transition = Transition(
            from: self.state.rawValue,
            to: state.rawValue,
            event: row.event.rawValue,
            reason: nil,
            fields: []
        )
        try History.record(transition, of: Self.kind, id.cast(), by: .system, tx)
        try Audit.record("\(Self.kind).\(row.event.rawValue)", of: Self.kind, id.cast(), by: .system, tx)
        return try Self.find(id, tx)
    }
}
