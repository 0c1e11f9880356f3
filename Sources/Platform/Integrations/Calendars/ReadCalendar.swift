import Kernel
import Logging
import Store

/// Reads what has changed in a calendar since the last reading, to its last page; or all of it.
///
/// A reading counts only as a whole: until it is complete, the last one stands.
struct ReadCalendar: Job {
    static let kind = "integrations.read_calendar"
    static let policy = JobPolicy(
        queue: Integrations.queue,
        attempts: 6,
        backoff: Backoff(base: .seconds(5), cap: .minutes(5))
    )

    let link: ID<CalendarLink>

    func run(_ call: JobCall) async throws -> JobOutcome {
        guard let google = call.site.dependencies.google else { return .snooze(.hours(1)) }
        let (site, id) = (call.site, link)
        guard let (link, integration) = try await call.db.read({ tx in try Self.find(id, tx) }) else {
            return .cancel("not linked, or not to be read")
        }
        do {
            let reading = try await CalendarReading.read(
                link,
                from: call.now,
                google,
                integration.grant(at: site)
            )
            return try await call.db.write { tx in
                guard try reading.apply(to: link, tx) else { return .snooze(.seconds(1)) }
                try CalendarReading.noteSuccess(of: integration.id, tx)
                return .done
            }
        } catch GoogleFailure.grantBroken {
            try await call.db.write { tx in try integration.broke(at: site, tx) }
            return .cancel("the grant is over")
        } catch GoogleFailure.later(let why, let wait?) where !call.isLastAttempt {
            call.log.notice("a calendar is read later: \(why)")
            return .snooze(wait)
        }
    }

    static func find(_ id: ID<CalendarLink>, _ tx: borrowing Tx) throws -> (CalendarLink, Integration)? {
        guard let link = try CalendarLink.find(id, tx), link.isRead,
            let integration = try Integration.find(link.integration, tx), integration.state == .linked
        else { return nil }
        return (link, integration)
    }
}
