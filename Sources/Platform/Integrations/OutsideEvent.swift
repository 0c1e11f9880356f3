import Kernel

/// An event for a person's calendar.
package struct OutsideEvent: Sendable, Hashable {
    package var title: String
    package var details: String
    package var startsAt: Instant
    package var endsAt: Instant
    /// The address of the meeting; nil without one, or while it is made.
    package var location: String?
    /// Whether the calendar's own service makes a meeting for the event.
    package var wantsConference: Bool

    package init(
        title: String,
        details: String,
        startsAt: Instant,
        endsAt: Instant,
        location: String? = nil,
        wantsConference: Bool = false
    ) {
        self.title = title
        self.details = details
        self.startsAt = startsAt
        self.endsAt = endsAt
        self.location = location
        self.wantsConference = wantsConference
    }
}

/// An online meeting to make.
package struct OutsideMeeting: Sendable, Hashable {
    package var title: String
    package var startsAt: Instant
    package var minutes: Int

    package init(title: String, startsAt: Instant, minutes: Int) {
        self.title = title
        self.startsAt = startsAt
        self.minutes = minutes
    }
}
