import Kernel
import Store

/// A page, a question with its answer, or a news item.
struct ContentItem: Sendable {
    let id: ID<ContentItem>
    var place: Place
    var format: Format
    var texts: Translations
    private(set) var status: Status
    /// From when on the public sees it, once it is published; nil while it was never published.
    var publishAt: Instant?
    let createdAt: Instant
    let updatedAt: Instant
    let version: Int

    /// The sort of content, with its place among others of that sort.
    enum Place: Sendable, Hashable {
        case page(Slug)
        case faq(category: Slug, position: Int)
        case news(on: CivilDate)
    }

    /// A sort of content.
    enum Sort: String, Codable, CaseIterable, Sendable, SQLValueConvertible {
        /// A page with its own address.
        case page
        /// A frequent question with its answer.
        case faq
        /// A news item.
        case news
    }

    /// How the body of a text is written.
    enum Format: String, Codable, CaseIterable, Sendable, SQLValueConvertible {
        /// Plain text, with line breaks.
        case plain
        /// Markdown, which the reader's program renders.
        case markdown
    }
}

extension ContentItem: LifecycleSubject {
    static let kind = "content"

    /// Where content is between editors and public.
    enum Status: String, Codable, CaseIterable, Sendable, SQLValueConvertible {
        /// Seen only by editors.
        case draft
        /// Seen by the public from `publish_at` on.
        case published
        /// Withdrawn and kept; seen only by editors.
        case archived
    }

    enum Event: String, Codable, CaseIterable, Sendable {
        case publish, unpublish, archive, restore
    }

    // swift-format-ignore
    static let lifecycle = Lifecycle<ContentItem, Status, Event>(start: .draft) {
        // event        from                      to              needs
        On(.publish,   from: .draft,             to: .published, needs: .contentManage)
        On(.unpublish, from: .published,         to: .draft,     needs: .contentManage)
        On(.archive,   from: .draft, .published, to: .archived,  needs: .contentManage)
        On(.restore,   from: .archived,          to: .draft,     needs: .contentManage)
    }
}

extension ContentItem {
    var slug: Slug? { place.slug }

    /// The policy in force whose text is this page.
    func policy(at site: Site) -> Policy? {
        guard let slug else { return nil }
        let address = "\(site.product.root)/cms/pages/\(slug)"
        return site.product.policies(at: site.now()).first { $0.url == address }
    }

    /// Throws when people are asked to agree to the text at this address, which must stay there.
    func requireNoPolicy(at site: Site) throws(Problem) {
        if status == .published, let policy = policy(at: site) {
            throw Problem(.contentIsPolicy, extras: ["purpose": .string(policy.purpose.rawValue)])
        }
    }
}

extension ContentItem: Record {
    static let columns: SQL =
        """
        c.id, c.kind, c.slug, c.category, c.position, c.on_date, c.format, c.texts, c.status, c.publish_at,
        c.created_at, c.updated_at, c.version
        """

    init(_ row: inout Row) throws {
        id = try row.next()
        let sort: Sort = try row.next()
        let (slug, category): (Slug?, Slug?) = (try row.next(), try row.next())
        let (position, date): (Int?, CivilDate?) = (try row.next(), try row.next())
        switch (sort, slug, category, position, date) {
        case (.page, let slug?, _, _, _): place = .page(slug)
        case (.faq, _, let category?, let position?, _): place = .faq(category: category, position: position)
        case (.news, _, _, _, let date?): place = .news(on: date)
        default: throw DatabaseError(.decoding("kind"), "a \(sort) without its place")
        }
        format = try row.next()
        texts = try row.json()
        status = try row.next()
        publishAt = try row.next()
        createdAt = try row.next()
        updatedAt = try row.next()
        version = try row.next()
    }
}
