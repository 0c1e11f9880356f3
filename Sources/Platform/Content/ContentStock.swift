import Kernel
import Store

/// The first pages, FAQs and news of a site, as one document.
package struct ContentStock: Decodable, Sendable {
    private let pages: [PageForm]
    private let faqs: [FAQForm]
    private let news: [NewsForm]

    /// Publishes missing pages, and FAQs and news where there are none.
    package func publish(at site: Site) async throws {
        let call = site.call(as: .system)
        try await site.db.write { tx in
            for page in pages {
                let isThere = try tx.exists("SELECT 1 FROM content_item WHERE slug = \(page.slug)")
                if !isThere { try Self.publish(page, by: call, tx) }
            }
            try Self.publishAll(faqs, by: call, tx)
            try Self.publishAll(news, by: call, tx)
        }
    }

    private static func publishAll(_ forms: [some ContentForm], by call: Call, _ tx: borrowing Tx) throws {
        guard let sort = forms.first.map({ type(of: $0).sort }) else { return }
        guard try !tx.exists("SELECT 1 FROM content_item WHERE kind = \(sort)") else { return }
        for form in forms { try publish(form, by: call, tx) }
    }

    private static func publish(_ form: some ContentForm, by call: Call, _ tx: borrowing Tx) throws {
        var item = try ContentItem.create(form, by: call, tx)
        item.publishAt = tx.now
        _ = try item.advanced(by: .publish, as: call, tx)
        try ContentItem.keepRevision(of: item.id, by: call.actor, tx)
    }
}
