import Kernel
import Platform
import Store

/// The time in which a local manager should verify a provider; then administrators get a message.
enum ProviderClock {
    static let overdue = "overdue"

    /// Every move of a provider ends the time, and one to `pending` begins it.
    static func setDeadline(of provider: Provider, _ tx: borrowing Tx) throws {
        try Deadline.clear(of: Provider.kind, provider.id, tx)
        guard provider.status == .pending else { return }
        let zone = try Region.find(provider.region, tx).zone
        let days = try Policies.value(.providerReviewDays, at: tx.now, tx)
        let due = tx.now.adding(workingDays: Int(days), in: zone)
        try Deadline.set(overdue, of: Provider.kind, provider.id, at: due, tx)
    }

    static let handler = DeadlineHandler(
        of: Provider.kind,
        overdue,
        remind: { subject, _, tx in
            let provider = try Provider.find(subject.cast(), tx)
            guard provider.status == .pending else { return }
            try provider.notifyManagers(.providerWaits, [:], tx)
        },
        fire: { subject, _, tx in
            let provider = try Provider.find(subject.cast(), tx)
            guard provider.status == .pending else { return }
            try provider.notifyAdministrators(.providerOverdue, tx)
        }
    )
}
