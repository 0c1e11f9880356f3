import Kernel
import Platform
import Store
import Web

/// A selection of payouts; all conditions apply together.
struct PayoutFilter: Query {
    /// Payouts to this provider.
    var providerId: ID<Provider>?
    /// Payouts in this state.
    var status: PayoutStatus?

    var conditions: [SQL] {
        [providerId.map { "p.provider_id = \($0)" }, status.map { "p.status = \($0)" }].compactMap(\.self)
    }
}

/// A payout to open; the server calculates its amount.
struct NewPayout: Body {
    /// The recipient.
    var providerId: ID<Provider>
    /// Refused: the server calculates it.
    var amountMinor: Computed?
}

/// The next state of a payout.
struct PayoutMove: Body {
    /// The state that the payout is to have next.
    var status: PayoutStatus
    /// The bank's reference of the transfer; required for `paid`.
    var reference: Line<1, 100>?
    /// The reason; required for `failed`, `cancelled` and `returned`, and shown to the provider.
    var reason: Reason?

    func check() throws(Problem) {
        guard [.failed, .cancelled, .returned].contains(status) else { return }
        _ = try reason.demanded()
    }
}

/// A payout to a provider.
struct PayoutView: View {
    var id: ID<ProviderPayout>
    /// Consecutive number of the payout, without gaps.
    var number: Int
    /// The recipient.
    var providerId: ID<Provider>
    /// The amount to transfer, in cents.
    var amountMinor: Int64
    var state: PayoutStatus
    /// Why it was not made, or was sent back; absent otherwise.
    var stateReason: String?
    /// The bank's reference; absent until it is paid.
    var reference: String?
    /// The entries that make up the amount, oldest first; absent in lists.
    var entries: [PayoutEntryView]?
    /// Where the money goes; only for administrators, while the payout is approved and not yet paid.
    var destination: PayoutDestination?
    /// When it was opened.
    var createdAt: Instant
    /// When it was paid; absent until then.
    var paidAt: Instant?
    /// The value for `If-Match`, raised by every change.
    var version: Int

    init(_ payout: ProviderPayout, _ entries: [ProviderEntry]? = nil) {
        id = payout.id
        number = payout.number
        providerId = payout.payee.id
        amountMinor = payout.amount
        state = payout.status
        stateReason = payout.statusReason?.rawValue
        reference = payout.reference?.rawValue
        self.entries = entries?.map(PayoutEntryView.init)
        createdAt = payout.createdAt
        paidAt = payout.paidAt
        version = payout.version
    }
}

/// A part of a payout.
struct PayoutEntryView: Codable, Sendable {
    /// The job; absent for what belongs to none, as an office booking.
    var jobId: ID<Job>?
    var kind: ProviderEntry.Kind
    /// In cents; negative for what was taken back.
    var amountMinor: Int64
    /// When it was booked.
    var at: Instant

    init(_ entry: ProviderEntry) {
        jobId = entry.job
        kind = entry.kind
        amountMinor = entry.amount
        at = entry.at
    }
}
