import Kernel
import Store

/// A part of the published content: an FAQ, or a paragraph of a page.
package struct ContentPassage: Sendable, Hashable {
    /// The question, or the title of the page.
    package let title: String
    /// The address of the operation that shows it.
    package let url: String
    /// Plain words or Markdown, as its item is written.
    package let text: String

    /// The passages that the public reads now, in a language or else in the first one of the product.
    package static func list(
        in language: Language,
        at site: Site,
        _ tx: borrowing Tx
    ) throws -> [ContentPassage] {
        let items: [ContentItem] = try tx.all(
            "\(ContentItem.visible("c.kind IN ('faq', 'page')", at: tx.now)) ORDER BY c.kind, c.id"
        )
        let root = site.dependencies.address + site.product.root
        return items.flatMap { $0.passages(in: [language] + site.product.languages, under: root) }
    }
}

extension ContentItem {
    fileprivate func passages(in languages: [Language], under root: String) -> [ContentPassage] {
        guard let text = texts.text(in: languages) else { return [] }
        let (title, body) = (text.title.rawValue, text.body.rawValue)
        guard let slug else {
            let category = place.category?.rawValue ?? ""
            return [ContentPassage(title: title, url: "\(root)/cms/faqs?category=\(category)", text: body)]
        }
        let paragraphs = body.replacing("\r\n", with: "\n").split(
            separator: "\n\n",
            omittingEmptySubsequences: true
        )
        return paragraphs.map {
            ContentPassage(title: title, url: "\(root)/cms/pages/\(slug)", text: String($0))
        }
    }
}
