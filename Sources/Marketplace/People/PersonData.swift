import Kernel
import Platform
import Store

extension Profile {
    static let personalData = PersonalData(
        "profile",
        ["en": "Name, picture and place"],
        tables: ["profile"],
        rows: { "profile p WHERE p.account_id = \($0)" },
        export: .init(
            by: "p.account_id",
            .text("name", "p.name"),
            .text("time_zone", "p.zone"),
            .sealedText("address", "p.address", address),
            .text("point", "CAST(p.lat AS text) || ',' || CAST(p.lon AS text)"),
            .instant("created_at", "p.created_at")
        ),
        erasure: .anonymise(because: [
            "en": "The row stays, empty, so that the other side of jobs and ratings still has a counterpart."
        ]) { account, now in
            [
                """
                UPDATE profile
                   SET name = 'Former member', search_text = '', avatar_id = NULL, zone = NULL, address = NULL,
                       lat = NULL, lon = NULL, updated_at = \(now), version = version + 1
                 WHERE account_id = \(account)
                """
            ]
        },
        files: { "SELECT p.avatar_id FROM profile p WHERE p.account_id = \($0) AND p.avatar_id IS NOT NULL" }
    )
}
