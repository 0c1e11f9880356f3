import Kernel

extension Feature {
    /// The tables are in every product, the operations where it has content.
    static func content(_ policy: ContentPolicy) -> Feature {
        Feature(
            routes: policy.isOn ? CMS.routes : [],
            migrations: CMS.migrations,
            lifecycles: policy.isOn ? [ContentItem.lifecycle.table(named: ContentItem.kind)] : [],
            problems: CMS.problems,
            administration: [.contentManage],
            impersonalTables: [
                ImpersonalTable("content_item", "what the office tells the world"),
                ImpersonalTable("content_revision", "what it told, and identities of who wrote it"),
            ],
            audit: ContentAction.self
        )
    }
}
