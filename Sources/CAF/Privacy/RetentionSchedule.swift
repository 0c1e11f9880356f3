import Kernel
import Platform
import Store

/// How long CAF keeps what it keeps.
let retention: [Retention] = [
    appointmentRetention, courseRetention,
    Retention(
        "filed_requests",
        ["en": "Completed requests with their papers", "it": "Pratiche completate con i documenti"],
        keep: taxPapers,
        from: ["en": "the day they were handed in", "it": "la presentazione"],
        then: .delete,
        basis: taxLaw,
        key: "r.id",
        account: "r.customer_id",
        due: { "service_request r WHERE \(isFiled) AND r.submitted_at < \($0)" },
        files: { ids in filesOfRequests("r.id \(in: ids)") },
        steps: deletingRequests
    ),
    Retention(
        "unfiled_requests",
        ["en": "Drafts left alone, and rejected requests", "it": "Bozze abbandonate e pratiche respinte"],
        keep: .years(2),
        from: ["en": "their last change", "it": "l'ultima modifica"],
        then: .delete,
        basis: [
            "en": "Storage limitation, GDPR art. 5(1)(e)",
            "it": "Limitazione della conservazione, GDPR art. 5(1)(e)",
        ],
        key: "r.id",
        account: "r.customer_id",
        due: { "service_request r WHERE r.status IN ('draft', 'rejected') AND r.updated_at < \($0)" },
        files: { ids in filesOfRequests("r.id \(in: ids)") },
        steps: deletingRequests
    ),
    Retention(
        "retained_identities",
        ["en": "Identities whose papers are gone", "it": "Identità senza più documenti conservati"],
        keep: .days(0),
        from: ["en": "the end of the last paper", "it": "la fine dell'ultimo documento"],
        then: .delete,
        basis: taxLaw,
        key: "i.account_id",
        account: "i.account_id",
        due: {
            """
            retained_identity i WHERE i.retained_at < \($0)
               AND NOT EXISTS (SELECT 1 FROM service_request r WHERE r.customer_id = i.account_id AND \(isFiled))
            """
        },
        steps: { ["DELETE FROM retained_identity WHERE account_id \(in: $0)"] }
    ),
]

@Sendable private func deletingRequests(_ ids: [ID<Subject>]) -> [SQL] {
    [
        deletingHistory(of: "r.id \(in: ids)"),
        "DELETE FROM service_request WHERE id \(in: ids)",
    ]
}
