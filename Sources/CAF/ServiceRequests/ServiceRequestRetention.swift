import Kernel
import Platform
import Store

let serviceRequestRetention: [Retention] = [
    Retention(
        "filed_requests",
        ["en": "Completed requests with their documents", "it": "Richieste completate con i documenti"],
        keep: taxDocuments,
        from: ["en": "the submission", "it": "l'invio"],
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
        ["en": "Abandoned drafts and rejected requests", "it": "Bozze abbandonate e richieste respinte"],
        keep: .years(2),
        from: ["en": "the last change", "it": "l'ultima modifica"],
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
]

@Sendable private func deletingRequests(_ ids: [ID<Subject>]) -> [SQL] {
    [
        deletingHistory(of: "r.id \(in: ids)"),
        "DELETE FROM service_request WHERE id \(in: ids)",
    ]
}
