import Kernel
import Platform

extension Feature {
    static let ordering = Feature(
        routes: Addresses.routes + SalesOrders.routes,
        migrations: orderingMigrations,
        lifecycles: [SalesOrder.lifecycle.table(named: SalesOrder.kind)],
        problems: [.tooManyAddresses],
        personalData: [addressData, cartData, orderData],
        retention: [orderAddressRetention],
        templates: orderTemplates
    )
}
