import Kernel
import Store

/// The events of one complete reading.
struct CalendarReading: Sendable {
    private(set) var items: [CalendarItem] = []
    /// Whether the items are all that there is, rather than what has changed.
    private(set) var isFull: Bool
    private var syncToken = ""
    private let startedAt: Instant

    /// The past is of no interest beyond a day that may not be over everywhere.
    private static let past = Duration.hours(36)
    private static let mostPages = 1_000

    static func read(
        _ link: CalendarLink,
        from now: Instant,
        _ google: GoogleServices,
        _ grant: GoogleServices.Grant
    ) async throws -> CalendarReading {
        if let token = link.syncToken {
            do {
                return try await read(link, ["syncToken", token], isFull: false, now, google, grant)
            } catch GoogleFailure.tooOld {
                // 410: the whole list, and what it lacks is gone.
            }
        }
        let start = ["timeMin", (now - past).description]
        return try await read(link, start, isFull: true, now, google, grant)
    }

    private static func read(
        _ link: CalendarLink,
        _ query: [String],
        isFull: Bool,
        _ now: Instant,
        _ google: GoogleServices,
        _ grant: GoogleServices.Grant
    ) async throws -> CalendarReading {
        var reading = CalendarReading(isFull: isFull, startedAt: now)
        var pages: Set<String> = []
        var page: String?
        repeat {
            let fields = ["fields", "items(\(CalendarItem.fields)),nextPageToken,nextSyncToken"]
            let json = try await google.call(
                "GET",
                link.path + "/events",
                ["singleEvents", "true", "maxResults", "2500"] + fields + query
                    + (page.map { ["pageToken", $0] } ?? []),
                for: grant
            )
            for event in json["items"]?.arrayValue ?? [] {
                guard let item = CalendarItem(event) else {
                    throw GoogleFailure.refused(200, "an unreadable event")
                }
                reading.items.append(item)
            }
            page = json["nextPageToken"]?.stringValue
            if let page {
                guard pages.insert(page).inserted, pages.count < mostPages else {
                    throw GoogleFailure.later("pages repeat", nil)
                }
            } else if let token = json["nextSyncToken"]?.stringValue, !token.isEmpty {
                reading.syncToken = token
            } else {
                // Neither another page nor the end: something is missing.
                throw GoogleFailure.later("the list has no end", nil)
            }
        } while page != nil
        return reading
    }

    private init(isFull: Bool, startedAt: Instant) {
        self.isFull = isFull
        self.startedAt = startedAt
    }

    /// Takes the reading over; false when another one has overtaken it, or somebody asked for one meanwhile.
    func apply(to link: CalendarLink, _ tx: borrowing Tx) throws -> Bool {
        let zone = try BookingResource.find(link.resource, tx).zone
        let isCurrent = try tx.execute(
            """
            UPDATE calendar_link SET sync_token = \(syncToken), read_at = \(startedAt), reading = reading + 1
             WHERE id = \(link.id) AND reading = \(link.reading) AND is_read
            """
        )
        guard isCurrent == 1 else { return false }
        let over = tx.now - Self.past
        var keys: Set<String> = []
        for item in items {
            if let time = item.time(in: zone), time.upperBound > over {
                try OutsideBusy.put(source: link.source, key: item.key, time, of: link.resource, tx)
                keys.insert(item.key)
            } else {
                try OutsideBusy.remove(source: link.source, key: item.key, of: link.resource, tx)
                keys.remove(item.key)
            }
        }
        if isFull { try OutsideBusy.keepOnly(keys: Array(keys), source: link.source, of: link.resource, tx) }
        return try CalendarLink.find(link.id, tx)?.asked == link.asked
    }

    /// After a success the owner is warned again if the calendar cannot be read once more.
    static func noteSuccess(of integration: ID<Integration>, _ tx: borrowing Tx) throws {
        try tx.execute(
            """
            UPDATE integration SET warned_at = NULL
             WHERE id = \(integration) AND warned_at IS NOT NULL
               AND NOT EXISTS (SELECT 1 FROM integration i WHERE i.id = \(integration) AND \(CalendarLinks.isStale(at: tx.now)))
            """
        )
    }
}
