import Kernel
import Store

/// The events that a product counts, and the consent without which it counts none.
package struct VisitorPolicy: Sendable {
    package let consent: Consent.Purpose
    package let names: [EventName]
    /// The properties that an event may have.
    package let properties: Set<String>

    package init(consent: Consent.Purpose, names: [EventName], properties: Set<String>) {
        self.consent = consent
        self.names = names
        self.properties = properties
    }

    /// A kind of event.
    package struct EventName: Sendable, Hashable {
        package let rawValue: String
        /// The property with the identity of the thing it is about; nil for events about nothing.
        package let subject: String?
        /// The property with the words that were searched for; nil for other events.
        package let term: String?

        package init(_ rawValue: String, about subject: String? = nil, searching term: String? = nil) {
            self.rawValue = rawValue
            self.subject = subject
            self.term = term
        }
    }

    /// The longest list of one request.
    static let mostEvents = 100
    /// A client may have been offline for so long.
    static let oldest = Duration.days(7)
    /// How far the clock of a client may be ahead.
    static let ahead = Duration.minutes(5)
    /// How long events are kept: thirteen months.
    package static let kept = Period.days(396)
    /// After so long without an event a visitor's next one begins another session.
    package static let sessionGap = Duration.minutes(30)
}
