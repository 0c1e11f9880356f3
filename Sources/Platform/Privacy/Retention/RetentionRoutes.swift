import Kernel
import Store
import Web

/// The retention schedule with the records that are due.
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

/// A rule of the retention schedule, with texts in the language of the request.
struct RetentionView: View {
    /// A stable key, such as `invoices`.
    var name: String
    /// The kind of records, as a person reads it.
    var title: String
    /// The retention period in words, such as "10 years".
    var keepFor: String
    /// The start of the period in words, such as "the day of issue".
    var from: String
    /// The action at the end of the period.
    var action: Retention.Action
    /// The law or the interest behind the rule.
    var legalBasis: String
    /// The number of records that the next nightly run deletes or anonymises.
    var due: Int
    /// The number of records that are due and kept by a legal hold.
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
