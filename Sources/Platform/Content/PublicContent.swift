import Kernel
import Store
import Web

/// Published content in the caller's language, for everybody and for caches.
enum PublicContent {
    // swift-format-ignore
    static var routes: [Route] {
        [
            Get("/cms/pages",        pages, .anyone, "List the published pages", details: "Ordered by slug."),
            Get("/cms/pages/{slug}", page,  .anyone, "Get a published page", details: "The texts are in the caller's language where there is a translation, otherwise in the site's main language."),
            Get("/cms/faqs",         faqs,  .anyone, "List the published FAQs", details: "Ordered by category and by position in it."),
            Get("/cms/news",         news,  .anyone, "List the published news", details: "Newest first."),
            Get("/cms/news/{id}",    item,  .anyone, "Get a published news item"),
        ]
    }

    static func pages(_ call: Call, page: PageRequest) async throws -> Cached<Page<PageSummary>> {
        try await list(.page, "TRUE", page, call) { item, language, text in
            guard let slug = item.place.slug else { return nil }
            return PageSummary(
                slug: slug,
                title: text.title.rawValue,
                language: language,
                updatedAt: item.updatedAt
            )
        }
    }

    static func page(_ call: Call, slug: Slug) async throws -> Cached<PageView> {
        let (item, language, text) = try await one(call, "c.slug = \(slug)")
        let policy = item.policy(at: call.site).map { policy in
            PageView.PolicyOnPage(purpose: policy.purpose, version: policy.version, since: policy.since)
        }
        let view = PageView(
            slug: slug,
            title: text.title.rawValue,
            body: text.body.rawValue,
            format: item.format,
            language: language,
            languages: item.texts.languages,
            updatedAt: item.updatedAt,
            policy: policy
        )
        return Cached(view, seconds: CMS.freshness)
    }

    static func faqs(
        _ call: Call,
        filter: FAQFilter,
        page: PageRequest
    ) async throws -> Cached<Page<FAQView>> {
        let condition: SQL? = filter.category.map { "c.category = \($0)" }
        return try await list(.faq, condition ?? "TRUE", page, call) { item, language, text in
            guard let category = item.place.category else { return nil }
            return FAQView(
                id: item.id,
                category: category,
                question: text.title.rawValue,
                answer: text.body.rawValue,
                format: item.format,
                language: language
            )
        }
    }

    static func news(_ call: Call, page: PageRequest) async throws -> Cached<Page<NewsSummary>> {
        try await list(.news, "TRUE", page, call) { item, language, text in
            guard let date = item.place.date else { return nil }
            return NewsSummary(id: item.id, date: date, title: text.title.rawValue, language: language)
        }
    }

    static func item(_ call: Call, id: ID<ContentItem>) async throws -> Cached<NewsView> {
        let (item, language, text) = try await one(call, "c.id = \(id) AND c.kind = 'news'")
        guard let date = item.place.date else { throw Problem(.notFound) }
        let view = NewsView(
            id: item.id,
            date: date,
            title: text.title.rawValue,
            body: text.body.rawValue,
            format: item.format,
            language: language,
            languages: item.texts.languages,
            updatedAt: item.updatedAt
        )
        return Cached(view, seconds: CMS.freshness)
    }
}

/// A filter of FAQs.
struct FAQFilter: Query {
    /// The subject, such as `isee`; all subjects when absent.
    var category: Slug?
}

extension PublicContent {
    private typealias Said = (item: ContentItem, language: Language, text: ContentText)

    private static func one(_ call: Call, _ condition: SQL) async throws -> Said {
        let item: ContentItem = try await call.db.read { tx in
            try tx.one(ContentItem.visible(condition, at: tx.now))
        }
        guard let (language, text) = item.texts.text(for: call) else { throw Problem(.notFound) }
        return (item, language, text)
    }

    private static func list<Element: View>(
        _ sort: ContentItem.Sort,
        _ condition: SQL,
        _ page: PageRequest,
        _ call: Call,
        showing: @escaping @Sendable (ContentItem, Language, ContentText) -> Element?
    ) async throws -> Cached<Page<Element>> {
        let page = try await call.db.read { tx in
            let sql = ContentItem.visible("c.kind = \(sort) AND \(condition)", at: tx.now)
            return try tx.page(page, sql, order: sort.order)
        }
        let shown = page.data.compactMap { item in
            item.texts.text(for: call).flatMap { showing(item, $0.language, $0.text) }
        }
        return Cached(Page(shown, next: page.next, total: page.total), seconds: CMS.freshness)
    }
}
