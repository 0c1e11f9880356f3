import Kernel
import Platform

extension Feature {
    static let ordering = Feature(
        routes: Addresses.routes + Carts.routes + SalesOrders.routes + VendorOrders.routes,
        migrations: orderingMigrations,
        lifecycles: [SalesOrder.lifecycle.table(named: SalesOrder.kind)],
        jobs: [TellOfOrders.self],
        problems: [
            .tooManyAddresses, .noAddress, .noZone, .cartFull, .cartEmpty, .totalChanged, .cancelTogether,
        ],
        personalData: [addressData, cartData, openOrderData, orderData],
        retention: [orderAddressRetention, orderRetention],
        templates: orderTemplates,
        audit: OrderAction.self
    )
}
