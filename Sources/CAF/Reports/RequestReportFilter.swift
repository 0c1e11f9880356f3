import Kernel
import Platform
import Store
import Web

/// Filters of a report about requests.
struct RequestReportFilter: Query, ReportFilter {
    /// The first day, in the office's time zone; no lower bound by default.
    var from: CivilDate?
    /// The last day, in the office's time zone; no upper bound by default.
    var to: CivilDate?
    /// Only requests for one of these services.
    var service: [Service.Code]?
    /// Only requests assigned to this operator.
    var operatorId: ID<Account>?

    var period: ReportPeriod { ReportPeriod(from: from, to: to) }
    var faults: [Problem.Fault] { period.faults }
}

extension RequestReportFilter {
    /// The conditions on service and operator, without the period.
    var kind: SQL {
        SQL.all(
            [service.map { "r.service \(in: $0)" }, operatorId.map { "r.operator_id = \($0)" }]
                .compactMap(\.self)
        )
    }

    /// Created within the period.
    func opened(in zone: Zone) -> SQL {
        "\(kind) AND \(period.contains("r.created_at", in: zone))"
    }

    /// Completed or rejected within the period.
    func finished(in zone: Zone) -> SQL {
        "r.stopped_at IS NOT NULL AND \(kind) AND \(period.contains("r.stopped_at", in: zone))"
    }
}
