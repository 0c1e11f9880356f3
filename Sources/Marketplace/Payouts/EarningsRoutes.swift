import Kernel
import Platform
import Store
import Web

/// The earnings of a provider.
enum EarningsRoutes {
    static let routes = rows.tagged("Payouts")

    // swift-format-ignore
    @RouteTable private static var rows: [Route] {
        Get("/providers/{id}/earnings", show, .providerMoney, "Get a provider's earnings",
            details: "The sums as they are now; months and entries are those of `from` to `to`, a year at most and the last twelve months without them. Local managers see no entries.")
    }

    static func show(
        _ call: Call,
        id: ID<Provider>,
        span: EarningsSpan,
        page: PageRequest
    ) async throws -> HeadedPage<EarningsView, EarningView> {
        let zone = call.site.product.zone
        let (from, to) = try span.days(today: zone.civil(call.now).date)
        let start = zone.instant(of: from, at: .midnight)
        let end = zone.instant(of: to + 1, at: .midnight)
        return try await call.db.read { tx in
            let provider = try Provider.find(id, within: call.scope, tx)
            let inSpan: SQL = "e.provider_id = \(provider.id) AND e.at >= \(start) AND e.at < \(end)"
            let all: [ProviderEntry] = try tx.all(
                "SELECT \(ProviderEntry.columns) FROM payee_entry e WHERE \(inSpan)"
            )
            let head = EarningsView(
                try Earnings.now(of: provider.id, tx),
                of: provider.id,
                from: from,
                to: to,
                months: EarningsMonth.of(all, in: zone)
            )
            guard call.scope.reach != .area else { return HeadedPage(head, Page([])) }
            let entries: Page<ProviderEntry> = try tx.page(
                page,
                "SELECT \(ProviderEntry.columns) FROM payee_entry e WHERE \(inSpan)",
                order: SortOrder(.descending("at", \.at), .descending("id", \.id))
            )
            let views = try EarningView.of(entries.data, tx)
            return HeadedPage(head, Page(views, next: entries.next, total: entries.total))
        }
    }
}

/// The days of an account of earnings.
struct EarningsSpan: Query {
    /// The first day; without it, twelve months before the last.
    var from: CivilDate?
    /// The last day; without it, today.
    var to: CivilDate?

    private static let longest = 366

    func days(today: CivilDate) throws(Problem) -> (from: CivilDate, to: CivilDate) {
        let to = to ?? today
        let from = from ?? to + -365
        guard from <= to else { throw Problem(.invalid, faults: [.init("query/from", .endsBeforeItStarts)]) }
        guard to - from < Self.longest else {
            throw Problem(.invalid, faults: [.init("query/from", .spanTooLong)])
        }
        return (from, to)
    }
}

/// The earnings of a provider, in cents, by the place where the money is.
struct EarningsView: View {
    var providerId: ID<Provider>
    /// The first day of the months and entries below.
    var from: CivilDate
    /// The last day of the months and entries below.
    var to: CivilDate
    /// The platform's debt to the provider; negative when the provider owes.
    var balanceMinor: Int64
    /// The provider's part of what customers have paid for jobs that are not over.
    var escrowedMinor: Int64
    /// Earned, and not due yet: in the days after a job, or while it is disputed.
    var heldMinor: Int64
    /// When the next part of what is held becomes available; absent when nothing waits for a day.
    var heldUntil: Instant?
    /// In payouts that are opened and not paid yet.
    var inPayoutsMinor: Int64
    /// The amount that a payout would have now.
    var availableMinor: Int64
    /// By how much reductions exceed what is available; it is netted against later work.
    var negativeMinor: Int64
    /// Payouts paid from `from` to `to`, less those returned then.
    var paidOutMinor: Int64
    /// By month, oldest first.
    var months: [EarningsMonth]

    init(
        _ earnings: Earnings,
        of provider: ID<Provider>,
        from: CivilDate,
        to: CivilDate,
        months: [EarningsMonth]
    ) {
        providerId = provider
        self.from = from
        self.to = to
        balanceMinor = earnings.balance
        escrowedMinor = earnings.escrowed
        heldMinor = earnings.held
        heldUntil = earnings.heldUntil
        inPayoutsMinor = earnings.inPayouts
        availableMinor = max(0, earnings.due)
        negativeMinor = max(0, -earnings.due)
        paidOutMinor = months.reduce(0) { $0 + $1.paidOutMinor }
        self.months = months
    }
}

/// An entry in a provider's account.
struct EarningView: View {
    var id: ID<ProviderEntry>
    /// The job; absent for what belongs to none, as a payout.
    var jobId: ID<Job>?
    var kind: ProviderEntry.Kind
    /// In cents; negative for what reduces the balance.
    var amountMinor: Int64
    /// When it becomes due; absent for what is due at once.
    var dueAt: Instant?
    /// The payout that it is in; absent while it is in none.
    var payoutId: ID<ProviderPayout>?
    /// When it was booked.
    var at: Instant

    static func of(_ entries: [ProviderEntry], _ tx: borrowing Tx) throws -> [EarningView] {
        let hold = try Policies.duration(.payoutHoldDays, at: tx.now, tx)
        let taken: [Taken] = try tx.all(
            """
            SELECT t.entry_id, t.payout_id FROM payout_entry t
             WHERE t.released_at IS NULL AND t.entry_id \(in: entries.map(\.id))
            """
        )
        let payouts = Dictionary(taken.map { ($0.entry, $0.payout) }) { $1 }
        return entries.map { entry in
            EarningView(
                id: entry.id,
                jobId: entry.job,
                kind: entry.kind,
                amountMinor: entry.amount,
                dueAt: entry.amount > 0 && !entry.isTransfer && entry.kind != .writeOff
                    ? entry.at + hold : nil,
                payoutId: payouts[entry.id] ?? (entry.isTransfer ? entry.subject.cast() : nil),
                at: entry.at
            )
        }
    }

    private struct Taken: RowDecodable {
        let entry: ID<ProviderEntry>
        let payout: ID<ProviderPayout>

        init(_ row: inout Row) throws {
            entry = try row.next()
            payout = try row.next()
        }
    }
}
