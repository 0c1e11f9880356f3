import Kernel
import Web

/// What the office tells the world: pages, frequent questions, news, in every language the product speaks.
package enum CMS {
    static var routes: [Route] {
        let rows =
            PublicContent.routes + ContentAdmin<PageForm>.routes
            + ContentAdmin<FAQForm>.routes + ContentAdmin<NewsForm>.routes
        return rows.tagged("Content")
    }

    /// How long a reader, or a cache before them, may go without asking again; then an unchanged answer is 304.
    static let freshness = 60

    static let problems: [Problem.Code] = [.slugTaken, .contentWasPublic, .contentIsPolicy]
}

/// Whether a product has pages, questions and news.
package struct ContentPolicy: Sendable {
    let isOn: Bool

    package static let off = ContentPolicy(isOn: false)
    package static let on = ContentPolicy(isOn: true)
}

extension Permission {
    /// To write, publish and withdraw content.
    package static let contentManage = Permission("content.manage")
}
