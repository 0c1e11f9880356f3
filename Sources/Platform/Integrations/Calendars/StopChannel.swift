import Kernel
import Store

/// Ends a subscription that another has replaced.
struct StopChannel: Job {
    static let kind = "integrations.stop_channel"
    static let policy = JobPolicy(queue: Integrations.queue, attempts: 5)

    let channel: ID<CalendarChannel>

    func run(_ call: JobCall) async throws -> JobOutcome {
        let (site, id) = (call.site, channel)
        guard let google = site.dependencies.google else { return .snooze(.hours(1)) }
        let found = try await call.db.read { tx -> (String?, Integration)? in
            var known: (link: ID<CalendarLink>, resource: String?)?
            try tx.forEach("SELECT link_id, resource FROM calendar_channel WHERE id = \(id)") { row in
                known = (try row.next(), try row.next())
            }
            guard let known, let link = try CalendarLink.find(known.link, tx),
                let integration = try Integration.find(link.integration, tx)
            else { return nil }
            return (known.resource, integration)
        }
        guard let (resource, integration) = found else { return .cancel("stopped already") }
        if let resource, integration.state == .linked {
            do {
                _ = try await google.call(
                    "POST",
                    "/calendar/v3/channels/stop",
                    body: ["id": .string(id.description), "resourceId": .string(resource)],
                    for: integration.grant(at: site)
                )
            } catch GoogleFailure.missing {
                // It has ended by itself.
            } catch GoogleFailure.grantBroken {
                try await call.db.write { tx in try integration.broke(at: site, tx) }
            }
        }
        try await call.db.write { tx in try tx.execute("DELETE FROM calendar_channel WHERE id = \(id)") }
        return .done
    }
}
