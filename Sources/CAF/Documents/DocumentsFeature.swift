import Kernel
import Platform

extension Feature {
    static let documents = Feature(
        routes: Documents.routes,
        migrations: documentMigrations,
        lifecycles: [Document.lifecycle.table(named: Document.kind)],
        jobs: [FollowScan.self],
        problems: [.requestTakesNoPapers, .documentApproved, .tooManyDocuments],
        audit: DocumentAction.self,
        fileScanned: FollowScan.enqueue
    )
}
