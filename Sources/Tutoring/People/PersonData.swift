import Kernel
import Platform
import Store

extension Profile {
    static let personalData = PersonalData(
        "profile",
        ["it": "Nome e foto", "en": "Name and picture"],
        tables: ["profile"],
        rows: { "profile p WHERE p.account_id = \($0)" },
        export: .init(
            by: "p.account_id",
            .text("first_name", "p.first_name"),
            .text("last_name", "p.last_name"),
            .instant("created_at", "p.created_at")
        ),
        erasure: .anonymise(because: [
            "it": "La riga resta, vuota, perché le lezioni e le recensioni abbiano ancora una controparte.",
            "en": "The row stays, empty, so that lessons and reviews still have a counterpart.",
        ]) { account, now in
            [
                """
                UPDATE profile
                   SET first_name = 'Former', last_name = 'member', search_text = '', avatar_id = NULL,
                       updated_at = \(now), version = version + 1
                 WHERE account_id = \(account)
                """
            ]
        },
        files: { "SELECT p.avatar_id FROM profile p WHERE p.account_id = \($0) AND p.avatar_id IS NOT NULL" }
    )
}
