import Kernel
import Store
import Web

/// Content as it stood after one change: what people were told, and when, can be shown later.
struct ContentRevision: View, Record {
    var version: Int
    var savedAt: Instant
    var savedBy: ID<Account>?
    var slug: Slug?
    var status: ContentItem.Status
    var publishAt: Instant?
    var format: ContentItem.Format
    var texts: [String: ContentText]

    static let columns: SQL =
        "v.version, v.saved_at, v.saved_by, v.slug, v.status, v.publish_at, v.format, v.texts"

    init(_ row: inout Row) throws {
        version = try row.next()
        savedAt = try row.next()
        savedBy = try row.next()
        slug = try row.next()
        status = try row.next()
        publishAt = try row.next()
        format = try row.next()
        texts = try row.json()
    }

    static func list(
        of item: ID<ContentItem>,
        _ page: PageRequest,
        _ tx: borrowing Tx
    ) throws -> Page<ContentRevision> {
        try tx.page(
            page,
            "SELECT \(columns) FROM content_revision v WHERE v.item_id = \(item)",
            order: SortOrder(.descending("version", \.version))
        )
    }
}

extension ContentItem {
    static func keepRevision(of id: ID<ContentItem>, by actor: Actor, _ tx: borrowing Tx) throws {
        try tx.execute(
            """
            INSERT INTO content_revision (item_id, version, saved_at, saved_by, slug, status, publish_at, format, texts)
            SELECT c.id, c.version, c.updated_at, \(actor.account), c.slug, c.status, c.publish_at, c.format, c.texts
              FROM content_item c WHERE c.id = \(id)
            """
        )
    }
}
