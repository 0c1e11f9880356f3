import Kernel

/// An error of the database or of the connection to it.
///
/// An internal error, unless the caller of `Store` handles it.
public struct DatabaseError: Error, Sendable, CustomStringConvertible {
    public let kind: Kind
    /// SQLSTATE of PostgreSQL, or extended result code of SQLite; empty for errors found by this module.
    public let code: String
    public let message: String

    public enum Kind: Sendable, Equatable {
        /// The name of the constraint or index in the schema.
        case unique(String)
        /// SQLite does not name the constraint: then the name is empty.
        case foreignKey(String)
        case check(String)
        case exclusion(String)
        /// `table.column`
        case notNull(String)
        case serialization, deadlock, busy
        case timeout
        case full, readOnly
        case connection
        /// The connection was lost during COMMIT: the transaction may or may not have happened.
        case commitUnknown
        /// The transaction cannot continue: an earlier statement failed.
        case aborted
        /// A column with a value of an unexpected type.
        case decoding(String)
        case migration(String)
        case closed
        case other
    }

    public init(_ kind: Kind, code: String = "", _ message: String) {
        self.kind = kind
        self.code = code
        self.message = message
    }

    public var description: String {
        let code = code.isEmpty ? "" : " [\(code)]"
        return switch kind {
        case .migration, .other: message + code
        default: "\(kind)\(code): \(message)"
        }
    }
}

extension DatabaseError {
    /// Whether a unique constraint was violated; if given, the one with that name.
    public func isUnique(_ constraint: String? = nil) -> Bool {
        guard case .unique(let name) = kind else { return false }
        return constraint == nil || constraint == name
    }

    public func isExclusion(_ constraint: String? = nil) -> Bool {
        guard case .exclusion(let name) = kind else { return false }
        return constraint == nil || constraint == name
    }

    public var isForeignKey: Bool {
        if case .foreignKey = kind { true } else { false }
    }

    /// Nothing has happened, and a later attempt may succeed.
    private var isPassing: Bool {
        switch kind {
        case .connection, .closed, .timeout, .busy, .serialization, .deadlock, .full, .readOnly: true
        default: false
        }
    }

    /// The same transaction may succeed when it is repeated.
    var isConflict: Bool { kind == .serialization || kind == .deadlock }
}

extension DatabaseError: Refusable {
    /// After a lost COMMIT the caller must not be asked to simply retry.
    public var problem: Problem? {
        isPassing ? Problem(.overloaded, retryAfter: 2) : nil
    }
}
