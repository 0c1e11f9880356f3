import Kernel
import Logging
import Store

/// Orders a transfer, and finds out what has become of one without an answer: every hour, under the same key.
struct SendTransfer: Job {
    static let kind = "connect.send_transfer"
    static let policy = JobPolicy(queue: Connect.queue, attempts: 20)

    let transfer: ID<PayeeTransfer>

    func run(_ call: JobCall) async throws -> JobOutcome {
        let (site, id) = (call.site, transfer)
        guard let gateway = site.dependencies.connect else { return .snooze(.hours(1)) }
        let transfer = try await call.db.read { tx in try PayeeTransfer.find(id, tx) }
        guard transfer.state == .pending else { return .done }
        try await call.db.write { tx in try transfer.sending(tx) }
        let snapshot: TransferSnapshot
        do throws(GatewayFailure) {
            snapshot = try await Self.order(transfer, through: gateway)
        } catch .declined(let code) {
            return try await refused(transfer, code, at: site)
        } catch .refused(_, let code) {
            return try await refused(transfer, code, at: site)
        } catch .busy(let seconds) {
            return .snooze(.seconds(Int64(seconds ?? 10)))
        } catch {
            site.log.warning("a transfer has no answer", error: error)
            if transfer.sentAt != nil {
                try await call.db.write { tx in try transfer.doubt(at: site, tx) }
            }
            return .snooze(Connect.patience)
        }
        try await finishing { try await site.db.write { tx in try transfer.made(snapshot, at: site, tx) } }
        return .done
    }

    /// A transfer that was ordered before is looked up first: the provider forgets keys.
    private static func order(
        _ transfer: PayeeTransfer,
        through gateway: any ConnectGateway
    ) async throws(GatewayFailure) -> TransferSnapshot {
        let key = transfer.id.description
        if transfer.sentAt != nil, let known = try await gateway.transfer(marked: key) { return known }
        return try await gateway.transfer(transfer.order, key: key)
    }

    private func refused(_ transfer: PayeeTransfer, _ code: String, at site: Site) async throws -> JobOutcome
    {
        try await finishing {
            try await site.db.write { tx in try transfer.refused(because: code, at: site, tx) }
        }
        return .done
    }
}

/// Reads a transfer from the provider again.
struct ReadTransfer: Job {
    static let kind = "connect.read_transfer"
    static let policy = JobPolicy(queue: Connect.queue, attempts: 20)

    let reference: String

    func run(_ call: JobCall) async throws -> JobOutcome {
        let (site, reference) = (call.site, reference)
        guard let gateway = site.dependencies.connect else { return .snooze(.hours(1)) }
        let found = try await call.db.read { tx in try PayeeTransfer.find(reference: reference, tx) }
        // The answer that names it is still on its way, or it is of nobody here.
        guard let found else { return .cancel("of nobody here") }
        guard let snapshot = try await gateway.transfer(reference) else { return .cancel("unknown") }
        try await call.db.write { tx in
            try tx.execute("UPDATE transfer SET read_at = \(tx.now) WHERE id = \(found.id)")
            try PayeeTransfer.read(found.id, snapshot, at: site, tx)
        }
        return .done
    }
}
