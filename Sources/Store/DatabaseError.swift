import Kernel

/// What the database, or the way to it, refused.
///
/// A fault of ours unless the caller of `Store` knows better.
public struct DatabaseError: Error, Sendable, CustomStringConvertible {
    public let kind: Kind
    /// SQLSTATE of PostgreSQL, extended result code of SQLite; empty when we found the fault ourselves.
    public let code: String
    public let message: String

    public enum Kind: Sendable, Equatable {
        /// The constraint or index by its name in the schema.
        case unique(String)
        /// SQLite does not say which one: the name is empty there.
        case foreignKey(String)
        case check(String)
        case exclusion(String)
        /// `table.column`
        case notNull(String)
        case serialization, deadlock, busy
        case timeout
        case full, readOnly
        case connection
        /// The connection went away during COMMIT: the transaction may have happened, or not.
        case commitUnknown
        /// The transaction cannot go on: an earlier statement failed.
        case aborted
        /// The column that did not hold what was asked for.
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
    /// A unique constraint was broken; by that name, when one is given.
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

    /// Nothing has happened, and it may succeed a little later.
    private var isPassing: Bool {
        switch kind {
        case .connection, .closed, .timeout, .busy, .serialization, .deadlock, .full, .readOnly: true
        default: false
        }
    }

    /// The same transaction may succeed when it is run again.
    var isConflict: Bool { kind == .serialization || kind == .deadlock }
}

extension DatabaseError: Refusable {
    /// After a lost COMMIT nobody may be told to just try again.
    public var problem: Problem? {
        isPassing ? Problem(.overloaded, retryAfter: 2) : nil
    }
}
