import Store

/// The rule, chosen by a tutor, for the share that comes back to a student who cancels.
enum PolicyKind: String, Codable, CaseIterable, Sendable, SQLValueConvertible {
    /// Everything until a day before, half until half a day before.
    case standard
    /// Everything until half a day before.
    case flexible
    /// Everything until two days before, half until a day before.
    case strict
}
