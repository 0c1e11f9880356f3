import Kernel
import Store

extension Feature {
    static let sealing = Feature(
        migrations: [
            Migration(
                id: "platform/sealing-001",
                """
                CREATE TABLE person_key (
                    account_id {id} PRIMARY KEY REFERENCES account (id),
                    version {int} NOT NULL CHECK (version > 0),
                    key_id {text} NOT NULL CHECK (key_id <> ''),
                    wrapped {bytes} NOT NULL,
                    made_at {instant} NOT NULL
                ) {strict};
                CREATE INDEX person_key_key ON person_key (key_id);
                """
            )
        ],
        jobs: [ResealValues.self, Rewrap.self],
        schedules: [
            Every("sealing.reseal", .hours(24), ResealValues()),
            Every("sealing.rewrap", .hours(24), Rewrap()),
        ],
        personalData: [keys]
    )

    private static let keys = PersonalData(
        "keys",
        [
            "en": "Key of sealed data", "it": "Chiave dei dati cifrati", "ar": "مفتاح البيانات المشفّرة",
            "ku": "کلیلی داتای کۆدکراو",
        ],
        tables: ["person_key"],
        rows: { "person_key p WHERE p.account_id = \($0)" },
        erasure: .delete(
            because: [
                "en": "Destroying the key destroys every sealed value, in backups too (GDPR art. 17(1)(a)).",
                "it":
                    "Distruggere la chiave distrugge ogni dato cifrato, anche nei backup (GDPR art. 17(1)(a)).",
                "ar": "إتلاف المفتاح يُتلف كل قيمة مشفّرة، في النسخ الاحتياطية أيضاً (GDPR art. 17(1)(a)).",
                "ku":
                    "لەناوبردنی کلیلەکە هەموو داتایەکی کۆدکراو لەناودەبات، لە کۆپییە پاڵپشتەکانیشدا (GDPR art. 17(1)(a)).",
            ]
        ) { ["DELETE FROM person_key WHERE account_id = \($0)"] }
    )
}
