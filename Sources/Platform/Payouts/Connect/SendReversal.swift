import Kernel
import Store

/// Orders the reversal of a transfer, and reads what has become of it.
struct SendReversal: Job {
    static let kind = "connect.send_reversal"
    static let policy = JobPolicy(queue: Connect.queue, attempts: 20)

    let reversal: ID<TransferReversal>

    func run(_ call: JobCall) async throws -> JobOutcome {
        let (site, id) = (call.site, reversal)
        guard let gateway = site.dependencies.connect else { return .snooze(.hours(1)) }
        let found = try await call.db.read { tx in
            let reversal = try TransferReversal.find(id, tx)
            return (reversal, try PayeeTransfer.find(reversal.transfer, tx))
        }
        guard found.0.state == .pending, let reference = found.1.reference else { return .done }
        do throws(GatewayFailure) {
            try await gateway.reverse(reference, found.0.amount, key: id.description)
        } catch {
            guard error.isVerdict else { throw error }
            let code = error.words
            // It may have come back without an answer; then there is nothing left to take.
            try await read(found.1, reference, through: gateway, at: site)
            try await call.db.write { tx in
                let isBack = try PayeeTransfer.find(found.1.id, tx).state == .reversed
                try found.0.finish(isBack ? .done : .failed, isBack ? nil : code, tx)
            }
            return .done
        }
        try await read(found.1, reference, through: gateway, at: site)
        try await call.db.write { tx in try found.0.finish(.done, nil, tx) }
        return .done
    }

    private func read(
        _ transfer: PayeeTransfer,
        _ reference: String,
        through gateway: any ConnectGateway,
        at site: Site
    ) async throws {
        guard let snapshot = try await gateway.transfer(reference) else { return }
        try await site.db.write { tx in
            try PayeeTransfer.read(transfer.id, snapshot, at: site, tx)
        }
    }
}
