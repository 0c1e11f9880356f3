import Kernel
import Store

/// A link of the audit chain with the entry it is over.
struct LinkedEntry: Record {
    let position: Int
    let hash: [UInt8]
    /// Nil for a plain hash.
    let keyID: String?
    let entry: Audit.Entry

    static let columns: SQL = "l.position, l.hash, l.key_id, \(Audit.Entry.columns)"

    init(_ row: inout Row) throws {
        position = try row.next()
        hash = try row.next()
        keyID = try row.next()
        entry = try Audit.Entry(&row)
    }
}

/// A walk along the audit chain that recomputes each link.
struct ChainWalk {
    let keys: AuditKeys
    let beginning: AuditKeys.Beginning
    let anchor: AuditAnchor?
    private(set) var position = 0
    private(set) var hash: [UInt8] = []

    init(keys: AuditKeys, beginning: AuditKeys.Beginning, anchor: AuditAnchor?) {
        self.keys = keys
        self.beginning = beginning
        self.anchor = anchor
    }

    /// Nil when the link holds, else the reason why not.
    mutating func step(to linked: LinkedEntry) -> String? {
        guard linked.position == position + 1 else { return "an entry is missing" }
        // A plain hash, which anybody can compute, is valid only before the first keyed link.
        guard (linked.keyID == nil) == (linked.position <= beginning.position),
            let link = keys.link(linked.entry, after: hash, by: linked.keyID)
        else { return "the link was not made with a key of this site" }
        guard linked.hash == link else { return "the entry was changed" }
        if linked.position == beginning.position, link != beginning.hash {
            return "the links without a key were recomputed"
        }
        if linked.position == anchor?.position, hex(link) != anchor?.head.lowercased() {
            return "the chain differs from the anchored one"
        }
        position = linked.position
        hash = link
        return nil
    }

    var flawAtEnd: String? {
        guard let anchor, anchor.position > position else { return nil }
        return "the chain is shorter than the anchored one"
    }
}
