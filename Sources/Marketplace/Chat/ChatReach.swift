import Kernel
import Platform
import Store

// The readers of a chat: its members always, staff within their reach while its job is disputed, with a reason.
extension Chat {
    /// The chats of which an account is a member, whatever its role is now.
    static func hasMember(_ account: ID<Account>) -> SQL {
        "(c.customer_id = \(account) OR p.account_id = \(account))"
    }

    /// The chats that a scope covers; of staff only those of disputed jobs, unless they come to close one.
    static func readable(in scope: Scope, evenUndisputed: Bool = false) -> SQL {
        guard let account = scope.actor.account else { return "FALSE" }
        let disputed: SQL = evenUndisputed ? "TRUE" : "j.state = 'disputed'"
        return "(\(hasMember(account)) OR (\(disputed) AND \(scope.ofStaff(over: "j"))))"
    }

    static func find(_ id: ID<Chat>, _ tx: borrowing Tx) throws -> Chat {
        try tx.one("SELECT \(columns) FROM \(source) WHERE c.id = \(id)")
    }

    static func find(_ id: ID<Chat>, in condition: SQL, _ tx: borrowing Tx) throws -> Chat {
        try tx.one("SELECT \(columns) FROM \(source) WHERE c.id = \(id) AND \(condition)")
    }

    /// A chat of the caller's own; unknown to everybody else.
    static func find(_ id: ID<Chat>, ofMember account: ID<Account>, _ tx: borrowing Tx) throws -> Chat {
        try find(id, in: hasMember(account), tx)
    }

    static func list(where condition: SQL, _ tx: borrowing Tx) throws -> [Chat] {
        try tx.all("SELECT \(columns) FROM \(source) WHERE \(condition) ORDER BY c.id")
    }
}

extension Scope {
    /// The jobs of the alias that are within the reach of staff; none for others.
    func ofStaff(over jobs: SQL) -> SQL {
        switch reach {
        case .none, .own, .assigned: "FALSE"
        case .area: actor.account.flatMap { area?.of("\(jobs).region_id")($0) } ?? "FALSE"
        case .all: "TRUE"
        }
    }
}

extension Call {
    /// Whether the caller reaches others' chats and calls.
    var isOfStaff: Bool { scope.reach >= .area }

    /// Reads; for staff in a transaction that also writes their reason into the audit log.
    func readWithReason<Result: Sendable>(
        _ read: @escaping @Sendable (borrowing Tx) throws -> Result
    ) async throws -> Result {
        isOfStaff ? try await db.write(read) : try await db.read(read)
    }
}

/// An access of staff to a chat, which the audit log keeps with its reason.
enum ChatAction: String, AuditAction {
    case read = "chat.read"
}

extension Chat {
    /// Demands a reason of staff, which the audit log keeps; members need none.
    static func demandReason(
        _ query: OptionalReasonQuery,
        for chats: [Chat],
        _ call: Call,
        _ tx: borrowing Tx
    ) throws {
        for chat in chats where !chat.isMember(call.actor.account) {
            let reason = try query.reason.demanded(at: "query/reason")
            try Audit.record(
                ChatAction.read,
                of: kind,
                chat.id.cast(),
                by: call.actor,
                details: ["reason": .string(reason.rawValue)],
                tx
            )
        }
    }
}
