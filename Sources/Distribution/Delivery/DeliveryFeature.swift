import Kernel
import Platform
import Store

extension Feature {
    static let delivery = Feature(
        routes: DeliveryRoutes.routes,
        migrations: deliveryMigrations,
        lifecycles: [DeliveryRoute.lifecycle.table(named: DeliveryRoute.kind)],
        effects: [
            EffectHandler(.checkRoute, of: Order.self) { order, _, tx in
                try DeliveryRoute.refuseUnderWay(order.id, tx)
            },
            EffectHandler(.returnStock, of: Order.self) { order, _, tx in
                try DeliveryRoute.drop(order.id, tx)
            },
        ],
        problems: [.routeNotPlanned, .routeFull, .orderOnRoute, .orderUnderWay],
        impersonalTables: [
            ImpersonalTable(
                "delivery_route",
                "drivers have no account; their names are removed a year after the route"
            ),
            ImpersonalTable("delivery_stop", "orders on routes"),
        ],
        retention: [driverRetention],
        audit: DeliveryRouteAction.self
    )
}

private let driverRetention = Retention(
    "delivery_drivers",
    ["en": "Drivers of delivery routes", "ar": "سائقو مسارات التوصيل", "ku": "شۆفێری ڕێگاکانی گەیاندن"],
    keep: .years(1),
    from: ["en": "the end of the route", "ar": "نهاية المسار", "ku": "کۆتایی ڕێگاکە"],
    then: .anonymise,
    basis: Privacy.notNeeded,
    key: "r.id",
    // A driver has no account, so no legal hold can apply.
    account: "NULL",
    due: { before in
        "delivery_route r WHERE r.status IN ('finished', 'cancelled') AND r.driver_name <> '-' AND r.updated_at < \(before)"
    },
    steps: { routes in
        [
            """
            UPDATE delivery_route SET driver_name = '-', driver_phone = NULL, version = version + 1 WHERE id \(in: routes)
            """
        ]
    }
)
