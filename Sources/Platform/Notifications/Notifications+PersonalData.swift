import Kernel
import Store

extension Notifications {
    static let personalData: [PersonalData] = [
        PersonalData(
            "notices",
            ["en": "Notifications", "it": "Notifiche", "ar": "الإشعارات", "ku": "ئاگادارکردنەوەکان"],
            tables: ["notice", "notice_attachment", "notice_bundle", "notice_delivery"],
            rows: { "notice n WHERE \(noticesOf($0))" },
            export: .init(
                by: "n.id",
                .instant("created_at", "n.created_at"),
                .text("template", "n.template"),
                .text("title", "n.title"),
                .text("body", "n.body"),
                .instant("read_at", "n.read_at")
            ),
            erasure: .delete(because: Privacy.notNeeded) {
                [
                    "DELETE FROM notice AS n WHERE \(noticesOf($0))",
                    "DELETE FROM notice_bundle WHERE account_id = \($0)",
                ]
            }
        ),
        PersonalData(
            "notice_preferences",
            [
                "en": "Notification preferences", "it": "Preferenze di notifica", "ar": "تفضيلات الإشعارات",
                "ku": "هەڵبژاردەی ئاگادارکردنەوەکان",
            ],
            tables: ["notice_preference", "notice_quiet_hours"],
            rows: { "account a WHERE a.id = \($0) AND \(hasPreferences)" },
            export: .init(by: "a.id", .json("channels", channels), .text("quiet_hours", quietHours)),
            erasure: .delete(because: Privacy.notNeeded) {
                [
                    "DELETE FROM notice_preference WHERE account_id = \($0)",
                    "DELETE FROM notice_quiet_hours WHERE account_id = \($0)",
                ]
            }
        ),
        devices,
    ]

    private static let devices = PersonalData(
        "push_devices",
        [
            "en": "Devices with the app", "it": "Dispositivi con l'app", "ar": "أجهزة التطبيق",
            "ku": "ئامێرەکانی ئەپ",
        ],
        tables: ["push_device"],
        rows: { "push_device p WHERE p.account_id = \($0)" },
        export: .init(
            by: "p.id",
            .text("platform", "p.platform"),
            .instant("created_at", "p.created_at"),
            .instant("seen_at", "p.seen_at")
        ),
        erasure: .delete(because: Privacy.notNeeded) { ["DELETE FROM push_device WHERE account_id = \($0)"] }
    )

    private static let hasPreferences: SQL =
        """
        (EXISTS (SELECT 1 FROM notice_preference p WHERE p.account_id = a.id)
         OR EXISTS (SELECT 1 FROM notice_quiet_hours q WHERE q.account_id = a.id))
        """

    private static let channels: SQL =
        """
        (SELECT \(pg: "jsonb_agg(jsonb_build_object(", sqlite: "json_group_array(json_object(")
                'category', p.category, 'channel', p.channel, 'is_on', p.is_on)) FROM notice_preference p
          WHERE p.account_id = a.id)
        """

    private static let quietHours: SQL =
        "(SELECT q.from_time || ' - ' || q.until_time FROM notice_quiet_hours q WHERE q.account_id = a.id)"

    /// Includes notices to the address from before the account.
    private static func noticesOf(_ account: ID<Account>) -> SQL {
        """
        (n.account_id = \(account) OR n.address = (SELECT a.email FROM account a WHERE a.id = \(account))
         OR n.address = (SELECT a.phone FROM account a WHERE a.id = \(account) AND a.phone_verified_at IS NOT NULL))
        """
    }
}
