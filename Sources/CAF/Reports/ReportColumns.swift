import Kernel
import Platform

typealias Columns = ReportColumn

// The columns of CAF's reports.
// swift-format-ignore
extension ReportColumn {
    static let service = ReportColumn("service", .text, ["en": "Service", "it": "Servizio"], words: serviceWords)
    static let status = ReportColumn("status", .text, ["en": "Status", "it": "Stato"], words: statusWords)
    static let requests = ReportColumn("requests", .integer, ["en": "Requests", "it": "Richieste"])
    static let operatorID = ReportColumn("operator_id", .id, ["en": "Operator ID", "it": "ID operatore"])
    static let `operator` = ReportColumn("operator", .text, ["en": "Operator", "it": "Operatore"])

    static let counts: [ReportColumn] = [
        requests,
        ReportColumn("drafts", .integer, ["en": "Drafts", "it": "Bozze"]),
        ReportColumn("pending", .integer, ["en": "In progress", "it": "In lavorazione"]),
        ReportColumn("completed", .integer, ["en": "Completed", "it": "Completate"]),
        ReportColumn("rejected", .integer, ["en": "Rejected", "it": "Respinte"]),
    ]

    static let times: [ReportColumn] = [
        ReportColumn("finished", .integer, ["en": "Finished", "it": "Concluse"]),
        ReportColumn("mean_seconds", .duration, ["en": "Mean", "it": "Media"], isOnPaper: false),
        ReportColumn("median_seconds", .duration, ["en": "Median", "it": "Mediana"]),
        ReportColumn("p90_seconds", .duration, ["en": "P90", "it": "P90"]),
        ReportColumn("longest_seconds", .duration, ["en": "Longest", "it": "Massimo"], isOnPaper: false),
        ReportColumn("met", .integer, ["en": "On time", "it": "Nei termini"]),
        ReportColumn("missed", .integer, ["en": "Late", "it": "In ritardo"], isOnPaper: false),
        ReportColumn("met_percent", .percent, ["en": "On time (%)", "it": "Nei termini (%)"]),
    ]

    static let desk: [ReportColumn] = [
        ReportColumn("assigned", .integer, ["en": "Assigned", "it": "Assegnate"]),
        ReportColumn("due_soon", .integer, ["en": "Due soon", "it": "In scadenza"]),
        ReportColumn("overdue", .integer, ["en": "Overdue", "it": "Scadute"]),
        ReportColumn("paused", .integer, ["en": "Paused", "it": "Sospese"]),
    ]

    static let request: [ReportColumn] = [
        ReportColumn("id", .id, ["en": "Request", "it": "Richiesta"]),
        service,
        ReportColumn("tax_year", .integer, ["en": "Tax year", "it": "Anno"]),
        status,
        ReportColumn("customer", .text, ["en": "Customer", "it": "Cliente"]),
        `operator`,
        ReportColumn("created_at", .instant, ["en": "Created", "it": "Aperta il"]),
        ReportColumn("submitted_at", .instant, ["en": "Submitted", "it": "Inviata il"], isOnPaper: false),
        ReportColumn("due_at", .instant, ["en": "Due", "it": "Scadenza"], isOnPaper: false),
        ReportColumn("finished_at", .instant, ["en": "Finished", "it": "Conclusa il"]),
        ReportColumn("seconds", .duration, ["en": "Time", "it": "Durata"]),
        ReportColumn("sla", .text, ["en": "Time limit", "it": "Termine"], words: slaWords),
        ReportColumn("number", .reference, ["en": "Number", "it": "Numero"]),
        ReportColumn("customer_code", .text, ["en": "Codice fiscale", "it": "Codice fiscale"]),
        operatorID,
    ]

    private static let serviceWords = Dictionary(
        uniqueKeysWithValues: Service.catalogue.map { ($0.code.rawValue, $0.title) }
    )

    private static let statusWords: [String: LocalizedText] = [
        "draft":             ["en": "Draft", "it": "Bozza"],
        "submitted":         ["en": "Submitted", "it": "Inviata"],
        "in_review":         ["en": "In review", "it": "In lavorazione"],
        "missing_documents": ["en": "Missing documents", "it": "Documenti mancanti"],
        "completed":         ["en": "Completed", "it": "Completata"],
        "closed":            ["en": "Closed", "it": "Chiusa"],
        "rejected":          ["en": "Rejected", "it": "Respinta"],
    ]

    private static let slaWords: [String: LocalizedText] = [
        "on_time":  ["en": "On time", "it": "Nei termini"],
        "due_soon": ["en": "Due soon", "it": "In scadenza"],
        "overdue":  ["en": "Overdue", "it": "Scaduta"],
        "paused":   ["en": "Waiting for documents", "it": "In attesa di documenti"],
        "met":      ["en": "Finished on time", "it": "Conclusa nei termini"],
        "missed":   ["en": "Finished late", "it": "Conclusa in ritardo"],
    ]
}
