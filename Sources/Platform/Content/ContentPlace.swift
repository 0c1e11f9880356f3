import Kernel
import Store

extension ContentItem.Place {
    var sort: ContentItem.Sort {
        switch self {
        case .page: .page
        case .faq: .faq
        case .news: .news
        }
    }

    var slug: Slug? {
        if case .page(let slug) = self { slug } else { nil }
    }

    var category: Slug? {
        if case .faq(let category, _) = self { category } else { nil }
    }

    var position: Int? {
        if case .faq(_, let position) = self { position } else { nil }
    }

    var date: CivilDate? {
        if case .news(let date) = self { date } else { nil }
    }
}

extension ContentItem.Sort {
    /// Pages by slug, FAQs by category and position, the newest news first.
    var order: SortOrder<ContentItem> {
        switch self {
        case .page: SortOrder(.ascending("slug", { $0.place.slug?.rawValue ?? "" }))
        case .faq:
            SortOrder(
                .ascending("category", { $0.place.category?.rawValue ?? "" }),
                .ascending("position", { $0.place.position ?? 0 }),
                .ascending("id", \.id)
            )
        case .news:
            SortOrder(.descending("on_date", { $0.place.date ?? .placeholder }), .descending("id", \.id))
        }
    }
}
