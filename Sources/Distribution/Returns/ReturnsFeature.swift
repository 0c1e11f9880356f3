import Kernel
import Platform

extension Feature {
    static let returns = Feature(
        routes: OrderReturns.routes,
        migrations: returnMigrations,
        problems: [.orderNotDelivered, .returnedAlready],
        impersonalTables: [
            ImpersonalTable("returned_line", "returned pieces of order lines")
        ],
        templates: returnTemplates,
        audit: ReturnAction.self
    )
}
