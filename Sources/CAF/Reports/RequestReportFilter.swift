import Kernel
import Platform
import Store
import Web

/// Which requests a report counts, and over which days of the office.
struct RequestReportFilter: Query, ReportFilter {
    var from: CivilDate?
    var to: CivilDate?
    var service: [Service.Code]?
    var operatorId: ID<Account>?

    var period: ReportPeriod { ReportPeriod(from: from, to: to) }
    var faults: [Problem.Fault] { period.faults }
}

extension RequestReportFilter {
    /// Of the service and the operator, whenever.
    var kind: SQL {
        SQL.all(
            [service.map { "r.service \(in: $0)" }, operatorId.map { "r.operator_id = \($0)" }]
                .compactMap(\.self)
        )
    }

    /// Opened within the period.
    func opened(in zone: Zone) -> SQL {
        "\(kind) AND \(period.contains("r.created_at", in: zone))"
    }

    /// Completed or rejected within the period.
    func finished(in zone: Zone) -> SQL {
        "r.stopped_at IS NOT NULL AND \(kind) AND \(period.contains("r.stopped_at", in: zone))"
    }
}
