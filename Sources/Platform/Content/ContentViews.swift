import Kernel
import Web

/// Content in all its languages, for those who write it.
struct ContentItemView: View {
    var id: ID<ContentItem>
    /// Of a page.
    var slug: Slug?
    /// Of a question.
    var category: Slug?
    var position: Int?
    /// Of a piece of news.
    var date: CivilDate?
    var format: ContentItem.Format
    var texts: Translations
    var status: ContentItem.Status
    var publishAt: Instant?
    var createdAt: Instant
    var updatedAt: Instant
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

struct PageSummary: View {
    var slug: Slug
    var title: String
    /// What the title is written in.
    var language: Language
    var updatedAt: Instant
}

struct PageView: View {
    var slug: Slug
    var title: String
    var body: String
    var format: ContentItem.Format
    var language: Language
    /// What it can be read in.
    var languages: [Language]
    var updatedAt: Instant
    /// The policy in force that this page is the text of.
    var policy: PolicyOnPage?

    struct PolicyOnPage: Codable, Sendable {
        var purpose: Consent.Purpose
        var version: String
        var since: CivilDate
    }
}

struct FAQView: View {
    var id: ID<ContentItem>
    var category: Slug
    var question: String
    var answer: String
    var format: ContentItem.Format
    var language: Language
}

struct NewsSummary: View {
    var id: ID<ContentItem>
    var date: CivilDate
    var title: String
    var language: Language
}

struct NewsView: View {
    var id: ID<ContentItem>
    var date: CivilDate
    var title: String
    var body: String
    var format: ContentItem.Format
    var language: Language
    var languages: [Language]
    var updatedAt: Instant
}
