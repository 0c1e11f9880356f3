import Kernel
import Platform
import Store
import Web

struct NewDeliveryRoute: Body {
    var date: CivilDate
    var zoneId: ID<DeliveryZone>
    var driverName: DeliveryRoute.DriverName
    var driverPhone: PhoneNumber?
    /// How many orders there is room for.
    var capacity: DeliveryRoute.Capacity
    /// In the order of the stops.
    var orderIds: [ID<Order>]?
}

/// Absent members stay as they are; null clears those that may be missing.
struct DeliveryRouteChanges: Body, MergePatch {
    var date: CivilDate?
    var driverName: DeliveryRoute.DriverName?
    var driverPhone: Change<PhoneNumber>
    var capacity: DeliveryRoute.Capacity?
    var status: DeliveryRoute.Status?
    var statusReason: Change<DeliveryRoute.Reason>
}

struct RouteOrders: Body {
    /// All orders of the route, in the order of the stops.
    var orderIds: [ID<Order>]
}

/// Where the drive begins; without it the best beginning is chosen among the stops.
struct RouteStart: Body {
    var latitude: Latitude
    var longitude: Longitude

    var point: MapPoint { MapPoint(Location(latitude: latitude, longitude: longitude)) }
}

struct DeliveryRouteView: View {
    var id: ID<DeliveryRoute>
    var date: CivilDate
    var zoneId: ID<DeliveryZone>
    /// In the caller's language.
    var zoneTitle: String
    var driverName: DeliveryRoute.DriverName
    var driverPhone: PhoneNumber?
    var capacity: DeliveryRoute.Capacity
    var stopCount: Int
    var status: DeliveryRoute.Status
    var statusReason: DeliveryRoute.Reason?
    var startedAt: Instant?
    var finishedAt: Instant?
    var createdAt: Instant
    var updatedAt: Instant
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

/// A route with its stops.
struct DeliveryRouteDetail: View {
    var route: DeliveryRouteView
    var stops: [Stop]
    /// Over the stops that have a place, as the crow flies.
    var metres: Int
    /// What the caller could do with it now.
    var actions: [AvailableAction]

    struct Stop: Codable, Sendable {
        var position: Int
        var orderId: ID<Order>
        var orderStatus: String
        /// What is to be paid at the door.
        var total: Dinars
        var companyTitle: String
        var customerName: String
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
