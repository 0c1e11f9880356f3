import Kernel
import Store

/// The decisions of a product about linked systems.
package struct IntegrationPolicy: Sendable {
    /// Told once when a calendar cannot be read any more, or has not been for an hour.
    package let unreadable: Unreadable
    package typealias Unreadable =
        @Sendable (_ account: ID<Account>, _ site: Site, _ tx: borrowing Tx) throws -> Void
    /// Called when the calendars of an account have been listed, to have them show what is ahead.
    package let listed: Listed
    package typealias Listed =
        @Sendable (_ account: ID<Account>, _ site: Site, _ tx: borrowing Tx) throws -> Void
    /// The event of a subject in the calendar of an account; nil when there is to be none.
    package let event: Event
    package typealias Event =
        @Sendable (_ subject: ID<Subject>, _ account: ID<Account>, _ site: Site, _ tx: borrowing Tx) throws ->
        OutsideEvent?
    /// The meeting of a subject at Zoom; nil when there is to be none.
    package let meeting: Meeting
    package typealias Meeting =
        @Sendable (_ subject: ID<Subject>, _ site: Site, _ tx: borrowing Tx) throws -> OutsideMeeting?
    /// Takes the address of a subject's meeting; nil when none could be made.
    package let met: Met
    package typealias Met =
        @Sendable (_ subject: ID<Subject>, _ url: String?, _ site: Site, _ tx: borrowing Tx) throws -> Void

    package init(
        unreadable: @escaping Unreadable = { _, _, _ in },
        listed: @escaping Listed = { _, _, _ in },
        event: @escaping Event = { _, _, _, _ in nil },
        meeting: @escaping Meeting = { _, _, _ in nil },
        met: @escaping Met = { _, _, _, _ in }
    ) {
        self.unreadable = unreadable
        self.listed = listed
        self.event = event
        self.meeting = meeting
        self.met = met
    }

    package static let off = IntegrationPolicy()
}
