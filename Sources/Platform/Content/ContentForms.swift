import Kernel
import Web

/// The document that creates and replaces one sort of content.
protocol ContentForm: Body {
    static var sort: ContentItem.Sort { get }
    /// Below `/cms`, such as `pages`.
    static var path: String { get }
    static var noun: String { get }
    var place: ContentItem.Place { get }
    /// Markdown when absent.
    var format: ContentItem.Format? { get }
    /// By language; the site's main language is required.
    var texts: [String: ContentText] { get }
}

/// A page with its own address.
struct PageForm: ContentForm {
    /// The last part of the page's address; unique among the pages.
    var slug: Slug
    /// How the bodies are written; Markdown when absent.
    var format: ContentItem.Format?
    /// By language tag, such as `it`; the site's main language is required.
    var texts: [String: ContentText]

    static let sort = ContentItem.Sort.page
    static let path = "pages"
    static let noun = "page"
    var place: ContentItem.Place { .page(slug) }
}

/// A frequent question with its answer.
struct FAQForm: ContentForm {
    /// The subject under which it is listed, such as `isee`.
    var category: Slug
    /// The place among the questions of the category, smaller numbers first; 0 when absent.
    var position: Ranged<0, 10_000>?
    /// How the answers are written; Markdown when absent.
    var format: ContentItem.Format?
    /// By language tag, the question as the title and the answer as the body; the site's main language is required.
    var texts: [String: ContentText]

    static let sort = ContentItem.Sort.faq
    static let path = "faqs"
    static let noun = "FAQ"
    var place: ContentItem.Place { .faq(category: category, position: position?.value ?? 0) }
}

/// A news item.
struct NewsForm: ContentForm {
    /// The day under which it is listed; it does not decide when the item becomes public.
    var date: CivilDate
    /// How the bodies are written; Markdown when absent.
    var format: ContentItem.Format?
    /// By language tag, such as `it`; the site's main language is required.
    var texts: [String: ContentText]

    static let sort = ContentItem.Sort.news
    static let path = "news"
    static let noun = "news item"
    var place: ContentItem.Place { .news(on: date) }
}

/// The moment of a publication.
struct Publication: Body {
    /// From when on the public sees the content; now when absent.
    var publishAt: Instant?
}

/// A filter of content.
struct ContentFilter: Query {
    /// Only content with this status; with any status when absent.
    var status: ContentItem.Status?
}
