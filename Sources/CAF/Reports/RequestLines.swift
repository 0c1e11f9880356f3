import Kernel
import Platform
import Store

/// Requests one by one, for calculations outside this server.
enum RequestLines {
    static func query(_ filter: RequestReportFilter, _ context: ReportContext) -> SQL {
        """
        SELECT r.id AS id, r.service AS service, r.tax_year AS tax_year, r.status AS status,
               p.first_name || ' ' || p.last_name AS customer, o.first_name || ' ' || o.last_name AS operator,
               r.created_at AS created_at, r.submitted_at AS submitted_at, r.due_at AS due_at, r.stopped_at AS finished_at,
               \(ResolutionTimes.seconds) AS seconds, \(slaState(at: context.now)) AS sla,
               r.number AS number, p.codice_fiscale AS customer_code, r.operator_id AS operator_id
          FROM service_request r JOIN profile p ON p.account_id = r.customer_id
          LEFT JOIN profile o ON o.account_id = r.operator_id
         WHERE \(filter.opened(in: context.zone))
        """
    }

    private static func slaState(at now: Instant) -> SQL {
        let lines = ServiceClock.Lines(at: now)
        return """
            CASE WHEN \(ServiceClock.State.met.condition(at: lines)) THEN 'met'
                 WHEN \(ServiceClock.State.missed.condition(at: lines)) THEN 'missed'
                 WHEN \(ServiceClock.State.paused.condition(at: lines)) THEN 'paused'
                 WHEN \(ServiceClock.State.overdue.condition(at: lines)) THEN 'overdue'
                 WHEN \(ServiceClock.State.dueSoon.condition(at: lines)) THEN 'due_soon'
                 WHEN r.due_at IS NOT NULL THEN 'on_time' END
            """
    }
}
