import Kernel
import Store

/// Finds the outcome of an operation without a stored answer, as after a crash, and waits for refunds that take days.
struct SettleChargeOperation: Job {
    static let kind = "charges.settle"
    static let policy = JobPolicy(
        queue: Payments.queue,
        attempts: 24,
        backoff: Backoff(base: .seconds(20), cap: .hours(1))
    )

    let operation: ID<ChargeOperation>

    func run(_ call: JobCall) async throws -> JobOutcome {
        let (site, id) = (call.site, operation)
        let found = try await call.db.read { tx in
            try ChargeOperation.find(id, tx).map { ($0, try Charge.find($0.charge, tx)) }
        }
        guard let (operation, charge) = found else { return .cancel("forgotten") }
        guard let gateway = site.dependencies.gateways[charge.gateway] else { return .snooze(.hours(1)) }
        if operation.state == .pending {
            try await settle(operation, of: charge, through: gateway, at: site)
        }
        return try await follow(operation, at: site)
    }

    /// The same key is asked again only while the gateway certainly knows it; after that the outcome is looked up.
    ///
    /// A refund is always looked up first. One that the gateway has never heard of is asked for again, whatever its
    /// age: it is never failed by a clock.
    private func settle(
        _ operation: ChargeOperation,
        of charge: Charge,
        through gateway: any ChargeGateway,
        at site: Site
    ) async throws {
        let command = operation.order.command
        let isKeyKnown = site.now() - operation.createdAt < gateway.keyLifetime(of: command)
        if command == .refund || !isKeyKnown {
            guard try await !lookUp(operation, of: charge, through: gateway, at: site) else { return }
        }
        guard isKeyKnown || command == .refund else {
            // The gateway has forgotten the key, and nothing has come of the command.
            return try await site.db.write { tx in try operation.fail("never answered", at: site, tx) }
        }
        do throws(GatewayFailure) {
            try await operation.perform(through: gateway, at: site)
        } catch {
            guard error.isVerdict else { throw error }
        }
    }

    /// Whether the gateway has done it, which is then recorded.
    private func lookUp(
        _ operation: ChargeOperation,
        of charge: Charge,
        through gateway: any ChargeGateway,
        at site: Site
    ) async throws -> Bool {
        let readAt = site.now()
        guard let reference = charge.reference, let snapshot = try await gateway.read(reference) else {
            return false
        }
        switch operation.order {
        case .open:
            return false
        case .capture:
            guard snapshot.state == .paid || snapshot.state == .pending else { return false }
            try await site.db.write { tx in try operation.settle(by: snapshot, at: site, readAt: readAt, tx) }
            return true
        case .refund(let order):
            guard let refund = snapshot.refunds.first(where: { $0.mark == order.mark }) else { return false }
            try await site.db.write { tx in try operation.settle(by: refund, at: site, tx) }
            return true
        }
    }

    private func follow(_ operation: ChargeOperation, at site: Site) async throws -> JobOutcome {
        guard operation.order.command == .refund else { return .done }
        let refund = ID<ChargeRefund>(raw: operation.id.raw)
        guard try await isWaiting(refund, at: site) else { return .done }
        _ = try await Charges.refresh(operation.charge, at: site)
        return try await isWaiting(refund, at: site) ? .snooze(.hours(2)) : .done
    }

    /// Whether the gateway has the refund and has not ended it.
    private func isWaiting(_ id: ID<ChargeRefund>, at site: Site) async throws -> Bool {
        try await site.db.read { tx in
            let refund = try ChargeRefund.find(id, tx)
            return refund.state == .sent && refund.reference != nil
        }
    }
}

/// Closes the page of a charge that has ended, and looks whether it was paid first.
struct CloseChargePage: Job {
    static let kind = "charges.close_page"
    static let policy = JobPolicy(
        queue: Payments.queue,
        attempts: 20,
        backoff: Backoff(base: .seconds(5), cap: .hours(1))
    )

    let charge: ID<Charge>

    func run(_ call: JobCall) async throws -> JobOutcome {
        let (site, id) = (call.site, charge)
        let charge = try await call.db.read { tx in try Charge.find(id, tx) }
        guard let gateway = site.dependencies.gateways[charge.gateway] else { return .snooze(.hours(1)) }
        guard let reference = charge.reference else { return .cancel("it was never opened") }
        try await gateway.close(reference)
        _ = try await Charges.refresh(id, at: site)
        return .done
    }
}
