import Kernel
import Platform
import Store

/// The row stays, anonymised, because orders refer to it.
let memberData = PersonalData(
    "member",
    ["en": "Profile", "ar": "الملف الشخصي", "ku": "پڕۆفایل"],
    tables: ["member", "admin_zone"],
    rows: { "member m WHERE m.account_id = \($0)" },
    export: .init(
        by: "m.account_id",
        .text("name", "m.name"),
        .text("shop_name", "m.shop_name"),
        .text("shop_address", "m.shop_address"),
        .id("zone_id", "m.zone_id"),
        .id("company_id", "m.company_id")
    ),
    erasure: .anonymise(because: Privacy.notNeeded) { account, now in
        [
            "DELETE FROM admin_zone WHERE account_id = \(account)",
            """
            UPDATE member SET name = '-', shop_name = NULL, shop_address = NULL, customer_group = NULL, search_text = '', updated_at = \(now), version = version + 1
             WHERE account_id = \(account)
            """,
        ]
    }
)
