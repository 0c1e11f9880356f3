import Kernel
import Platform
import Store

let unfiledRequests = PersonalData(
    "service_requests_not_filed",
    ["en": "Requests that were never completed", "it": "Richieste mai completate"],
    tables: requestTables,
    rows: { "service_request r WHERE r.customer_id = \($0) AND NOT \(isFiled)" },
    export: requestExport,
    erasure: .delete(because: [
        "en":
            "Nothing was filed and no law requires keeping them; open requests are withdrawn (GDPR art. 17(1)(a)).",
        "it":
            "Nulla è stato trasmesso e nessuna legge ne impone la conservazione: le richieste aperte sono ritirate (GDPR art. 17(1)(a)).",
    ]) { account in
        [
            deletingHistory(of: "r.customer_id = \(account) AND NOT \(isFiled)"),
            "DELETE FROM service_request AS r WHERE r.customer_id = \(account) AND NOT \(isFiled)",
        ]
    },
    files: { filesOfRequests("r.customer_id = \($0) AND NOT \(isFiled)") }
)

let filedRequests = PersonalData(
    "service_requests_filed",
    ["en": "Requests that were completed", "it": "Richieste completate"],
    tables: requestTables,
    rows: { "service_request r WHERE r.customer_id = \($0) AND \(isFiled)" },
    export: requestExport,
    erasure: .keep(.init(for: taxDocuments, from: "r.submitted_at"), because: taxLaw),
    files: { filesOfRequests("r.customer_id = \($0) AND \(isFiled)") }
)

private let requestTables = [
    "service_request", "requested_document", "remark", "history", "document", "document_version",
    "document_upload",
]

/// The history of requests and of their documents, by a condition on `r`.
@Sendable func deletingHistory(of condition: SQL) -> SQL {
    """
    DELETE FROM history
     WHERE (subject_kind = \(ServiceRequest.kind)
            AND subject_id IN (SELECT r.id FROM service_request r WHERE \(condition)))
        OR (subject_kind = \(Document.kind)
            AND subject_id IN (SELECT d.id FROM document d JOIN service_request r ON r.id = d.request_id
                                WHERE \(condition)))
    """
}

/// The files of requests, by a condition on `r`.
@Sendable func filesOfRequests(_ condition: SQL) -> SQL {
    """
    SELECT v.file_id FROM document_version v JOIN document d ON d.id = v.document_id
      JOIN service_request r ON r.id = d.request_id
     WHERE \(condition)
    """
}

private let requestExport = PersonalData.Export(
    by: "r.id",
    .id("id", "r.id"),
    .text("service", "r.service"),
    .integer("tax_year", "r.tax_year"),
    .text("status", "r.status"),
    .text("status_reason", "r.status_reason"),
    .json("sections", "r.sections"),
    .json("messages", messages),
    .json("documents", documents),
    .instant("created_at", "r.created_at"),
    .instant("submitted_at", "r.submitted_at")
)

/// The messages between customer and office, without the office's internal notes.
private let messages: SQL =
    """
    (SELECT \(pg: "COALESCE(jsonb_agg(jsonb_build_object(", sqlite: "json_group_array(json_object(")
            'by', o.author_role, 'text', o.body))\(pg: ", '[]'::jsonb)", sqlite: "")
       FROM (SELECT m.author_role, m.body FROM remark m
              WHERE m.request_id = r.id AND m.audience = 'message' ORDER BY m.seq) o)
    """

/// The uploaded documents with their reviews; the files themselves are exported separately.
private let documents: SQL =
    """
    (SELECT \(pg: "COALESCE(jsonb_agg(jsonb_build_object(", sqlite: "json_group_array(json_object(")
            'category', o.category, 'state', o.state, 'reason', o.reason))\(pg: ", '[]'::jsonb)", sqlite: "")
       FROM (SELECT d.category, d.state, d.reason FROM document d
              WHERE d.request_id = r.id ORDER BY d.created_at, d.id) o)
    """

/// The office has completed the request and filed it.
let isFiled: SQL = "(r.status IN ('completed', 'closed'))"

let taxDocuments = Period.yearEnd(after: 5)

let taxLaw: LocalizedText = [
    "en":
        "Tax documents: D.M. 164/1999 art. 16(1)(d), until 31 December of the fifth year after filing (GDPR art. 17(3)(b)).",
    "it":
        "Documentazione fiscale: D.M. 164/1999 art. 16 c. 1 lett. d), fino al 31 dicembre del quinto anno successivo (GDPR art. 17(3)(b)).",
]
