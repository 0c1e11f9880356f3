import Kernel
import Web

/// Public content: pages, FAQs and news, in every language of the product.
package enum CMS {
    static var routes: [Route] {
        let rows =
            PublicContent.routes + ContentAdmin<PageForm>.routes
            + ContentAdmin<FAQForm>.routes + ContentAdmin<NewsForm>.routes
        return rows.tagged("Content")
    }

    /// For how many seconds readers and caches may keep an answer; after that an unchanged one is answered with 304.
    static let freshness = 60

    static let problems: [Problem.Code] = [.slugTaken, .contentWasPublic, .contentIsPolicy]
}

/// Whether a product has pages, FAQs and news.
package struct ContentPolicy: Sendable {
    let isOn: Bool

    package static let off = ContentPolicy(isOn: false)
    package static let on = ContentPolicy(isOn: true)
}

extension Permission {
    /// To write, publish and withdraw content.
    package static let contentManage = Permission("content.manage")
}
