import Kernel
import Platform

extension Feature {
    static let returns = Feature(
        routes: OrderReturns.routes,
        migrations: returnMigrations,
        problems: [.orderNotDelivered, .returnedAlready],
        impersonalTables: [
            ImpersonalTable("returned_line", "which pieces of an order came back")
        ],
        templates: returnTemplates,
        audit: ReturnAction.self
    )
}
