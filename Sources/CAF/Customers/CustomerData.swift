import Kernel
import Platform
import Store

let familyMemberData = PersonalData(
    "family_members",
    ["en": "Family members", "it": "Familiari"],
    tables: ["family_member"],
    rows: { "family_member f WHERE f.customer_id = \($0)" },
    export: .init(by: "f.id", .json("details", "f.details"), .instant("created_at", "f.created_at")),
    erasure: .delete(because: noLongerNeeded) { ["DELETE FROM family_member WHERE customer_id = \($0)"] }
)

let profileData = PersonalData(
    "profile",
    ["en": "Profile", "it": "Profilo"],
    tables: ["profile"],
    rows: { "profile p WHERE p.account_id = \($0)" },
    export: .init(
        by: "p.account_id",
        .text("first_name", "p.first_name"),
        .text("last_name", "p.last_name"),
        .text("codice_fiscale", "p.codice_fiscale"),
        .date("birth_date", "p.birth_date"),
        .text("sex", "p.sex"),
        .text("birthplace", "p.birthplace"),
        .text("birthplace_code", "p.birthplace_code"),
        .json("residence", "p.residence"),
        .json("domicile", "p.domicile")
    ),
    erasure: .anonymise(because: noLongerNeeded) { account, now in
        [
            """
            UPDATE profile
               SET first_name = 'Utente', last_name = 'cancellato', codice_fiscale = NULL,
                   codice_fiscale_verified_at = NULL, birth_date = NULL, sex = NULL,
                   birthplace = NULL, birthplace_code = NULL, residence = NULL, domicile = NULL, search_text = '', updated_at = \(now),
                   version = version + 1
             WHERE account_id = \(account)
            """,
            // Open requests of an erased operator return to the queue.
            """
            UPDATE service_request SET operator_id = NULL, updated_at = \(now), version = version + 1
             WHERE operator_id = \(account) AND status NOT IN ('completed', 'closed', 'rejected')
            """,
        ]
    }
)

private let noLongerNeeded: LocalizedText = [
    "en": "No longer needed for the purposes for which it was collected (GDPR art. 17(1)(a)).",
    "it": "Non più necessari alle finalità per cui sono stati raccolti (GDPR art. 17(1)(a)).",
]
