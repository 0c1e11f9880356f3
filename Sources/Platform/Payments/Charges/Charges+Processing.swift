import Kernel
import Logging
import Store

extension Charges {
    /// The next step of a charge: opens the page, or captures what the customer has approved; safe to repeat.
    ///
    /// Refused with ``Problem/Code/illegalTransition`` when the charge has ended, and with
    /// ``Problem/Code/paymentDeclined`` when the customer's bank declines.
    package static func process(_ id: ID<Charge>, _ call: Call) async throws -> Charge {
        let site = call.site
        let charge = try await site.db.read { tx in try Charge.find(id, tx) }
        guard charge.state != .succeeded else { return charge }
        let gateway = try gateway(charge.gateway, at: site)
        guard charge.reference != nil, charge.state.isLive else {
            return try await open(charge, through: gateway, call)
        }
        let (found, snapshot) = try await read(charge, through: gateway, at: site)
        switch snapshot?.state {
        case nil, .closed: return try await open(found, through: gateway, call)
        // A payment that was refused for good has used the page up.
        case .failed where snapshot?.payment != nil: return try await open(found, through: gateway, call)
        case .approved: return try await capture(found, through: gateway, at: site)
        case .open, .failed:
            return try await site.db.write { tx in try waiting(id, for: .open, at: site, tx) }
        case .pending, .paid: return found
        }
    }

    package static func gateway(_ name: String, at site: Site) throws -> any ChargeGateway {
        guard let gateway = site.dependencies.gateways[name] else { throw Problem(.paymentsNotConfigured) }
        return gateway
    }

    private static func open(
        _ seen: Charge,
        through gateway: any ChargeGateway,
        _ call: Call
    ) async throws -> Charge {
        let (site, language) = (call.site, call.languages.first ?? .english)
        let operation: ChargeOperation? = try await site.db.write { tx in
            let charge = try Charge.find(seen.id, tx)
            try charge.demandWanted(for: .open, at: site, tx)
            // Somebody else has opened a page meanwhile.
            guard charge.reference == seen.reference else { return nil }
            let id = tx.newID(of: ChargeOperation.self)
            let order = ChargeOrder(
                mark: charge.id.description,
                invoice: id.description,
                amount: charge.amount,
                title: charge.title,
                language: language,
                returning: charge.pages.returning,
                cancelling: charge.pages.cancelling,
                expiresAt: max(charge.expiresAt, tx.now + gateway.shortestPage),
                methods: charge.methods
            )
            return try ChargeOperation.open(.open(order), of: charge.id, as: id, tx)
        }
        try await operation?.perform(through: gateway, at: site)
        return try await site.db.read { tx in try Charge.find(seen.id, tx) }
    }

    private static func capture(
        _ charge: Charge,
        through gateway: any ChargeGateway,
        at site: Site
    ) async throws -> Charge {
        guard let reference = charge.reference else { throw Problem(.conflict) }
        let operation = try await site.db.write { tx in
            let charge = try waiting(charge.id, for: .succeed, at: site, tx)
            return try ChargeOperation.open(.capture(reference: reference), of: charge.id, as: tx.newID(), tx)
        }
        try await operation.perform(through: gateway, at: site)
        return try await site.db.read { tx in try Charge.find(charge.id, tx) }
    }

    /// A charge whose page the customer can go on with, open again after a failure.
    private static func waiting(
        _ id: ID<Charge>,
        for event: Charge.Event,
        at site: Site,
        _ tx: borrowing Tx
    ) throws -> Charge {
        let charge = try Charge.find(id, tx)
        try charge.demandWanted(for: event, at: site, tx)
        return charge.state == .open ? charge : try charge.transitioned(by: .open, tx)
    }
}

extension Charge {
    /// Refuses a step of a charge that has ended, or whose subject no longer waits for the money.
    fileprivate func demandWanted(for event: Event, at site: Site, _ tx: borrowing Tx) throws {
        guard state.isLive, try site.product.charges.wants(self, tx) else {
            let events = Self.lifecycle.events(from: state).filter { $0 != .open && $0 != .succeed }
            throw Problem(
                .illegalTransition,
                extras: [
                    "present": .string(state.rawValue), "action": .string(event.rawValue),
                    "allowed": .array(events.map { .string($0.rawValue) }),
                ]
            )
        }
    }
}

extension Charges {
    /// Reads a charge from its gateway, and stores what is new.
    @discardableResult
    package static func refresh(_ id: ID<Charge>, at site: Site) async throws -> Charge {
        let charge = try await site.db.read { tx in try Charge.find(id, tx) }
        guard charge.reference != nil else { return charge }
        return try await read(charge, through: gateway(charge.gateway, at: site), at: site).charge
    }

    /// Reads all charges of a subject, as before a step that moves their money.
    package static func refresh(
        of kind: String,
        _ subject: ID<Subject>,
        at site: Site
    ) async throws {
        let charges = try await site.db.read { tx in try Charge.all(of: kind, subject, tx) }
        for charge in charges { try await refresh(charge.id, at: site) }
    }

    static func read(
        _ charge: Charge,
        as reference: String? = nil,
        through gateway: any ChargeGateway,
        at site: Site
    ) async throws -> (charge: Charge, snapshot: ChargeSnapshot?) {
        let readAt = site.now()
        guard let reference = reference ?? charge.reference,
            let snapshot = try await gateway.read(reference)
        else { return (charge, nil) }
        let found = try await site.db.write { tx in
            try snapshot.apply(to: charge.id, at: site, readAt: readAt, tx)
        }
        return (found, snapshot)
    }

    /// The answer to the question whether the time for a payment can end.
    package enum Closing: Sendable, Hashable {
        /// Nothing is paid, and nobody can pay any more.
        case closed
        /// It was paid, which is now recorded.
        case paid
        /// The gateway waits for the money, since then.
        case pending(since: Instant)
        /// The gateway does not tell now: try again shortly.
        case unknown
    }

    /// Closes the open pages of a subject and reads them, before its charges end.
    package static func close(of kind: String, _ subject: ID<Subject>, at site: Site) async throws -> Closing
    {
        let charges = try await site.db.read { tx in try Charge.all(of: kind, subject, tx) }
        if charges.contains(where: { $0.state == .succeeded }) { return .paid }
        for charge in charges where charge.state.isLive {
            let closing = await close(charge, at: site)
            guard closing == .closed else { return closing }
        }
        return .closed
    }

    private static func close(_ charge: Charge, at site: Site) async -> Closing {
        do {
            let pending = try await site.db.read { tx in try ChargeOperation.pending(of: charge.id, tx) }
            // Money that may be on its way; nobody has the address of a page that is still being opened.
            guard !pending.contains(where: { $0.order.command == .capture }) else { return .unknown }
            guard let reference = charge.reference else { return .closed }
            let gateway = try gateway(charge.gateway, at: site)
            try await gateway.close(reference)
            let found = try await read(charge, through: gateway, at: site)
            if found.charge.state == .succeeded { return .paid }
            if found.snapshot?.state == .pending {
                return .pending(since: found.charge.pendingSince ?? site.now())
            }
            return .closed
        } catch {
            site.log.warning("a charge could not be closed", error: error)
            return .unknown
        }
    }
}
