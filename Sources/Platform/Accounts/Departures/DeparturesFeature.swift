import Kernel
import Store

extension Feature {
    /// Deletions of accounts that a login takes back within the product's ``AccountPolicy/returnPeriod``.
    package static let departures = Feature(
        migrations: [
            Migration(
                id: "platform/departures-001",
                """
                CREATE TABLE departure (
                    account_id {id} PRIMARY KEY REFERENCES account (id),
                    asked_at {instant} NOT NULL,
                    erases_at {instant} NOT NULL
                ) {strict};
                CREATE INDEX departure_erases_at ON departure (erases_at);
                """
            )
        ],
        jobs: [EraseDeparted.self],
        schedules: [Every("accounts.erase_departed", .hours(1), EraseDeparted())],
        personalData: [personalData],
        templates: [departing],
        audit: DepartureAction.self
    )

    private static let personalData = PersonalData(
        "departure",
        ["en": "Departure", "it": "Uscita", "ar": "المغادرة", "ku": "ڕۆیشتن"],
        tables: ["departure"],
        rows: { "departure d WHERE d.account_id = \($0)" },
        export: .init(
            by: "d.account_id",
            .instant("asked_at", "d.asked_at"),
            .instant("erases_at", "d.erases_at")
        ),
        erasure: .delete(because: Privacy.notNeeded) { ["DELETE FROM departure WHERE account_id = \($0)"] }
    )

    private static let departing = NoticeTemplate(
        .accountDeparting,
        .security,
        channels: [.email],
        subject: [
            "en": "Your account will be deleted", "it": "Il suo account sarà eliminato",
            "ar": "سيُحذف حسابك", "ku": "هەژمارەکەت دەسڕدرێتەوە",
        ],
        body: [
            "en": """
            Your account at {{site}} is closed, and will be deleted on {{day}}.

            Log in before that day if you want to keep it.
            """,
            "it": """
            Il suo account su {{site}} è chiuso e sarà eliminato il {{day}}.

            Per conservarlo, acceda prima di quel giorno.
            """,
            "ar": """
            أُغلق حسابك في {{site}} وسيُحذف يوم {{day}}.

            سجّل الدخول قبل ذلك اليوم إذا أردت الاحتفاظ به.
            """,
            "ku": """
            هەژمارەکەت لە {{site}} داخراوە و لە {{day}} دەسڕدرێتەوە.

            ئەگەر دەتەوێت بیهێڵیتەوە، پێش ئەو ڕۆژە بچۆ ژوورەوە.
            """,
        ],
        preview: ["site": "Portico", "day": "2026-12-31"]
    )
}

extension NoticeTemplate.Name {
    static let accountDeparting: NoticeTemplate.Name = "accounts.departing"
}
