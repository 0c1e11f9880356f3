import Kernel
import Platform
import Store
import Web

extension Feature {
    static let weekly = Feature(
        routes: WeeklyRoutes.rows.tagged("Personal reports"),
        migrations: weeklyMigrations,
        jobs: [MakeWeeklySummaries.self],
        schedules: [
            PerPerson(
                "wellness.weekly",
                .weekly(.monday, LocalTime(unchecked: "07:00")),
                MakeWeeklySummaries()
            )
        ],
        personalData: [weeklyData],
        impersonalTables: [ImpersonalTable("suggestion", "rules and texts of suggestions")],
        templates: weeklyTemplates,
        personSealed: [WeeklySummary.body],
        withdrawals: [weeklyWithdrawal]
    )
}

private let weeklyData = PersonalData(
    "weekly_summaries",
    ["en": "Weekly summaries", "it": "Riepiloghi settimanali"],
    tables: ["weekly_summary"],
    rows: { "weekly_summary w WHERE w.account_id = \($0)" },
    export: .init(
        by: "w.id",
        .date("week", "w.week"),
        .sealedJSON("body", "w.body", WeeklySummary.body),
        .instant("made_at", "w.made_at")
    ),
    erasure: .delete(because: healthErasure) { ["DELETE FROM weekly_summary WHERE account_id = \($0)"] }
)
