import Kernel
import Store

/// A rule of the retention schedule: records, period, start and final action.
package struct Retention: Sendable {
    /// The action at the end of a retention period.
    package enum Action: String, Codable, CaseIterable, Sendable {
        /// The records are deleted.
        case delete
        /// The records stay without a link to the person.
        case anonymise
    }

    package let name: String
    package let title: LocalizedText
    package let period: Period
    /// The start of the period, in words.
    package let from: LocalizedText
    package let action: Action
    /// The law or the interest behind it.
    package let basis: LocalizedText
    /// The records that are due, as SQL after `FROM` with a condition at its end.
    package let due: @Sendable (_ before: Instant) -> SQL
    /// The identifiers of a row of `due`, and of its person.
    package let key: SQL
    package let account: SQL
    /// The statements for a batch of records; run in order, in one transaction.
    package let steps: @Sendable ([ID<Subject>]) -> [SQL]
    /// Their files, as a query of identifiers.
    package let files: (@Sendable ([ID<Subject>]) -> SQL)?

    package init(
        _ name: String,
        _ title: LocalizedText,
        keep period: Period,
        from: LocalizedText,
        then action: Action,
        basis: LocalizedText,
        key: SQL,
        account: SQL,
        due: @escaping @Sendable (_ before: Instant) -> SQL,
        files: (@Sendable ([ID<Subject>]) -> SQL)? = nil,
        steps: @escaping @Sendable ([ID<Subject>]) -> [SQL]
    ) {
        self.name = name
        self.title = title
        self.period = period
        self.from = from
        self.action = action
        self.basis = basis
        self.due = due
        self.key = key
        self.account = account
        self.steps = steps
        self.files = files
    }
}

extension Retention {
    private static let batch = 200

    /// The number of due records, and of those kept by a legal hold.
    func count(at now: Instant, in zone: Zone, _ tx: borrowing Tx) throws -> (due: Int, held: Int) {
        let all = due(period.cutoff(at: now, in: zone))
        let due = try tx.value(
            "SELECT COUNT(*) FROM \(all) AND NOT \(LegalHold.covers(account))",
            as: Int.self
        )
        let held = try tx.value("SELECT COUNT(*) FROM \(all) AND \(LegalHold.covers(account))", as: Int.self)
        return (due ?? 0, held ?? 0)
    }

    /// Deletes or anonymises a batch of due records; nil when none is left.
    func applyBatch(in zone: Zone, _ tx: borrowing Tx) throws -> Int? {
        let ids: [ID<Subject>] = try tx.values(
            """
            SELECT \(key) FROM \(due(period.cutoff(at: tx.now, in: zone))) AND NOT \(LegalHold.covers(account))
             ORDER BY \(key) LIMIT \(Self.batch)
            """
        )
        guard !ids.isEmpty else { return nil }
        let doomed: [ID<StoredFile>] = try files.map { try tx.values($0(ids)) } ?? []
        for step in steps(ids) { try tx.execute(step) }
        try Files.discard(doomed, tx)
        try Audit.record(
            PrivacyAction.retentionApply,
            of: "retention",
            nil,
            by: .system,
            details: ["rule": .string(name), "count": .integer(Int64(ids.count))],
            tx
        )
        return ids.count
    }
}

/// Applies the retention schedule every night.
struct ApplyRetention: Job {
    static let kind = "privacy.apply_retention"
    static let policy = JobPolicy(queue: .maintenance, timeout: .hours(2))

    func run(_ call: JobCall) async throws -> JobOutcome {
        let product = call.site.product
        for rule in product.retention {
            while try await call.db.write({ tx in try rule.applyBatch(in: product.zone, tx) }) != nil {}
        }
        return .done
    }
}
