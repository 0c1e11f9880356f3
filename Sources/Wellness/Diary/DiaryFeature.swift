import Kernel
import Platform
import Store

extension Feature {
    static let diary = Feature(
        routes: Domains.routes + Logs.routes + Syncs.routes + Conflicts.routes,
        migrations: diaryMigrations,
        jobs: [ReconcileDiaries.self],
        schedules: [Daily("wellness.reconcile", at: "01:30", in: .utc, ReconcileDiaries())],
        problems: [.logExists, .cursorExpired],
        quotas: [.diaryOps],
        bounds: [
            Bound("POST /wellness/logs", .diaryOps),
            Bound("PATCH /wellness/logs/{id}", .diaryOps),
            Bound("DELETE /wellness/logs/{id}", because: "an entry is deleted once"),
            Bound("POST /wellness/logs/bulk", .diaryOps),
            Bound("POST /wellness/sync", .diaryOps),
            Bound("POST /wellness/conflicts/{id}/restore", .diaryOps),
        ],
        personalData: diaryData,
        impersonalTables: [ImpersonalTable("wellness_domain", "the scales of the diary, alike for everyone")],
        retention: diaryRetention,
        personSealed: [
            DiaryEntry.sealedNote, DiaryEntry.sealedPayload, StoredOp.sealedNote, StoredOp.sealedPayload,
        ],
        audit: DiaryAction.self,
        withdrawals: [diaryWithdrawal]
    )
}

/// Facts about a diary for other features.
enum Diary {
    /// Whether the account has entries, tombstones included.
    static func exists(of account: ID<Account>, _ tx: borrowing Tx) throws -> Bool {
        try tx.exists("SELECT 1 FROM wellness_log l WHERE l.account_id = \(account)")
    }
}
