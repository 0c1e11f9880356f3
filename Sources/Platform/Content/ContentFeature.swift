import Kernel

extension Feature {
    /// The tables are in every product, the operations only where it has content.
    static func content(_ policy: ContentPolicy) -> Feature {
        Feature(
            routes: policy.isOn ? CMS.routes : [],
            migrations: CMS.migrations,
            lifecycles: policy.isOn ? [ContentItem.lifecycle.table(named: ContentItem.kind)] : [],
            problems: CMS.problems,
            administration: [.contentManage],
            impersonalTables: [
                ImpersonalTable("content_item", "public pages, FAQs and news"),
                ImpersonalTable("content_revision", "earlier versions, with the identities of editors"),
            ],
            audit: ContentAction.self
        )
    }
}
