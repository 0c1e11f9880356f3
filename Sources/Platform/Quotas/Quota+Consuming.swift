import Kernel
import Store

extension Quota {
    /// Refuses when `amount` more would be too many; called in the transaction that adds them, before it does.
    ///
    /// SQLite has one writer. On PostgreSQL the transaction is SERIALIZABLE: two that count the same rows and add to
    /// them cannot both commit. One that chose READ COMMITTED says `locking`, and waits for others of the account.
    package func consume(
        _ amount: Int = 1,
        by account: ID<Account>,
        on subject: ID<Subject>? = nil,
        locking: Bool = false,
        as call: Call,
        _ tx: borrowing Tx
    ) throws {
        guard binds(call.actor.role) else { return }
        if locking, tx.dialect == .postgres {
            try tx.post("SELECT 1 FROM account WHERE id = \(account) FOR NO KEY UPDATE")
        }
        let holder = Holder(account: account, subject: subject, now: tx.now)
        let used = try use(of: holder, tx)
        let limit = limit(at: call.site)
        guard used.amount <= limit - amount else {
            throw refused(limit: limit, used: used, adding: amount, at: tx.now)
        }
        if case .uses = measure {
            try tx.post(
                """
                INSERT INTO quota_use (id, quota, account_id, subject_id, amount, at)
                VALUES (\(tx.newID(of: Quota.self)), \(name), \(account), \(subject), \(amount), \(tx.now))
                """
            )
        }
    }

    /// Of the caller's own account; a program has none, and is bound by how often it may ask.
    package func consume(
        _ amount: Int = 1,
        on subject: ID<Subject>? = nil,
        locking: Bool = false,
        as call: Call,
        _ tx: borrowing Tx
    ) throws {
        guard let account = call.actor.account else { return }
        try consume(amount, by: account, on: subject, locking: locking, as: call, tx)
    }

    /// A use outside every other transaction, before something is asked of another system.
    package func consumeNow(_ call: Call) async throws {
        try await call.db.write { tx in try consume(as: call, tx) }
    }

    /// The limit at a site, whose configuration may multiply every quota.
    package func limit(at site: Site) -> Int {
        let (limit, overflow) = most.multipliedReportingOverflow(by: site.dependencies.quotaScale)
        return overflow ? .max : limit
    }

    /// How much is used, and since when the oldest of it counts.
    struct Use: Sendable {
        var amount = 0
        var oldest: Instant?
    }

    func use(of holder: Holder, _ tx: borrowing Tx) throws -> Use {
        let since = window.map { holder.now - $0 }
        switch measure {
        case .elsewhere: return Use()
        case .uses:
            let about: SQL = holder.subject.map { "AND q.subject_id = \($0)" } ?? .empty
            let later: SQL = since.map { "AND q.at > \($0)" } ?? .empty
            return try sum(
                "q.amount",
                "q.at",
                "quota_use q WHERE q.account_id = \(holder.account) AND q.quota = \(name) \(about) \(later)",
                tx
            )
        case .rows(let weight, let at, let source):
            let later: SQL = since.map { "AND \(at) > \($0)" } ?? .empty
            return try sum(weight, at, "\(source(holder)) \(later)", tx)
        }
    }

    private func sum(_ weight: SQL, _ at: SQL, _ source: SQL, _ tx: borrowing Tx) throws -> Use {
        var use = Use()
        let oldest: SQL = window == nil ? "NULL" : "MIN(\(at))"
        let type: SQL = "\(pg: "bigint", sqlite: "INTEGER")"
        try tx.forEach("SELECT CAST(COALESCE(SUM(\(weight)), 0) AS \(type)), \(oldest) FROM \(source)") {
            row in
            use.amount = try row.next()
            use.oldest = window == nil ? nil : try row.next()
        }
        return use
    }
}

extension Quota {
    /// 429 with a time where waiting helps, 409 where something has to end first; one code for both.
    package func refused(limit: Int, used: Int, adding amount: Int = 1) -> Problem {
        refused(limit: limit, used: Use(amount: used), adding: amount, at: nil)
    }

    func refused(limit: Int, used: Use, adding amount: Int, at now: Instant?) -> Problem {
        var extras: [String: JSONValue] = [
            "quota": .string(name), "limit": .integer(Int64(limit)), "used": .integer(Int64(used.amount)),
            "per": .string(per.rawValue),
        ]
        if amount != 1 { extras["wanted"] = .integer(Int64(amount)) }
        var problem = Problem(refusal ?? (window == nil ? .quotaExceeded : .quotaSpent), detail(of: limit))
        if let window, let now {
            let freesAt = used.oldest.map { $0 + window } ?? now + window
            extras["window_seconds"] = .integer(window.components.seconds)
            extras["frees_at"] = .string(freesAt.description)
            problem.retryAfter = max(1, Int((freesAt - now).components.seconds) + 1)
        }
        problem.extras = extras
        return problem
    }

    /// The limit and how it frees, in every language that the row has.
    func detail(of limit: Int) -> LocalizedText {
        var texts: [(Language, String)] = []
        for language in counted.languages {
            let number = unit == .bytes ? "\(limit >> 20) MiB" : String(limit)
            let start = Self.atMost.text(in: language)
            texts.append(
                (language, "\(start) \(number) \(counted.text(in: language)). \(frees.text(in: language))")
            )
        }
        return LocalizedText(each: texts)
    }

    /// As "12 appointments to come", in English, for the reference.
    package var limitText: String {
        "\(unit == .bytes ? "\(most >> 20) MiB" : String(most)) \(counted.text(in: .english))"
    }

    private static let atMost: LocalizedText = [
        "en": "At most", "it": "Al massimo", "ar": "الحد الأقصى", "ku": "زۆرترین ژمارە",
    ]
}

// swift-format-ignore
extension Problem.Code {
    /// Something has to end before there can be more.
    package static let quotaExceeded = Self("quota_exceeded", 409, quotaTitle)
    /// The same for what a span of time allows: it frees by itself.
    package static let quotaSpent    = Self("quota_exceeded", 429, quotaTitle)

    private static let quotaTitle: LocalizedText = ["en": "A limit of your account is reached.", "it": "È stato raggiunto un limite dell'account.", "ar": "بلغ حسابك أحد حدوده.", "ku": "هەژمارەکەت گەیشتە سنوورێک."]
}
