import Crypto
import Kernel
import Store

/// The append-only log of actions, with their actors and subjects.
///
/// Entries carry identities; the address and the program of the caller are stored with them, outside the chain, for a
/// year.
///
/// An entry is written in the transaction of its action. A sealer then links entries into a hash chain, in batches
/// and in one process at a time: a chain written inline would make every transaction of the site wait for, or
/// conflict with, every other (docs/decisions/0004-audit-chain.md).
package enum Audit {
    package static func record(
        _ action: some AuditAction,
        of kind: String,
        _ subject: ID<Subject>?,
        by actor: Actor,
        details: JSONValue = .object([:]),
        _ tx: borrowing Tx
    ) throws {
        try record(action.rawValue, of: kind, subject, by: actor, details: details, tx)
    }

    /// For the transitions of a lifecycle, whose table has their names.
    static func record(
        _ action: String,
        of kind: String,
        _ subject: ID<Subject>?,
        by actor: Actor,
        details: JSONValue = .object([:]),
        _ tx: borrowing Tx
    ) throws {
        try tx.add(
            """
            (\(tx.newID(of: Entry.self)), \(tx.now), \(actor.account), \(actor.role.name), \(action), \(kind), \(subject),
             \(json: details), \(actor.origin?.requestID), \(actor.origin?.address), \(actor.origin?.agent))
            """,
            to: """
                INSERT INTO audit_entry (id, at, actor_id, actor_role, action, subject_kind, subject_id, details, request_id,
                                         address, agent)
                """
        )
    }

    package struct Entry: Record {
        package let id: ID<Entry>
        package let at: Instant
        package let actor: ID<Account>?
        package let actorRole: String
        package let action: String
        package let subjectKind: String
        package let subject: ID<Subject>?
        package let details: JSONValue
        package let requestID: String?
        package let address: String?
        package let agent: String?

        package static let columns: SQL =
            "e.id, e.at, e.actor_id, e.actor_role, e.action, e.subject_kind, e.subject_id, e.details, e.request_id, e.address, e.agent"

        package init(_ row: inout Row) throws {
            id = try row.next()
            at = try row.next()
            actor = try row.next()
            actorRole = try row.next()
            action = try row.next()
            subjectKind = try row.next()
            subject = try row.next()
            details = try row.json()
            requestID = try row.next()
            address = try row.next()
            agent = try row.next()
        }

        /// The input of the hash: every column but address and agent, which are deleted earlier, in canonical JSON.
        ///
        /// Entries older than request ids have none, and keep their hash.
        var sealed: [UInt8] {
            var writer = JSONWriter()
            writer.raw(#"{"action":"#)
            writer.string(action)
            writer.raw(#","actor":"#)
            writer.text(actor?.description)
            writer.raw(#","actor_role":"#)
            writer.string(actorRole)
            writer.raw(#","at":"#)
            writer.integer(at.micros)
            writer.raw(#","details":"#)
            details.writeCanonical(to: &writer)
            writer.raw(#","id":"#)
            writer.string(id.description)
            if let requestID {
                writer.raw(#","request_id":"#)
                writer.string(requestID)
            }
            writer.raw(#","subject":"#)
            writer.text(subject?.description)
            writer.raw(#","subject_kind":"#)
            writer.string(subjectKind)
            writer.raw("}")
            return writer.bytes
        }
    }
}

extension JSONWriter {
    fileprivate mutating func text(_ value: String?) {
        if let value { string(value) } else { null() }
    }
}
