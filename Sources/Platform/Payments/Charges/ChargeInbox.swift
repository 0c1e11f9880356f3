import Kernel
import Logging
import Store
import Web

extension Charges {
    /// Larger than any event.
    package static let largestEvent = 1 << 20

    /// Takes a webhook of any gateway, which its signature names: stored before the answer, applied by a job.
    ///
    /// Its route is the product's. Refused with 400 when it has no signature, several, or a wrong one; from an address
    /// with many wrong ones with 429, which never concerns a correct one, unless its certificate is still to be fetched.
    @Sendable package static func receive(
        _ call: Call,
        facts: RequestFacts,
        body: RawBody
    ) async throws -> EventReceived {
        let site = call.site
        guard !site.dependencies.gateways.names.isEmpty else { throw Problem(.paymentsNotConfigured) }
        let isSuspect = site.badSignatures.isSuspect(call.address, at: call.now)
        let headers = WebhookHeaders(facts.headers, isSuspect: isSuspect)
        guard let gateway = site.dependencies.gateways.signing(headers) else {
            throw refused("no signature, or several", call)
        }
        let event: ChargeEvent
        do {
            event = try await gateway.event(in: body.bytes, headers: headers, at: call.now)
        } catch let refusal as WebhookRefused {
            throw refused(refusal.reason, call)
        }
        try await call.db.write { tx in try StoredChargeEvent.receive(event, from: gateway.name, tx) }
        return EventReceived(received: true)
    }

    private static func refused(_ reason: String, _ call: Call) -> Problem {
        call.log.notice("a webhook was refused: \(reason)")
        return call.badSignature(.webhookSignatureBad)
    }
}

/// An event of a gateway as it came in: stored first, processed later.
struct StoredChargeEvent: Record {
    let id: ID<StoredChargeEvent>
    let gateway: String
    let about: ChargeEvent.About
    let isWaiting: Bool

    static let columns: SQL = "e.id, e.gateway, e.about, e.state = 'received'"

    init(_ row: inout Row) throws {
        id = try row.next()
        gateway = try row.next()
        about = try row.json()
        isWaiting = try row.next()
    }

    /// How far an event is processed.
    enum State: String, Codable, SQLValueConvertible {
        case received
        case applied
        /// It means nothing here.
        case ignored
        /// Money that belongs to no charge of this site.
        case unmatched
    }

    static func find(_ id: ID<StoredChargeEvent>, _ tx: borrowing Tx) throws -> StoredChargeEvent? {
        try tx.first("SELECT \(columns) FROM charge_event e WHERE e.id = \(id)")
    }

    /// Stores an event for processing; does nothing when it is known already.
    static func receive(_ event: ChargeEvent, from gateway: String, _ tx: borrowing Tx) throws {
        let id = tx.newID(of: StoredChargeEvent.self)
        let about = event.isForeign ? nil : event.about
        let state: State = about == nil ? .ignored : .received
        let finished: Instant? = about == nil ? tx.now : nil
        let inserted = try tx.execute(
            """
            INSERT INTO charge_event (id, gateway, event_id, type, about, created_at, received_at, state, finished_at)
            VALUES (\(id), \(gateway), \(event.id), \(event.type), \(json: about ?? ChargeEvent.About()), \(event.createdAt),
                    \(tx.now), \(state), \(finished))
            ON CONFLICT (gateway, event_id) DO NOTHING
            """
        )
        guard inserted == 1, about != nil else { return }
        try tx.enqueue(ApplyChargeEvent(event: id), unique: id.description)
    }

    func finish(_ state: State, _ tx: borrowing Tx) throws {
        try tx.execute(
            "UPDATE charge_event SET state = \(state), finished_at = \(tx.now) WHERE id = \(id) AND state = 'received'"
        )
    }
}

/// Reads the charge of an event from the gateway, and stores its present state.
struct ApplyChargeEvent: Job {
    static let kind = "charges.apply_event"
    static let policy = JobPolicy(
        queue: Payments.queue,
        attempts: 20,
        backoff: Backoff(base: .seconds(5), cap: .hours(1))
    )

    let event: ID<StoredChargeEvent>

    func run(_ call: JobCall) async throws -> JobOutcome {
        let (site, id) = (call.site, event)
        let found = try await call.db.read { tx in try StoredChargeEvent.find(id, tx) }
        guard let event = found, event.isWaiting else { return .cancel("already processed") }
        guard let gateway = site.dependencies.gateways[event.gateway] else { return .snooze(.hours(1)) }
        guard let charge = try await charge(of: event, through: gateway, at: site) else {
            try await call.db.write { tx in try event.finish(.unmatched, tx) }
            return .done
        }
        // The answer that names the page is still on its way.
        guard charge.reference != nil || event.about.reference != nil else { return .snooze(.seconds(30)) }
        _ = try await Charges.read(charge, as: event.about.reference, through: gateway, at: site)
        try await call.db.write { tx in try event.finish(.applied, tx) }
        return .done
    }

    /// Nil for a payment of nobody here.
    private func charge(
        of event: StoredChargeEvent,
        through gateway: any ChargeGateway,
        at site: Site
    ) async throws -> Charge? {
        let known = try await site.db.read { tx in try Charge.find(event.about, at: gateway.name, tx) }
        if let known { return known }
        guard let payment = event.about.payment, let mark = try await gateway.mark(ofPayment: payment) else {
            return nil
        }
        return try await site.db.read { tx in try Charge.find(.init(mark: mark), at: gateway.name, tx) }
    }
}
