import Kernel
import Platform
import Store

extension Profile {
    static let personalData = PersonalData(
        "profile",
        ["en": "Name", "it": "Nome"],
        tables: ["person"],
        rows: { "person p WHERE p.account_id = \($0)" },
        export: .init(
            by: "p.account_id",
            .text("first_name", "p.first_name"),
            .text("last_name", "p.last_name"),
            .instant("created_at", "p.created_at")
        ),
        erasure: .delete(because: Privacy.notNeeded) { ["DELETE FROM person WHERE account_id = \($0)"] }
    )
}
