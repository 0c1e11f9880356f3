import Kernel
import Platform
import Store

/// The number of hidden pieces of contact data that an account has written about a job.
///
/// Masking can be evaded; the region's managers learn of repeated attempts.
enum ContactHits {
    /// The number from which on the managers know, once for each account and job.
    private static let remarkable = 3

    static func add(
        _ hits: Int,
        by account: ID<Account>,
        in job: ID<Job>,
        region: ID<Region>,
        _ tx: borrowing Tx
    ) throws {
        guard hits > 0 else { return }
        let count = try tx.value(
            """
            INSERT INTO contact_hit (job_id, account_id, hits, updated_at) VALUES (\(job), \(account), \(hits), \(tx.now))
                ON CONFLICT (job_id, account_id) DO UPDATE
               SET hits = contact_hit.hits + excluded.hits, updated_at = excluded.updated_at
            RETURNING hits
            """,
            as: Int.self
        )
        guard let count, count >= remarkable, count - hits < remarkable else { return }
        let note = "Contact data was hidden \(count) times in texts of the account."
        try LSMLog.observe(.job, job.cast(), in: region, "contact_data_hidden", note, about: account, tx)
        try MarketNotice.notifyManagers(
            of: region,
            .contactDataHidden,
            about: (Job.kind, job.cast()),
            [:],
            tx
        )
    }
}

// swift-format-ignore
extension NoticeTemplate {
    static let contactDataHidden = NoticeTemplate.market(.system, "contact_data_hidden", channels: [.inApp, .email], subject: "Contact data in a job of your region", "Contact data was written several times about a job of your region before it was paid for. The texts were masked; the log names the account.")
}
