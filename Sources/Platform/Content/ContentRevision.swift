import Kernel
import Store
import Web

/// Content after one change, kept as evidence of what was public and when.
struct ContentRevision: View, Record {
    /// The number of the change, from 1.
    var version: Int
    /// When the change was made.
    var savedAt: Instant
    /// The editor who made the change; absent for programs and the server itself.
    var savedBy: ID<Account>?
    /// First and last name of the editor; a placeholder when the account was erased.
    var savedByName: String?
    /// The last part of a page's address; absent for other content.
    var slug: Slug?
    var status: ContentItem.Status
    /// From when on the public sees it, while it is published; absent if it never was.
    var publishAt: Instant?
    var format: ContentItem.Format
    /// By language tag, such as `it`.
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

    func naming(_ people: KnownPeople) -> ContentRevision {
        var revision = self
        revision.savedByName = people.name(of: savedBy)
        return revision
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
