import Kernel
import Web

/// Content in all its languages, for editors.
struct ContentItemView: View {
    var id: ID<ContentItem>
    /// The last part of a page's address; absent for other content.
    var slug: Slug?
    /// The subject of an FAQ, such as `isee`; absent for other content.
    var category: Slug?
    /// The place of an FAQ in its category, smaller numbers first; absent for other content.
    var position: Int?
    /// The day of a news item; absent for other content.
    var date: CivilDate?
    var format: ContentItem.Format
    var texts: Translations
    var status: ContentItem.Status
    /// From when on the public sees it, while it is published; absent if it never was.
    var publishAt: Instant?
    /// The time of the first draft.
    var createdAt: Instant
    /// The last change of text, address or publication; the first draft before any.
    var updatedAt: Instant
    /// Raised by every change; the value for `If-Match`.
    var version: Int

    init(_ item: ContentItem) {
        id = item.id
        slug = item.place.slug
        category = item.place.category
        position = item.place.position
        date = item.place.date
        format = item.format
        texts = item.texts
        status = item.status
        publishAt = item.publishAt
        createdAt = item.createdAt
        updatedAt = item.updatedAt
        version = item.version
    }
}

/// A page in a list.
struct PageSummary: View {
    /// The last part of the page's address, which names it.
    var slug: Slug
    /// In the language below.
    var title: String
    /// The language of the title: the caller's where there is a translation, else the site's main one.
    var language: Language
    /// The last change in any language, its publication included.
    var updatedAt: Instant
}

/// A page in one language.
struct PageView: View {
    /// The last part of the page's address, which names it.
    var slug: Slug
    /// The heading, as plain text.
    var title: String
    /// The text, in the given format.
    var body: String
    var format: ContentItem.Format
    /// The language of title and body: the caller's where there is a translation, else the site's main one.
    var language: Language
    /// The languages in which the page can be read.
    var languages: [Language]
    /// The last change in any language, its publication included.
    var updatedAt: Instant
    /// The policy in force whose text this page is; absent for other pages.
    var policy: PolicyOnPage?

    /// A policy in force, on the page with its text.
    struct PolicyOnPage: Codable, Sendable {
        /// The consent that refers to it: privacy, terms or marketing.
        var purpose: Consent.Purpose
        /// The version that a consent names.
        var version: String
        /// The first day on which it is in force.
        var since: CivilDate
    }
}

/// A frequent question with its answer, in one language.
struct FAQView: View {
    var id: ID<ContentItem>
    /// The subject under which it is listed, such as `isee`.
    var category: Slug
    /// As plain text.
    var question: String
    /// In the given format.
    var answer: String
    var format: ContentItem.Format
    /// The language of question and answer: the caller's where there is a translation, else the site's main one.
    var language: Language
}

/// A news item in a list.
struct NewsSummary: View {
    var id: ID<ContentItem>
    /// The day under which it is listed.
    var date: CivilDate
    /// In the language below.
    var title: String
    /// The language of the title: the caller's where there is a translation, else the site's main one.
    var language: Language
}

/// A news item in one language.
struct NewsView: View {
    var id: ID<ContentItem>
    /// The day under which it is listed.
    var date: CivilDate
    /// The heading, as plain text.
    var title: String
    /// The text, in the given format.
    var body: String
    var format: ContentItem.Format
    /// The language of title and body: the caller's where there is a translation, else the site's main one.
    var language: Language
    /// The languages in which the item can be read.
    var languages: [Language]
    /// The last change in any language, its publication included.
    var updatedAt: Instant
}
