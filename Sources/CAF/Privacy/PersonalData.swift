import Kernel
import Platform
import Store

/// The personal data in the tables of CAF.
///
/// Erasure runs the rows in this order: papers the tax law wants kept the identity of their taxpayer, so it is
/// put aside before the profile is emptied.
let personalData: [PersonalData] = [
    appointmentData, subscriptionData, unfiledRequests, filedRequests, retainedIdentity, familyMembers,
    profile,
]

private let retainedIdentity = PersonalData(
    "retained_identity",
    ["en": "Identity of the taxpayer", "it": "Identità del contribuente"],
    tables: ["retained_identity"],
    rows: { account in
        """
        profile p WHERE p.account_id = \(account) AND EXISTS (
            SELECT 1 FROM service_request r WHERE r.customer_id = p.account_id AND \(isFiled))
        """
    },
    erasure: .keep(because: taxLaw) { account, now in
        [
            """
            INSERT INTO retained_identity (account_id, first_name, last_name, codice_fiscale, birth_date, retained_at)
            SELECT p.account_id, p.first_name, p.last_name, p.codice_fiscale, p.birth_date, \(now)
              FROM profile p
             WHERE p.account_id = \(account) AND EXISTS (
                   SELECT 1 FROM service_request r WHERE r.customer_id = p.account_id AND \(isFiled))
            """
        ]
    }
)

private let familyMembers = PersonalData(
    "family_members",
    ["en": "Family", "it": "Famiglia"],
    tables: ["family_member"],
    rows: { "family_member f WHERE f.customer_id = \($0)" },
    export: .init(by: "f.id", .json("details", "f.details"), .instant("created_at", "f.created_at")),
    erasure: .delete(because: noLongerNeeded) { ["DELETE FROM family_member WHERE customer_id = \($0)"] }
)

private let profile = PersonalData(
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
            // What they worked on as staff goes back to the queue.
            """
            UPDATE service_request SET operator_id = NULL, updated_at = \(now), version = version + 1
             WHERE operator_id = \(account) AND status NOT IN ('completed', 'closed', 'rejected')
            """,
        ]
    }
)

/// The office has done what was asked, and filed it.
let isFiled: SQL = "(r.status IN ('completed', 'closed'))"

let taxPapers = Period.yearEnd(after: 5)

let taxLaw: LocalizedText = [
    "en":
        "Tax papers: D.M. 164/1999 art. 16(1)(d), through 31 December of the fifth year after filing (GDPR art. 17(3)(b)).",
    "it":
        "Documentazione fiscale: D.M. 164/1999 art. 16 c. 1 lett. d), fino al 31 dicembre del quinto anno successivo (GDPR art. 17(3)(b)).",
]

private let noLongerNeeded: LocalizedText = [
    "en": "No longer needed for what it was collected for (GDPR art. 17(1)(a)).",
    "it": "Non più necessari alle finalità per cui sono stati raccolti (GDPR art. 17(1)(a)).",
]
