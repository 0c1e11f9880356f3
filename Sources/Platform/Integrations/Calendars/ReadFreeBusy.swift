import Kernel
import Store

/// Reads the busy times of the calendars that show nothing else, fifty in a call.
///
/// A calendar with an error is unknown: its last reading stands, and grows old.
struct ReadFreeBusy: Job {
    static let kind = "integrations.read_busy"
    static let policy = JobPolicy(
        queue: Integrations.queue,
        attempts: 6,
        backoff: Backoff(base: .seconds(5), cap: .minutes(5))
    )

    static let perCall = 50
    /// As far as lessons are booked, in windows that the service accepts.
    private static let window = Duration.days(60)
    private static let windows = 7

    let integration: ID<Integration>

    func run(_ call: JobCall) async throws -> JobOutcome {
        guard let google = call.site.dependencies.google else { return .snooze(.hours(1)) }
        let (site, id) = (call.site, integration)
        let found = try await call.db.read { tx in
            (
                try Integration.find(id, tx),
                try CalendarLink.all(of: id, tx).filter { $0.isRead && !$0.isDetailed }
            )
        }
        guard let integration = found.0, integration.state == .linked, !found.1.isEmpty else {
            return .cancel("nothing to read")
        }
        do {
            for group in stride(from: 0, to: found.1.count, by: Self.perCall) {
                let links = Array(found.1[group..<min(group + Self.perCall, found.1.count)])
                let now = call.now
                let times = try await Self.read(links, from: now, google, integration.grant(at: site))
                try await call.db.write { tx in
                    for link in links {
                        if let busy = times[link.calendar] { try Self.apply(busy, to: link, asOf: now, tx) }
                    }
                    try CalendarReading.noteSuccess(of: id, tx)
                }
            }
            return .done
        } catch GoogleFailure.grantBroken {
            try await call.db.write { tx in try integration.broke(at: site, tx) }
            return .cancel("the grant is over")
        }
    }

    /// The busy times by calendar; those with an error, in any window, are missing.
    private static func read(
        _ links: [CalendarLink],
        from now: Instant,
        _ google: GoogleServices,
        _ grant: GoogleServices.Grant
    ) async throws -> [String: [Range<Instant>]] {
        var times = Dictionary(links.map { ($0.calendar, [Range<Instant>]()) }) { first, _ in first }
        for number in 0..<windows {
            let start = now + window * number
            let items = times.keys.sorted().map { JSONValue.object(["id": .string($0)]) }
            guard !items.isEmpty else { return times }
            let json = try await google.call(
                "POST",
                "/calendar/v3/freeBusy",
                body: [
                    "timeMin": .string(start.description), "timeMax": .string((start + window).description),
                    "items": .array(items),
                ],
                for: grant
            )
            for calendar in times.keys {
                guard let found = busy(of: json["calendars"]?[calendar]) else {
                    times[calendar] = nil
                    continue
                }
                times[calendar]?.append(contentsOf: found)
            }
        }
        return times
    }

    /// Nil when the service does not know.
    private static func busy(of json: JSONValue?) -> [Range<Instant>]? {
        guard let json, json["errors"]?.arrayValue?.isEmpty ?? true, let busy = json["busy"]?.arrayValue
        else {
            return nil
        }
        var times: [Range<Instant>] = []
        for time in busy {
            guard let from = time["start"]?.stringValue.flatMap({ Instant($0) }),
                let until = time["end"]?.stringValue.flatMap({ Instant($0) }), from <= until
            else { return nil }
            times.append(from..<until)
        }
        return times
    }

    private static func apply(
        _ busy: [Range<Instant>],
        to link: CalendarLink,
        asOf now: Instant,
        _ tx: borrowing Tx
    ) throws {
        let isCurrent = try tx.execute(
            """
            UPDATE calendar_link SET read_at = \(now), reading = reading + 1
             WHERE id = \(link.id) AND reading = \(link.reading) AND is_read
            """
        )
        guard isCurrent == 1 else { return }
        var keys: [String] = []
        for time in busy {
            let key = "\(time.lowerBound)/\(time.upperBound)"
            keys.append(key)
            try OutsideBusy.put(source: link.source, key: key, time, of: link.resource, tx)
        }
        try OutsideBusy.keepOnly(keys: keys, source: link.source, of: link.resource, tx)
    }
}
