/// The actions that one feature writes into the audit log.
///
/// Their names are public and do not change. Transitions of a lifecycle are recorded too, by the names of its table.
package protocol AuditAction: CaseIterable, RawRepresentable, Sendable where RawValue == String {}

extension AuditAction {
    /// The last word of the name, as the history of a record has it.
    package var event: String { rawValue.split(separator: ".").last.map(String.init) ?? rawValue }

    static var names: [String] { allCases.map(\.rawValue) }
}
