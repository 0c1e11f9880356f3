import Kernel
import Store

/// Asks for a meeting that the calendar was still making: after 2, 10 and 60 seconds, then no more.
struct AskForConference: Job {
    static let kind = "integrations.ask_conference"
    static let policy = JobPolicy(queue: Integrations.queue, attempts: 3)
    static let waits: [Duration] = [.seconds(2), .seconds(10), .seconds(60)]

    let subject: ID<Subject>
    let account: ID<Account>
    /// The number of times that were asked before.
    let time: Int

    func run(_ call: JobCall) async throws -> JobOutcome {
        let site = call.site
        guard let google = site.dependencies.google else { return .snooze(.hours(1)) }
        let found = try await call.db.read { tx -> (CalendarLink, Integration)? in
            guard try site.product.integrations.event(subject, account, site, tx)?.wantsConference == true,
                let entry = try CalendarEntry.find(subject, of: account, tx),
                let link = try CalendarLink.find(entry.link, tx),
                let integration = try Integration.find(link.integration, tx)
            else { return nil }
            return (link, integration)
        }
        guard let (link, integration) = found else { return .cancel("no longer wanted") }
        let state = await ask(google, link, integration, at: site)
        try await call.db.write { tx in try settle(state, at: site, tx) }
        return .done
    }

    private func ask(
        _ google: GoogleServices,
        _ link: CalendarLink,
        _ integration: Integration,
        at site: Site
    ) async -> Conference {
        do {
            let path = link.path + "/events/" + CalendarEntry.name(of: subject)
            return Conference(of: try await google.call("GET", path, for: integration.grant(at: site)))
        } catch {
            // The times run out, whatever the calendar answers.
            return .pending
        }
    }

    private func settle(_ state: Conference, at site: Site, _ tx: borrowing Tx) throws {
        switch state {
        case .ready(let url): try site.product.integrations.met(subject, url, site, tx)
        case .pending where time + 1 < Self.waits.count:
            let next = AskForConference(subject: subject, account: account, time: time + 1)
            try tx.enqueue(next, at: tx.now + Self.waits[time + 1])
        case .pending, .failed: try site.product.integrations.met(subject, nil, site, tx)
        }
    }
}
