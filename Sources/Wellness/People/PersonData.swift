import Kernel
import Platform
import Store

/// The reason to delete most personal data along with the account.
let purposeServed: LocalizedText = [
    "en": "No longer needed for the purpose for which it was collected (GDPR art. 17(1)(a)).",
    "it": "Non più necessari alla finalità per cui sono stati raccolti (GDPR art. 17(1)(a)).",
]

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
        erasure: .delete(because: purposeServed) { ["DELETE FROM person WHERE account_id = \($0)"] }
    )
}
