import Kernel
import Platform
import Web

extension Feature {
    static let scores = Feature(
        routes: ScoreRoutes.rows.tagged("Scores"),
        migrations: Scores.migrations,
        jobs: [RecomputeScores.self],
        schedules: [Daily("wellness.scores", at: "02:00", in: .utc, RecomputeScores())],
        personalData: [scoreData],
        impersonalTables: [ImpersonalTable("score_check", "counts of a nightly check")],
        withdrawals: [scoreWithdrawal]
    )
}
