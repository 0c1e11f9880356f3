import Kernel
import Logging
import Store
import Web

/// The metrics of a site for operators: the waiting time of work, and permanently failed work.
///
/// Each number is one index lookup, made when the metrics page is requested.
package struct SiteVitals: Sendable {
    private let site: Site

    package init(of site: Site) {
        self.site = site
    }

    // swift-format-ignore
    package func report(to metrics: Metrics) {
        metrics.gauges("portico_jobs_dead", "Jobs that failed in all their attempts.") {
            await values(of: "queue", "SELECT queue, COUNT(*) FROM job WHERE state = 'dead' GROUP BY queue ORDER BY queue")
        }
        metrics.gauges("portico_mails_waiting", "Mails that are due and not sent yet.") {
            await one { "SELECT COUNT(*) FROM notice_delivery WHERE state IN ('waiting', 'sending') AND due_at <= \($0)" }
        }
        metrics.gauges("portico_mails_oldest_seconds", "Waiting time of the oldest due mail.") {
            await age { "SELECT MIN(due_at) FROM notice_delivery WHERE state IN ('waiting', 'sending') AND due_at <= \($0)" }
        }
        metrics.gauges("portico_mails_failed", "Mails of the last day that failed permanently.") {
            await one { "SELECT COUNT(*) FROM notice_delivery WHERE state = 'failed' AND ended_at > \($0 - .hours(24))" }
        }
        metrics.gauges("portico_webhook_deliveries_waiting", "Webhook deliveries whose next attempt is due.") {
            await one { "SELECT COUNT(*) FROM webhook_delivery WHERE state = 'pending' AND next_at <= \($0)" }
        }
        metrics.gauges("portico_webhook_oldest_seconds", "Waiting time of the oldest due webhook delivery.") {
            await age { "SELECT MIN(next_at) FROM webhook_delivery WHERE state = 'pending' AND next_at <= \($0)" }
        }
        metrics.gauges("portico_webhook_endpoints", "Webhook endpoints, by state.") {
            await values(of: "state", "SELECT state, COUNT(*) FROM webhook_endpoint GROUP BY state ORDER BY state")
        }
        metrics.gauges("portico_payment_events_oldest_seconds", "Waiting time of the oldest unapplied event of the payment provider.") {
            await age { _ in "SELECT MIN(received_at) FROM payment_event WHERE state = 'received'" }
        }
        metrics.gauges("portico_audit_unsealed_seconds", "Time for which the newest entry of the audit log has been outside the hash chain.") {
            await age { _ in unsealed }
        }
    }

    /// Nil when the newest entry is in the chain.
    private var unsealed: SQL {
        """
        SELECT CASE WHEN EXISTS (SELECT 1 FROM audit_link l WHERE l.entry_id = e.id) THEN NULL ELSE e.at END
          FROM audit_entry e ORDER BY e.at DESC, e.id DESC LIMIT 1
        """
    }
}

extension SiteVitals {
    private typealias Values = [(labels: Metrics.Labels, value: Double)]

    private func one(_ query: @escaping @Sendable (Instant) -> SQL) async -> Values {
        await measured { tx in
            [(labels, Double(try tx.value(query(tx.now), as: Int.self) ?? 0))]
        }
    }

    private func age(_ query: @escaping @Sendable (Instant) -> SQL) async -> Values {
        await measured { tx in
            let since = try tx.value(query(tx.now), as: Instant?.self) ?? nil
            return [(labels, since.map { Double((tx.now - $0).micros) / 1e6 } ?? 0)]
        }
    }

    private func values(of label: String, _ query: SQL) async -> Values {
        await measured { tx in
            var values: Values = []
            try tx.forEach(query) { row in
                values.append((labels + [(label, try row.next())], Double(try row.next(Int.self))))
            }
            return values
        }
    }

    private var labels: Metrics.Labels { [("product", site.product.name)] }

    /// Empty when the database does not answer: then the metrics page is the only thing that still works.
    private func measured(_ read: @escaping @Sendable (borrowing Tx) throws -> Values) async -> Values {
        do {
            return try await site.db.read(read)
        } catch {
            site.log.warning("measuring failed", error: error)
            return []
        }
    }
}
