import Kernel
import Store

extension Quota {
    /// Refuses when `amount` more would exceed the limit; call it in the transaction that adds them, before
    /// they are added.
    ///
    /// SQLite has one writer. On PostgreSQL the transaction is SERIALIZABLE: two transactions that count and
    /// extend the same rows cannot both commit. A READ COMMITTED transaction passes `locking`, and waits for
    /// other transactions of the account.
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

    /// For the caller's own account; a program has none, and only rate limits apply to it.
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

    /// Counts a use in its own transaction, before a call to another system.
    package func consumeNow(_ call: Call) async throws {
        try await call.db.write { tx in try consume(as: call, tx) }
    }

    /// The limit at a site, whose configuration can multiply every quota.
    package func limit(at site: Site) -> Int {
        let (limit, overflow) = most.multipliedReportingOverflow(by: site.dependencies.quotaScale)
        return overflow ? .max : limit
    }

    /// The amount in use, and the time of the oldest counted use.
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
    /// 409 where something has to end first, 429 with a time where waiting helps; the code is the same.
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

    /// The limit and the way it frees, in every language of the row.
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

    /// For the reference, in English, such as "12 upcoming appointments".
    package var limitText: String {
        "\(unit == .bytes ? "\(most >> 20) MiB" : String(most)) \(counted.text(in: .english))"
    }

    private static let atMost: LocalizedText = [
        "en": "At most", "it": "Al massimo", "ar": "الحد الأقصى", "ku": "زۆرترین ڕادە",
    ]
}

// swift-format-ignore
extension Problem.Code {
    /// The use is too high until something ends.
    package static let quotaExceeded = Self("quota_exceeded", 409, quotaTitle)
    /// The use of a time window is too high; it frees by itself.
    package static let quotaSpent    = Self("quota_exceeded", 429, quotaTitle)

    private static let quotaTitle: LocalizedText = ["en": "Your account has reached a limit.", "it": "L'account ha raggiunto un limite.", "ar": "بلغ حسابك أحد الحدود المسموح بها.", "ku": "هەژمارەکەت گەیشتووەتە یەکێک لە سنوورە ڕێگەپێدراوەکان."]
}
