import Kernel

/// An iCalendar file (RFC 5545): an invitation, its cancellation, or a feed.
package struct CalendarFile: Sendable {
    package enum Method: String, Sendable {
        case publish = "PUBLISH"
        case request = "REQUEST"
        case cancel = "CANCEL"
    }

    private let lines: [String]
    private let method: Method

    package init(_ method: Method, _ events: [CalendarEvent], named name: String? = nil) {
        self.method = method
        var head = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Portico//Booking//EN", "CALSCALE:GREGORIAN"]
        head.append("METHOD:\(method.rawValue)")
        if let name {
            // The first is RFC 7986, the second for older readers.
            head += ["NAME:\(CalendarText.escaped(name))", "X-WR-CALNAME:\(CalendarText.escaped(name))"]
            head += ["REFRESH-INTERVAL;VALUE=DURATION:PT1H", "X-PUBLISHED-TTL:PT1H"]
        }
        lines = head + events.flatMap(\.lines) + ["END:VCALENDAR"]
    }

    /// Lines of at most 75 octets, each with CRLF.
    package var bytes: [UInt8] {
        lines.flatMap { CalendarText.folded($0) }
    }

    package var attachment: Mail.Attachment {
        Mail.Attachment(
            name: method == .cancel ? "cancel.ics" : "invite.ics",
            mediaType: "text/calendar; charset=utf-8; method=\(method.rawValue)",
            bytes: bytes
        )
    }
}

extension CalendarEvent {
    /// Times are in UTC: readers convert them, and the file needs no rules of a zone.
    fileprivate var lines: [String] {
        var lines = [
            "BEGIN:VEVENT", "UID:\(CalendarText.escaped(uid))", "DTSTAMP:\(CalendarText.utc(stamp))",
            "DTSTART:\(CalendarText.utc(start))", "DTEND:\(CalendarText.utc(end))", "SEQUENCE:\(sequence)",
            "STATUS:\(isCancelled ? "CANCELLED" : "CONFIRMED")",
            "TRANSP:\(isCancelled ? "TRANSPARENT" : "OPAQUE")",
            "SUMMARY:\(CalendarText.escaped(summary))",
        ]
        if let details { lines.append("DESCRIPTION:\(CalendarText.escaped(details))") }
        if let location { lines.append("LOCATION:\(CalendarText.escaped(location))") }
        if let organizer {
            lines.append("ORGANIZER;CN=\(CalendarText.quoted(organizer.name)):mailto:\(organizer.address)")
        }
        if let attendee {
            let state = "ROLE=REQ-PARTICIPANT;PARTSTAT=ACCEPTED"
            lines.append(
                "ATTENDEE;\(state);CN=\(CalendarText.quoted(attendee.name)):mailto:\(attendee.address)"
            )
        }
        return lines + ["END:VEVENT"]
    }
}
