import Kernel
import Store

extension Privacy {
    static let impersonalTables: [ImpersonalTable] =
        paymentTables + Invoices.impersonalTables + Realtime.impersonalTables + [
            ImpersonalTable("audit_beginning", "a hash"),
            ImpersonalTable("audit_link", "hashes"),
            ImpersonalTable("content_item", "what the office tells the world"),
            ImpersonalTable("content_revision", "what it told, and identities of who wrote it"),
            ImpersonalTable("erasure", "identities, and counts by kind"),
            ImpersonalTable("file_link", "identities of files, for minutes"),
            ImpersonalTable("file_rendering", "identities of files"),
            ImpersonalTable("history", "identities and statuses; a product erases it with what it tells of"),
            ImpersonalTable("job", "arguments are identities"),
            ImpersonalTable("job_queue", "names of queues"),
            ImpersonalTable("reference_number", "a counter"),
            ImpersonalTable("login_attempt", "keyed hashes of what was tried, for a day"),
            ImpersonalTable("mail_allowance", "keyed hashes of addresses, and counts"),
            ImpersonalTable("phone_code", "keyed hashes of numbers and codes, for minutes"),
            ImpersonalTable("schedule_slot", "names of schedules"),
            ImpersonalTable("schema_migration", "names of migrations"),
            ImpersonalTable("service_token", "names of programs"),
            ImpersonalTable("webhook_attempt", "what a receiver answered, for 30 days"),
            ImpersonalTable("webhook_delivery", "identities and statuses"),
            ImpersonalTable("webhook_endpoint", "addresses of programs"),
            ImpersonalTable("webhook_event", "identities and statuses, for 30 days"),
            ImpersonalTable("stored_file", "files are planned, copied and erased with what they belong to"),
        ]

    static let retention: [Retention] =
        Invoices.retention + [
            Retention(
                "consents_of_erased",
                [
                    "en": "Consents of people who left", "it": "Consensi di chi ha lasciato il servizio",
                    "ar": "موافقات من غادروا", "ku": "ڕەزامەندیی ئەوانەی ڕۆیشتوون",
                ],
                keep: .years(5),
                from: [
                    "en": "the erasure of the account", "it": "la cancellazione dell'account",
                    "ar": "محو الحساب", "ku": "سڕینەوەی هەژمارەکە",
                ],
                then: .delete,
                basis: [
                    "en": "GDPR art. 7(1), 17(3)(e); c.c. 2947",
                    "it": "GDPR art. 7(1), 17(3)(e); art. 2947 c.c.",
                    "ar": "GDPR art. 7(1), 17(3)(e); c.c. 2947", "ku": "GDPR art. 7(1), 17(3)(e); c.c. 2947",
                ],
                key: "c.id",
                account: "c.account_id",
                due: { before in
                    """
                    policy_consent c WHERE EXISTS (
                        SELECT 1 FROM erasure e WHERE e.account_id = c.account_id AND e.erased_at < \(before))
                    """
                },
                steps: { ["DELETE FROM policy_consent WHERE id \(in: $0)"] }
            ),
            Retention(
                "audit_addresses",
                [
                    "en": "Network addresses in the audit log",
                    "it": "Indirizzi di rete nel registro delle attività",
                    "ar": "عناوين الشبكة في سجل التدقيق", "ku": "ناونیشانی تۆڕ لە تۆماری وردبینیدا",
                ],
                keep: .years(1),
                from: ["en": "the entry", "it": "la registrazione", "ar": "القيد", "ku": "تۆمارەکە"],
                then: .anonymise,
                basis: [
                    "en": "GDPR art. 6(1)(f), 32", "it": "GDPR art. 6(1)(f), 32",
                    "ar": "GDPR art. 6(1)(f), 32", "ku": "GDPR art. 6(1)(f), 32",
                ],
                key: "e.id",
                account: "e.actor_id",
                due: { "audit_entry e WHERE e.address IS NOT NULL AND e.at < \($0)" },
                steps: { ["UPDATE audit_entry SET address = NULL, agent = NULL WHERE id \(in: $0)"] }
            ),
            Retention(
                "lifted_legal_holds",
                [
                    "en": "Legal holds that were lifted", "it": "Vincoli di legge rimossi",
                    "ar": "حجوز قانونية رُفعت", "ku": "ڕاگرتنە یاساییە لابراوەکان",
                ],
                keep: .years(5),
                from: ["en": "their lifting", "it": "la rimozione", "ar": "رفعها", "ku": "لابردنیان"],
                then: .delete,
                basis: [
                    "en": "GDPR art. 17(3)(e)", "it": "GDPR art. 17(3)(e)", "ar": "GDPR art. 17(3)(e)",
                    "ku": "GDPR art. 17(3)(e)",
                ],
                key: "l.id",
                account: "l.account_id",
                due: { "legal_hold l WHERE l.lifted_at < \($0)" },
                steps: { ["DELETE FROM legal_hold WHERE id \(in: $0)"] }
            ),
        ]
}
