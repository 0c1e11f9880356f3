import Kernel
import Web

/// What is written of one sort of content: the same document creates it and replaces it.
protocol ContentForm: Body {
    static var sort: ContentItem.Sort { get }
    /// Below `/cms`, as `pages`.
    static var path: String { get }
    static var noun: String { get }
    var place: ContentItem.Place { get }
    /// Markdown when absent.
    var format: ContentItem.Format? { get }
    /// By language; the site's main language is required.
    var texts: [String: ContentText] { get }
}

struct PageForm: ContentForm {
    var slug: Slug
    var format: ContentItem.Format?
    var texts: [String: ContentText]

    static let sort = ContentItem.Sort.page
    static let path = "pages"
    static let noun = "page"
    var place: ContentItem.Place { .page(slug) }
}

struct FAQForm: ContentForm {
    /// What it is about, as `isee`.
    var category: Slug
    /// Among the questions of the category; 0 when absent.
    var position: Ranged<0, 10_000>?
    var format: ContentItem.Format?
    /// The question as the title, the answer as the body.
    var texts: [String: ContentText]

    static let sort = ContentItem.Sort.faq
    static let path = "faqs"
    static let noun = "question"
    var place: ContentItem.Place { .faq(category: category, position: position?.value ?? 0) }
}

struct NewsForm: ContentForm {
    var date: CivilDate
    var format: ContentItem.Format?
    var texts: [String: ContentText]

    static let sort = ContentItem.Sort.news
    static let path = "news"
    static let noun = "piece of news"
    var place: ContentItem.Place { .news(on: date) }
}

/// When the public is to see it.
struct Publication: Body {
    /// Now when absent; a later moment shows it from then on.
    var publishAt: Instant?
}

struct ContentFilter: Query {
    var status: ContentItem.Status?
}
