import Kernel
import Platform
import Store

/// A notice about a job or a part of it, with the job's title as the other side may read it.
enum JobNotice {
    static func notify(
        _ template: NoticeTemplate,
        _ accounts: [ID<Account>?],
        about job: Job,
        subject: (kind: String, id: ID<Subject>)? = nil,
        because reason: String? = nil,
        _ tx: borrowing Tx
    ) throws {
        let accounts = Set(accounts.compactMap(\.self))
        let about = subject ?? (Job.kind, job.id.cast())
        // Neither the title nor a reason carries contact data to others than the two sides, nor to these before it is funded.
        let outsiders = try job.isUnmasked ? job.otherProviders(among: accounts, tx) : accounts
        let words = ["job": job.title.rawValue, "reason": reason ?? ""]
        let masked = [
            "job": job.maskedTitle ?? job.title.rawValue, "reason": Masking.mask(reason ?? "").shown,
        ]
        try MarketNotice.notify(template, Array(accounts.subtracting(outsiders)), about: about, words, tx)
        try MarketNotice.notify(template, Array(outsiders), about: about, masked, tx)
    }

    /// A template about a job: `{{job}}` is its title, and `{{reason}}` what the mover says.
    static func template(_ what: String, _ subject: String, _ body: String) -> NoticeTemplate {
        let example = ["job": "Paint the fence", "reason": "The price is too high."]
        return .market(.job, what, subject: subject, body, preview: example)
    }
}

extension Job {
    /// The accounts of providers who do not have the job: they have quoted it, or visited the place.
    fileprivate func otherProviders(
        among accounts: Set<ID<Account>>,
        _ tx: borrowing Tx
    ) throws -> Set<ID<Account>> {
        let strangers = accounts.filter { side(of: $0) == nil }
        guard !strangers.isEmpty else { return [] }
        return Set(
            try tx.values(
                "SELECT p.account_id FROM provider p WHERE p.account_id \(in: strangers)",
                as: ID<Account>.self
            )
        )
    }
}
