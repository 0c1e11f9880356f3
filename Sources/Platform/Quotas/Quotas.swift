import Kernel
import Store
import Web

/// The limits of accounts on shared resources; see ``Quota``.
package enum Quotas {
    static let migrations = [
        Migration(
            id: "platform/quotas-001",
            """
            CREATE TABLE quota_use (
                id {id} PRIMARY KEY,
                quota {text} NOT NULL,
                account_id {id} NOT NULL REFERENCES account (id) ON DELETE CASCADE,
                subject_id {id},
                amount {int} NOT NULL CHECK (amount > 0),
                at {instant} NOT NULL
            ) {strict};
            CREATE INDEX quota_use_account ON quota_use (account_id, quota, at);
            CREATE INDEX quota_use_at ON quota_use (at);
            """
        )
    ]

    static let personalData = [
        PersonalData(
            "quota_uses",
            [
                "en": "Uses counted towards limits", "it": "Utilizzi conteggiati ai fini dei limiti",
                "ar": "استخدامات محسوبة ضمن الحدود", "ku": "بەکارهێنانی ژمێردراو بۆ سنوورەکان",
            ],
            tables: ["quota_use"],
            rows: { "quota_use q WHERE q.account_id = \($0)" },
            erasure: .delete(because: Privacy.notNeeded) {
                ["DELETE FROM quota_use WHERE account_id = \($0)"]
            }
        )
    ]

    static var routes: [Route] {
        [
            Get(
                "/users/me/quotas",
                list,
                .account,
                "List the caller's quotas",
                details:
                    "The limits of the caller's role, each with its current use where it is counted per account."
            )
        ].tagged("Access")
    }

    static func list(_ call: Call) async throws -> Listing<QuotaView> {
        let (me, site) = (try call.account, call.site)
        let held = site.product.quotas.filter { quota in
            quota.binds(call.actor.role)
                && site.product.access.reach(of: call.actor.role, quota.permission) != .none
        }
        return try await call.db.read { tx in
            let holder = Quota.Holder(account: me, subject: nil, now: tx.now)
            return Listing(try held.map { try QuotaView($0, of: holder, at: site, in: call.languages, tx) })
        }
    }
}

/// A limit of the caller's account.
struct QuotaView: View {
    /// Stable name of the quota, such as `accounts.open_sessions`.
    var quota: String
    /// The permission it limits.
    var permission: String
    /// The most that the account may use, in `unit`.
    var limit: Int
    /// Current use in `unit`; absent when it is counted per item, or enforced without a count.
    var used: Int?
    /// `things` or `bytes`.
    var unit: String
    /// `account`, or the kind of item that is counted separately.
    var per: String
    /// Length of the time window in seconds; absent for limits on the number at any one time.
    var windowSeconds: Int64?
    /// The limit and the way it frees, as a sentence in the language of the request.
    var description: String

    init(
        _ quota: Quota,
        of holder: Quota.Holder,
        at site: Site,
        in languages: [Language],
        _ tx: borrowing Tx
    ) throws {
        self.quota = quota.name
        permission = quota.permission.name
        limit = quota.limit(at: site)
        unit = quota.unit == .bytes ? "bytes" : "things"
        per = quota.per.rawValue
        windowSeconds = quota.window?.components.seconds
        description = quota.detail(of: limit).text(in: languages)
        if quota.isKnown { used = try quota.use(of: holder, tx).amount }
    }
}

extension Quota {
    /// Whether the account alone determines its use.
    fileprivate var isKnown: Bool {
        if case .elsewhere = measure { return false }
        return per == .account
    }
}

/// Deletes uses older than every window.
struct ForgetQuotaUses: Job {
    static let kind = "quotas.forget"
    static let policy = JobPolicy(queue: .maintenance)

    /// Twice the longest window.
    static let age = Duration.hours(48)

    func run(_ call: JobCall) async throws -> JobOutcome {
        try await call.db.write { tx in
            try tx.execute("DELETE FROM quota_use WHERE at < \(tx.now - Self.age)")
            return .done
        }
    }
}
