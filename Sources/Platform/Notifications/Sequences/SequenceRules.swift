import Kernel
import Store

/// A product's words for sequences, with their meaning in its tables.
package protocol SequenceRules: Sendable, SendableMetatype {
    /// The events that start a run.
    associatedtype Trigger: RawRepresentable<String>, Codable, CaseIterable, Hashable, Sendable
    /// The conditions that stop one.
    associatedtype Stop: RawRepresentable<String>, Codable, CaseIterable, Hashable, Sendable
    /// The roles that sequences are for.
    associatedtype Audience: RawRepresentable<String>, Codable, CaseIterable, Hashable, Sendable

    /// The templates of steps.
    static var templates: [NoticeTemplate] { get }

    /// Selects account and cause of the events after a moment; nil for a role that an event never concerns.
    static func occurrences(
        of trigger: Trigger,
        for audience: Audience,
        since start: Instant,
        until now: Instant
    ) -> SQL?

    /// Whether a condition has been met since a moment.
    static func isMet(
        _ stop: Stop,
        by account: ID<Account>,
        since start: Instant,
        _ tx: borrowing Tx
    ) throws
        -> Bool

    /// The values of the templates' placeholders.
    static func values(for account: ID<Account>, _ tx: borrowing Tx) throws -> [String: String]
}
