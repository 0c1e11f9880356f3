import Kernel
import Platform

extension Feature {
    static let ordering = Feature(
        routes: Addresses.routes + Carts.routes + Orders.routes + VendorOrders.routes,
        migrations: orderingMigrations,
        lifecycles: [Order.lifecycle.table(named: Order.kind)],
        jobs: [NotifyOfOrders.self],
        problems: [
            .tooManyAddresses, .noAddress, .noZone, .cartFull, .cartEmpty, .totalChanged, .cancelTogether,
        ],
        personalData: [addressData, cartData, openOrderData, orderData],
        retention: [orderAddressRetention, orderRetention],
        templates: orderTemplates,
        audit: OrderAction.self
    )
}
