import Kernel
import Platform
import Store

extension Provider {
    static let personalData = PersonalData(
        "provider",
        ["en": "Business"],
        tables: ["provider", "provider_place", "provider_figures"],
        rows: { "provider p WHERE p.account_id = \($0)" },
        export: .init(
            by: "p.id",
            .text("business_name", "p.business_name"),
            .text("bio", "p.bio"),
            .text("status", "p.status"),
            .integer("radius_m", "p.radius_m"),
            .text("payout_kind", "p.payout_kind"),
            .sealedText("payout_account", "p.payout_account", PayoutAccount.sealed),
            .instant("created_at", "p.created_at")
        ),
        // Jobs, ratings and entries of the ledger refer to the row.
        erasure: .anonymise(because: Privacy.notNeeded) { account, now in
            [
                """
                DELETE FROM provider_place
                 WHERE id IN (SELECT p.id FROM provider p WHERE p.account_id = \(account))
                """,
                """
                UPDATE provider
                   SET business_name = '-', bio = NULL, card_name = '-', card_bio = NULL, sort_name = '', search_text = '',
                       is_listed = \(false), payout_kind = NULL, payout_account = NULL, payout_last4 = NULL,
                       payout_set_at = NULL, lat = \(pg: "round(CAST(lat AS numeric), 1)", sqlite: "round(lat, 1)"),
                       lon = \(pg: "round(CAST(lon AS numeric), 1)", sqlite: "round(lon, 1)"),
                       status = CASE status WHEN 'active' THEN 'inactive' ELSE status END,
                       stopped_by = CASE status WHEN 'active' THEN 'staff' ELSE stopped_by END, status_reason = NULL,
                       updated_at = \(now), version = version + 1
                 WHERE account_id = \(account)
                """,
            ]
        }
    )
}

extension ProviderDocument {
    static let personalData = PersonalData(
        "provider_documents",
        ["en": "Documents of the business"],
        tables: ["provider_document"],
        rows: { account in
            "provider_document d JOIN provider p ON p.id = d.provider_id WHERE p.account_id = \(account)"
        },
        export: .init(
            by: "d.id",
            .text("kind", "d.kind"),
            .text("status", "d.status"),
            .date("expires_on", "d.expires_on"),
            .instant("created_at", "d.created_at")
        ),
        erasure: .delete(because: Privacy.notNeeded) { account in
            [
                """
                DELETE FROM provider_document
                 WHERE provider_id IN (SELECT p.id FROM provider p WHERE p.account_id = \(account))
                """
            ]
        },
        files: { account in
            """
            SELECT d.file_id FROM provider_document d JOIN provider p ON p.id = d.provider_id
             WHERE p.account_id = \(account)
            """
        }
    )

    /// Documents that another one replaced, that were rejected, or whose provider has left.
    static let retention = Retention(
        "provider_documents",
        ["en": "Replaced and rejected documents, and those of providers who left"],
        keep: .days(90),
        from: ["en": "the replacement, the rejection or the leaving"],
        then: .delete,
        basis: ["en": "Nobody needs a document that no longer proves anything (GDPR art. 5(1)(e))."],
        key: "d.id",
        account: "p.account_id",
        due: { before in
            """
            provider_document d JOIN provider p ON p.id = d.provider_id JOIN account a ON a.id = p.account_id
             WHERE (d.status IN ('replaced', 'rejected') AND d.updated_at < \(before)
                    OR a.role <> \(Role.provider.name) AND p.updated_at < \(before))
            """
        },
        files: { "SELECT d.file_id FROM provider_document d WHERE d.id \(in: $0)" },
        steps: { ["DELETE FROM provider_document WHERE id \(in: $0)"] }
    )
}
