import Kernel
import Store
import Web

/// The retention schedule, and what it would do tonight.
enum RetentionRoutes {
    static var routes: [Route] {
        [
            Get(
                "/admin/retention",
                list,
                .privacyManage,
                "List the retention rules",
                details: "The retention schedule, with the number of records that are due under each rule."
            )
        ]
    }

    static func list(_ call: Call) async throws -> Listing<RetentionView> {
        let (product, languages) = (call.site.product, call.languages)
        return try await call.db.read { tx in
            Listing(
                try product.retention.map { rule in
                    let (due, held) = try rule.count(at: tx.now, in: product.zone, tx)
                    return RetentionView(rule, due: due, held: held, in: languages)
                }
            )
        }
    }
}

struct RetentionView: View {
    var name: String
    var title: String
    var keepFor: String
    var from: String
    var action: Retention.Action
    var legalBasis: String
    /// What the next night ends.
    var due: Int
    /// What only a legal hold keeps.
    var held: Int

    init(_ rule: Retention, due: Int, held: Int, in languages: [Language]) {
        name = rule.name
        title = rule.title.text(in: languages)
        keepFor = rule.period.words.text(in: languages)
        from = rule.from.text(in: languages)
        action = rule.action
        legalBasis = rule.basis.text(in: languages)
        self.due = due
        self.held = held
    }
}
