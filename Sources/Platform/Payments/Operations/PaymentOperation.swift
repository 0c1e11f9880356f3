import Kernel
import Logging
import Store

/// A command to the provider: stored before, with its outcome stored after.
///
/// Its identifier is the key under which the provider performs it once.
struct PaymentOperation: Record {
    let id: ID<PaymentOperation>
    let kind: Kind
    let account: ID<Account>?
    let subject: ID<Subject>?
    let call: GatewayCall
    let state: State
    let createdAt: Instant

    enum Kind: String, Codable, SQLValueConvertible {
        case customer, price, checkout, upgrade, cancel, resume, extend, refund
    }

    enum State: String, Codable, SQLValueConvertible {
        case pending, done, failed
    }

    static let columns: SQL = "o.id, o.kind, o.account_id, o.subject_id, o.request, o.state, o.created_at"

    init(_ row: inout Row) throws {
        id = try row.next()
        kind = try row.next()
        account = try row.next()
        subject = try row.next()
        call = try row.json()
        state = try row.next()
        createdAt = try row.next()
    }

    static func find(_ id: ID<PaymentOperation>, _ tx: borrowing Tx) throws -> PaymentOperation? {
        try tx.first("SELECT \(columns) FROM payment_operation o WHERE o.id = \(id)")
    }

    /// Stores a command; returns the open one in the same lane if there is one.
    ///
    /// A job repeats it when this process does not live to see the answer.
    static func open(
        _ new: New,
        as id: ID<PaymentOperation>? = nil,
        _ tx: borrowing Tx
    ) throws -> PaymentOperation {
        let id = id ?? tx.newID()
        let inserted = try tx.execute(
            """
            INSERT INTO payment_operation (id, kind, account_id, subject_id, lane, request, state, created_at)
            VALUES (\(id), \(new.kind), \(new.account), \(new.subject), \(new.lane), \(json: new.call), 'pending', \(tx.now))
            ON CONFLICT (lane) WHERE lane IS NOT NULL AND state = 'pending' DO NOTHING
            """
        )
        if inserted == 0, let lane = new.lane {
            let other: PaymentOperation = try tx.one(
                "SELECT \(columns) FROM payment_operation o WHERE o.lane = \(lane) AND o.state = 'pending'"
            )
            guard other.call == new.call else { throw Problem(.paymentsUnavailable, retryAfter: 5) }
            return other
        }
        try tx.enqueue(SettleOperation(operation: id), at: tx.now + Payments.patience, unique: id.description)
        return try tx.one("SELECT \(columns) FROM payment_operation o WHERE o.id = \(id)")
    }

    struct New: Sendable {
        let kind: Kind
        let account: ID<Account>?
        var subject: ID<Subject>?
        /// A lane has one open operation at a time.
        var lane: String?
        let call: GatewayCall
    }
}

extension PaymentOperation {
    /// Sends the command to the provider, and stores the outcome.
    func perform(at site: Site) async throws(GatewayFailure) -> GatewayResult {
        let result: Result<GatewayResult, GatewayFailure>
        do throws(GatewayFailure) {
            result = .success(try await site.dependencies.payments.perform(call, key: id.description))
        } catch {
            result = .failure(error)
        }
        let (operation, outcome) = (self, result)
        do {
            // The outcome must be stored even when the caller has gone.
            try await finishing {
                try await site.db.write { tx in try operation.record(outcome, at: site, tx) }
            }
        } catch {
            site.log.error("an outcome of the payment provider could not be stored", error: error)
        }
        return try result.get()
    }

    /// A verdict ends the operation; an unknown outcome stays open for the job.
    private func record(
        _ result: Result<GatewayResult, GatewayFailure>,
        at site: Site,
        _ tx: borrowing Tx
    ) throws {
        switch result {
        case .success(let result): try succeed(result, at: site, tx)
        case .failure(let failure) where failure.isVerdict: try fail(failure.words, at: site, tx)
        case .failure: break
        }
    }

    func succeed(_ result: GatewayResult, at site: Site, _ tx: borrowing Tx) throws {
        guard try finish(.done, result: result.id, error: nil, tx) else { return }
        switch kind {
        case .customer: try keepCustomer(result.id, at: site, tx)
        case .refund: try settleRefund(result, at: site, tx)
        case .price: try keepPrice(result.id, tx)
        case .checkout, .upgrade, .cancel, .resume, .extend: break
        }
    }

    func fail(_ reason: String, at site: Site, _ tx: borrowing Tx) throws {
        guard try finish(.failed, result: nil, error: String(reason.prefix(300)), tx) else { return }
        guard kind == .refund, let subject else { return }
        try Refund.find(subject.cast(), tx).fail(because: reason, at: site, tx)
    }

    /// False when the operation is finished already.
    private func finish(_ state: State, result: String?, error: String?, _ tx: borrowing Tx) throws -> Bool {
        try tx.execute(
            """
            UPDATE payment_operation SET state = \(state), result_id = \(result), error = \(error), finished_at = \(tx.now)
             WHERE id = \(id) AND state = 'pending'
            """
        ) == 1
    }

    private func keepCustomer(_ providerID: String, at site: Site, _ tx: borrowing Tx) throws {
        guard let account else { return }
        try PaymentCustomer.keep(providerID, of: account, at: site, tx)
    }

    private func keepPrice(_ providerID: String, _ tx: borrowing Tx) throws {
        guard let subject else { return }
        try KnownPrice.name(subject.cast(), providerID, tx)
    }

    private func settleRefund(_ result: GatewayResult, at site: Site, _ tx: borrowing Tx) throws {
        guard let subject else { return }
        try Refund.find(subject.cast(), tx).settle(as: result, at: site, tx)
    }
}
