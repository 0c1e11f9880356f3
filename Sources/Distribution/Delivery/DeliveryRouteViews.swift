import Kernel
import Platform
import Store
import Web

/// A delivery route to create.
struct NewDeliveryRoute: Body {
    /// Day of the deliveries, in Baghdad.
    var date: CivilDate
    /// Zone of the deliveries; it cannot be changed later.
    var zoneId: ID<DeliveryZone>
    /// Full name of the driver, who needs no account.
    var driverName: DeliveryRoute.DriverName
    /// Number on which the driver can be reached; absent means none.
    var driverPhone: PhoneNumber?
    /// Maximum number of orders on the route.
    var capacity: DeliveryRoute.Capacity
    /// Orders in the sequence of the stops; absent means none yet.
    var orderIds: [ID<Order>]?
}

/// Changes to a delivery route: absent members stay as they are, null clears an optional one.
struct DeliveryRouteChanges: Body, MergePatch {
    /// Day of the deliveries, in Baghdad; absent keeps the current one.
    var date: CivilDate?
    /// Full name of the driver; absent keeps the current one.
    var driverName: DeliveryRoute.DriverName?
    /// Number on which the driver can be reached; null removes it.
    var driverPhone: Change<PhoneNumber>
    /// Maximum number of orders on the route, at least the current number; absent keeps it.
    var capacity: DeliveryRoute.Capacity?
    /// The new status: `started`, `finished` or `cancelled`; absent keeps the current one.
    var status: DeliveryRoute.Status?
    /// Reason for the new status; ignored without one.
    var statusReason: Change<DeliveryRoute.Reason>
}

/// The orders of a delivery route.
struct RouteOrders: Body {
    /// All orders of the route, in the sequence of the stops.
    var orderIds: [ID<Order>]
}

/// The starting point of a delivery route; without it, the tour may start at any stop.
struct RouteStart: Body {
    var latitude: Latitude
    var longitude: Longitude

    var point: MapPoint { MapPoint(Location(latitude: latitude, longitude: longitude)) }
}

/// A delivery route without its stops.
struct DeliveryRouteView: View {
    var id: ID<DeliveryRoute>
    /// Day of the deliveries, in Baghdad.
    var date: CivilDate
    /// Zone of the deliveries.
    var zoneId: ID<DeliveryZone>
    /// Zone name in the language of the request.
    var zoneTitle: String
    /// Full name of the driver; `-` once it has been erased, a year after the route.
    var driverName: DeliveryRoute.DriverName
    /// Number on which the driver can be reached; absent when none was given, and once it has been erased.
    var driverPhone: PhoneNumber?
    /// Maximum number of orders on the route.
    var capacity: DeliveryRoute.Capacity
    /// Number of orders now on the route.
    var stopCount: Int
    var status: DeliveryRoute.Status
    /// The reason given with the last change of status; absent when none was given.
    var statusReason: DeliveryRoute.Reason?
    /// When the driver set out; absent until then.
    var startedAt: Instant?
    /// When the driver completed the route; absent until then.
    var finishedAt: Instant?
    /// The time at which the route was planned.
    var createdAt: Instant
    /// Time of the last change of the route or one of its stops; equal to `created_at` before any.
    var updatedAt: Instant
    /// Revision number, which increases with every change, by one or more.
    var version: Int

    init(_ route: DeliveryRoute, in languages: [Language]) {
        id = route.id
        date = route.date
        zoneId = route.zone
        zoneTitle = route.zoneName.text(in: languages)
        driverName = route.driverName
        driverPhone = route.driverPhone
        capacity = route.capacity
        stopCount = route.stops
        status = route.status
        statusReason = route.statusReason
        startedAt = route.startedAt
        finishedAt = route.finishedAt
        createdAt = route.createdAt
        updatedAt = route.updatedAt
        version = route.version
    }
}

/// A delivery route with its stops.
struct DeliveryRouteDetail: View {
    var route: DeliveryRouteView
    /// The stops in the sequence of the tour.
    var stops: [Stop]
    /// Straight-line length in metres, over the stops with known coordinates.
    var metres: Int
    /// The changes of status that the caller may make from here, with anything that blocks them.
    var actions: [AvailableAction]

    /// One order on a delivery route.
    struct Stop: Codable, Sendable {
        /// Place in the sequence, counted from 1.
        var position: Int
        var orderId: ID<Order>
        /// The order's current status, such as `SHIPPED`.
        var orderStatus: String
        /// Amount to collect on delivery, in Iraqi dinars.
        var total: Dinars
        /// The selling company's name in the language of the request.
        var companyTitle: String
        /// Name of the person that placed the order.
        var customerName: String
        /// Name of that person's shop; absent when it has none.
        var shopName: String?
        var address: OrderAddress
    }

    static func of(
        _ route: DeliveryRoute,
        for call: Call,
        _ tx: borrowing Tx
    ) throws -> Versioned<DeliveryRouteDetail> {
        let stops = try DeliveryStop.list(of: route.id, tx)
        let detail = DeliveryRouteDetail(
            route: DeliveryRouteView(route, in: call.languages),
            stops: stops.map { Stop($0, in: call.languages) },
            metres: Int(RoutePlan.length(stops.compactMap(\.point)).rounded()),
            actions: route.actions(for: call)
        )
        return Versioned(detail, version: route.version)
    }
}

extension DeliveryRouteDetail.Stop {
    fileprivate init(_ stop: DeliveryStop, in languages: [Language]) {
        position = stop.position
        orderId = stop.order
        orderStatus = stop.orderStatus
        total = stop.total
        companyTitle = stop.companyName.text(in: languages)
        customerName = stop.customerName
        shopName = stop.shopName
        address = stop.address
    }
}
