import Kernel

/// One event of a calendar, as far as it matters here: its time, and whether it keeps the person busy.
struct CalendarItem: Sendable, Hashable {
    let key: String
    /// Nil when it leaves the person free: cancelled, transparent, declined, or an event that this site wrote.
    let busy: Busy?

    enum Busy: Sendable, Hashable {
        case time(Range<Instant>)
        /// Whole days, whose beginning depends on the person's zone; without the last.
        case days(Range<CivilDate>)
    }

    /// The members that are asked for: no titles, no places, no names of people.
    static let fields =
        "id,status,transparency,eventType,start,end,attendees(self,responseStatus),extendedProperties/private"

    /// Our mark on events that we write.
    static let mark = "portico"

    /// Nil for an event that cannot be read; nothing is then known about it.
    init?(_ json: JSONValue) {
        guard let id = json["id"]?.stringValue else { return nil }
        key = id
        guard !Self.isFree(json) else {
            busy = nil
            return
        }
        let (start, end) = (json["start"], json["end"])
        if let from = start?["dateTime"]?.stringValue.flatMap({ Instant($0) }),
            let until = end?["dateTime"]?.stringValue.flatMap({ Instant($0) }), from <= until
        {
            busy = .time(from..<until)
        } else if let from = start?["date"]?.stringValue.flatMap({ CivilDate($0) }),
            let until = end?["date"]?.stringValue.flatMap({ CivilDate($0) }), from <= until
        {
            busy = .days(from..<max(until, from + 1))
        } else {
            return nil
        }
    }

    private static func isFree(_ json: JSONValue) -> Bool {
        if json["status"]?.stringValue == "cancelled" || json["transparency"]?.stringValue == "transparent" {
            return true
        }
        // A birthday, or the place from which one works, takes no time.
        if ["birthday", "workingLocation"].contains(json["eventType"]?.stringValue ?? "") { return true }
        if json["extendedProperties"]?["private"]?[mark] != nil { return true }
        let own = json["attendees"]?.arrayValue?.first { $0["self"]?.boolValue == true }
        return own?["responseStatus"]?.stringValue == "declined"
    }

    /// The time that it takes in a zone; nil when it takes none.
    func time(in zone: Zone) -> Range<Instant>? {
        switch busy {
        case nil: nil
        case .time(let time): time
        case .days(let days):
            WallDay(days.lowerBound, in: zone).boundary(
                at: 0
            )..<WallDay(days.upperBound, in: zone).boundary(at: 0)
        }
    }
}
