import Kernel
import Platform
import Store

extension Tutor {
    static let personalData = PersonalData(
        "tutor_profile",
        ["it": "Profilo di insegnante", "en": "Tutor profile"],
        tables: ["tutor", "tutor_subject", "tutor_language", "tutor_figures"],
        rows: { "tutor t WHERE t.account_id = \($0)" },
        export: .init(
            by: "t.id",
            .text("display_name", "t.display_name"),
            .text("legal_name", "t.legal_name"),
            .date("birth_date", "t.birth_date"),
            .text("country", "t.country"),
            .sealedText("address", "t.address", address),
            .sealedText("tax_code", "t.tax_code", taxCode),
            .text("regime", "t.regime"),
            .text("vat_number", "t.vat_number"),
            .text("headline", "t.headline"),
            .text("bio", "t.bio"),
            .instant("created_at", "t.created_at")
        ),
        erasure: .anonymise(because: [
            "it": "La riga resta, vuota, perché lezioni, documenti e conti abbiano ancora una controparte.",
            "en": "The row stays, empty, so that lessons, documents and books still have a counterpart.",
        ]) { account, now in
            [
                "DELETE FROM tutor_subject WHERE tutor_id IN (SELECT t.id FROM tutor t WHERE t.account_id = \(account))",
                "DELETE FROM tutor_language WHERE tutor_id IN (SELECT t.id FROM tutor t WHERE t.account_id = \(account))",
                """
                UPDATE tutor
                   SET is_verified = \(false), single_lessons = \(false), display_name = 'Former member',
                       legal_name = 'Former member', birth_date = \(CivilDate.unknown), address = NULL, tax_code = NULL,
                       regime = 'none', vat_number = NULL, headline = NULL, bio = NULL, meeting = NULL, search_text = '',
                       updated_at = \(now), version = version + 1
                 WHERE account_id = \(account)
                """,
            ]
        }
    )
}

extension CivilDate {
    /// In place of the birthday of somebody who has gone.
    fileprivate static let unknown = CivilDate(days: 0)
}

extension Verification {
    static let personalData = PersonalData(
        "tutor_papers",
        ["it": "Documenti per la verifica", "en": "Papers to be verified"],
        tables: ["verification"],
        rows: { "verification v WHERE v.account_id = \($0)" },
        export: .init(
            by: "v.id",
            .text("state", "v.state"),
            .text("reason", "v.reason"),
            .sealedJSON("changes", "v.changes", changes),
            .instant("submitted_at", "v.created_at"),
            .instant("decided_at", "v.decided_at")
        ),
        erasure: .delete(because: Privacy.notNeeded) { ["DELETE FROM verification WHERE account_id = \($0)"] }
    )

    /// Deletes the files of an account that goes.
    static func dropPapers(of account: ID<Account>, _ tx: borrowing Tx) throws {
        let all: [Verification] = try tx.all(
            "SELECT \(columns) FROM verification v WHERE v.account_id = \(account) AND v.papers_gone_at IS NULL"
        )
        for verification in all { try verification.dropPapers(tx) }
    }
}

extension Strike {
    static let personalData = PersonalData(
        "tutor_strikes",
        ["it": "Richiami", "en": "Strikes"],
        tables: ["strike"],
        rows: { "strike k JOIN tutor t ON t.id = k.tutor_id WHERE t.account_id = \($0)" },
        export: .init(by: "k.id", .text("cause", "k.cause"), .instant("at", "k.at")),
        erasure: .delete(because: Privacy.notNeeded) { account in
            [
                "DELETE FROM strike WHERE tutor_id IN (SELECT t.id FROM tutor t WHERE t.account_id = \(account))"
            ]
        }
    )
}
