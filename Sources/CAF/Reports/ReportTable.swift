import Kernel
import Platform
import Store

/// The reports of CAF: name, title, filters, order, columns, query.
let reportTable: [Report] =
    [
        Report(
            "requests-by-service",
            ["en": "Requests by service", "it": "Richieste per servizio"],
            filteredBy: RequestReportFilter.self,
            sortedBy: [.up("service")],
            columns: [.service] + Columns.counts,
            RequestCounts.byService
        ),
        Report(
            "requests-by-status",
            ["en": "Requests by status", "it": "Richieste per stato"],
            filteredBy: RequestReportFilter.self,
            sortedBy: [.up("status")],
            columns: [.status, .requests],
            RequestCounts.byStatus
        ),
        Report(
            "processing-time",
            ["en": "Processing time by service", "it": "Tempi di lavorazione per servizio"],
            filteredBy: RequestReportFilter.self,
            sortedBy: [.up("service")],
            columns: [.service] + Columns.times,
            ResolutionTimes.byService
        ),
        Report(
            "operator-workload",
            ["en": "Operator workload", "it": "Carico di lavoro degli operatori"],
            filteredBy: RequestReportFilter.self,
            sortedBy: [.up("operator"), .up("operator_id")],
            columns: [.operatorID, .operator] + Columns.desk + Columns.times,
            OperatorWorkload.query
        ),
        Report(
            "requests",
            ["en": "Requests", "it": "Richieste"],
            filteredBy: RequestReportFilter.self,
            sortedBy: [.down("created_at"), .down("id")],
            columns: Columns.request,
            RequestLines.query
        ),
    ] + subscriptionReports
