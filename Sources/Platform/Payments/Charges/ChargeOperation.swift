import Kernel
import Logging
import Store

/// A command for a charge: stored before it is sent, with its outcome stored after.
///
/// Its identifier is the key under which the gateway performs it once; that of a refund is the refund's own.
struct ChargeOperation: Record {
    let id: ID<ChargeOperation>
    let charge: ID<Charge>
    let order: Order
    let state: State
    let createdAt: Instant

    enum Order: Codable, Sendable, Hashable {
        case open(ChargeOrder)
        case capture(reference: String)
        case refund(ChargeRefundOrder)

        var command: ChargeCommand {
            switch self {
            case .open: .open
            case .capture: .capture
            case .refund: .refund
            }
        }
    }

    enum State: String, Codable, SQLValueConvertible {
        case pending, done, failed
    }

    static let columns: SQL = "o.id, o.charge_id, o.request, o.state, o.created_at"

    init(_ row: inout Row) throws {
        id = try row.next()
        charge = try row.next()
        order = try row.json()
        state = try row.next()
        createdAt = try row.next()
    }

    static func find(_ id: ID<ChargeOperation>, _ tx: borrowing Tx) throws -> ChargeOperation? {
        try tx.first("SELECT \(columns) FROM charge_operation o WHERE o.id = \(id)")
    }

    /// The operations of a charge whose outcome is unknown.
    static func pending(of charge: ID<Charge>, _ tx: borrowing Tx) throws -> [ChargeOperation] {
        try tx.all(
            "SELECT \(columns) FROM charge_operation o WHERE o.charge_id = \(charge) AND o.state = 'pending' ORDER BY o.id"
        )
    }

    /// Stores a command; of opening and capturing, a charge has one without an outcome, which is returned instead.
    ///
    /// A job sends it when this process does not live to do so.
    static func open(
        _ order: Order,
        of charge: ID<Charge>,
        as id: ID<ChargeOperation>,
        sendingAt time: Instant? = nil,
        _ tx: borrowing Tx
    ) throws -> ChargeOperation {
        let lane: String? = order.command == .refund ? nil : "\(order.command.rawValue):\(charge)"
        let inserted = try tx.execute(
            """
            INSERT INTO charge_operation (id, charge_id, kind, lane, request, state, created_at)
            VALUES (\(id), \(charge), \(order.command.rawValue), \(lane), \(json: order), 'pending', \(tx.now))
            ON CONFLICT (lane) WHERE lane IS NOT NULL AND state = 'pending' DO NOTHING
            """
        )
        guard inserted == 1 else {
            return try tx.one(
                "SELECT \(columns) FROM charge_operation o WHERE o.lane = \(lane) AND o.state = 'pending'"
            )
        }
        let job = SettleChargeOperation(operation: id)
        try tx.enqueue(job, at: time ?? tx.now + Payments.patience, unique: id.description)
        return try tx.one("SELECT \(columns) FROM charge_operation o WHERE o.id = \(id)")
    }
}

extension ChargeOperation {
    /// Sends the command to the gateway, and stores the outcome; an unknown outcome stays open for the job.
    func perform(through gateway: any ChargeGateway, at site: Site) async throws(GatewayFailure) {
        let readAt = site.now()
        let outcome: Outcome
        do throws(GatewayFailure) {
            outcome = try await send(through: gateway)
        } catch {
            if error.isVerdict { await keep(at: site) { tx in try fail(error, at: site, tx) } }
            throw error
        }
        await keep(at: site) { tx in try succeed(outcome, at: site, readAt: readAt, tx) }
    }

    private enum Outcome: Sendable {
        case page(ChargePage)
        case payment(ChargeSnapshot)
        case refund(RefundSnapshot)
    }

    private func send(through gateway: any ChargeGateway) async throws(GatewayFailure) -> Outcome {
        let key = id.description
        return switch order {
        case .open(let order): .page(try await gateway.open(order, key: key))
        case .capture(let reference): .payment(try await gateway.capture(reference, key: key))
        case .refund(let order): .refund(try await gateway.refund(order, key: key))
        }
    }

    /// The outcome must be stored even when the caller has gone.
    private func keep(at site: Site, _ change: @escaping @Sendable (borrowing Tx) throws -> Void) async {
        do {
            try await finishing { try await site.db.write { tx in try change(tx) } }
        } catch {
            site.log.error("an outcome of the payment provider could not be stored", error: error)
        }
    }

    private func succeed(_ outcome: Outcome, at site: Site, readAt: Instant, _ tx: borrowing Tx) throws {
        guard try finish(.done, error: nil, tx) else { return }
        let charge = try Charge.find(charge, tx)
        switch outcome {
        case .page(let page): try charge.opened(page, at: site, tx)
        case .payment(let snapshot): _ = try snapshot.apply(to: charge.id, at: site, readAt: readAt, tx)
        case .refund(let snapshot): try refund(tx).settle(as: snapshot, at: site, tx)
        }
    }

    private func fail(_ failure: GatewayFailure, at site: Site, _ tx: borrowing Tx) throws {
        try fail(failure.words, at: site, tx)
    }

    func fail(_ reason: String, at site: Site, _ tx: borrowing Tx) throws {
        guard try finish(.failed, error: String(reason.prefix(300)), tx) else { return }
        switch order.command {
        case .open: break
        case .capture: try Charge.find(charge, tx).declined(reason, at: site, tx)
        case .refund: try refund(tx).fail(because: reason, at: site, tx)
        }
    }

    /// Ends the operation by what the gateway was found to know.
    func settle(by found: RefundSnapshot, at site: Site, _ tx: borrowing Tx) throws {
        guard try finish(.done, error: nil, tx) else { return }
        try refund(tx).settle(as: found, at: site, tx)
    }

    func settle(by found: ChargeSnapshot, at site: Site, readAt: Instant, _ tx: borrowing Tx) throws {
        guard try finish(.done, error: nil, tx) else { return }
        _ = try found.apply(to: charge, at: site, readAt: readAt, tx)
    }

    private func refund(_ tx: borrowing Tx) throws -> ChargeRefund {
        try ChargeRefund.find(id.cast(), tx)
    }

    /// False when the operation is finished already.
    private func finish(_ state: State, error: String?, _ tx: borrowing Tx) throws -> Bool {
        try tx.execute(
            """
            UPDATE charge_operation SET state = \(state), error = \(error), finished_at = \(tx.now)
             WHERE id = \(id) AND state = 'pending'
            """
        ) == 1
    }
}

extension Charge {
    /// The page is open; a charge that ended meanwhile only keeps its name, and the page is closed.
    fileprivate func opened(_ page: ChargePage, at site: Site, _ tx: borrowing Tx) throws {
        let charge = try adopting(page, at: site, tx)
        switch state {
        case .created, .failed: try charge.transitioned(by: .open, tx)
        case .cancelled, .lapsed: try tx.enqueue(CloseChargePage(charge: id), unique: id.description)
        case .open, .succeeded: break
        }
    }

    /// The bank or the gateway refused the capture.
    func declined(_ reason: String, at site: Site, _ tx: borrowing Tx) throws {
        guard state == .open else { return }
        let failed = try transitioned(by: .fail, because: reason, tx)
        try site.product.charges.failed(failed, site, tx)
    }
}
