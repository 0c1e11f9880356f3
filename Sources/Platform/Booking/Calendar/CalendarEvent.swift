import Kernel

/// One entry of a calendar, as calendars exchange it (RFC 5545).
package struct CalendarEvent: Sendable {
    /// The permanent identity of the event.
    package var uid: String
    /// Raised by every change.
    package var sequence: Int
    package var stamp: Instant
    package var start: Instant
    package var end: Instant
    package var summary: String
    package var details: String?
    package var location: String?
    package var isCancelled: Bool
    /// The inviting party; set together with the attendee or not at all.
    package var organizer: Party?
    package var attendee: Party?

    package struct Party: Sendable, Hashable {
        package var name: String
        package var address: EmailAddress

        package init(name: String, address: EmailAddress) {
            self.name = name
            self.address = address
        }
    }

    package init(
        uid: String,
        sequence: Int,
        stamp: Instant,
        start: Instant,
        end: Instant,
        summary: String,
        details: String? = nil,
        location: String? = nil,
        isCancelled: Bool = false
    ) {
        self.uid = uid
        self.sequence = sequence
        self.stamp = stamp
        self.start = start
        self.end = end
        self.summary = summary
        self.details = details
        self.location = location
        self.isCancelled = isCancelled
    }

    /// The event as an invitation from the site to a person.
    package func invitation(of attendee: Party, from site: Site) -> CalendarEvent {
        var event = self
        event.organizer = Party(name: site.product.title, address: site.dependencies.mailFrom)
        event.attendee = attendee
        return event
    }
}
