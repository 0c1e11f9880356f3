import Kernel
import Platform
import Store
import Web

/// A service, or a category of services.
struct ServiceView: View {
    /// The identity of the service or category.
    var id: ID<Service>
    /// Whether it is a service or a category.
    var kind: CatalogueKind
    /// The name, unique in its category.
    var name: String
    /// The category of a service; absent for a category.
    var categoryId: ID<Category>?
    /// The category above a category; absent at the root, and for services.
    var parentId: ID<Category>?
    /// The work; absent for a category.
    var description: String?
    /// The unit of a price; absent for a category.
    var unit: Service.Unit?
    /// Whether it can be offered; absent for a category.
    var status: Service.Status?
    /// The provider who proposed it; absent for one of an administrator.
    var creatorId: ID<Provider>?
    /// The region that reviews it; absent for one of an administrator.
    var regionId: ID<Region>?
    /// The changes that wait for a review; absent without any; only for the creator and staff.
    var edit: ServiceEdit?
    /// Why it or its last change was rejected; absent otherwise.
    var reason: String?
    /// When it or its change began to wait for a review; absent when nothing waits.
    var waitingSince: Instant?
    /// When it was proposed.
    var createdAt: Instant
    /// The value for `If-Match`, and for the `version` that a reviewer has seen.
    var version: Int
}

/// The kind of an entry of the catalogue.
enum CatalogueKind: String, Codable, CaseIterable, Sendable {
    /// Work that can be offered.
    case service
    /// A group of services.
    case category
}

extension ServiceView {
    /// The creator and staff also see what waits and why something was rejected.
    init(_ service: Service, isOpen: Bool) {
        id = service.id
        kind = .service
        name = service.name.rawValue
        categoryId = service.category
        description = service.description.rawValue
        unit = service.unit
        status = service.status
        creatorId = service.creator
        regionId = service.region
        edit = isOpen ? service.edit : nil
        reason = isOpen ? service.reason : nil
        waitingSince = isOpen ? service.waitingSince : nil
        createdAt = service.createdAt
        version = service.version
    }

    init(_ category: Category) {
        id = category.id.cast()
        kind = .category
        name = category.name.rawValue
        parentId = category.parent
        createdAt = category.createdAt
        version = 1
    }

    static func of(_ services: [Service], for call: Call, _ tx: borrowing Tx) throws -> [ServiceView] {
        let open: SQL = .any([
            Service.visible(to: call.scope(of: .servicePropose)),
            Service.visible(to: call.scope(of: .serviceReview)),
        ])
        let ids = try tx.values(
            "SELECT s.id FROM service s WHERE s.id \(in: services.map(\.id)) AND (\(open))",
            as: ID<Service>.self
        )
        let seen = Set(ids)
        return services.map { ServiceView($0, isOpen: seen.contains($0.id)) }
    }

    static func versioned(
        _ service: Service,
        for call: Call,
        _ tx: borrowing Tx
    ) throws -> Versioned<ServiceView> {
        Versioned(try of([service], for: call, tx)[0], version: service.version)
    }
}

/// The price of one provider for a service.
struct OfferView: View {
    /// The provider with this price list.
    var providerId: ID<Provider>
    /// The approved service at the prices below.
    var serviceId: ID<Service>
    /// The name of the service.
    var name: String
    /// The unit of the price.
    var unit: Service.Unit
    /// For one unit, in cents.
    var priceMinor: Price
    /// The least charge in cents; absent without one.
    var minMinor: Price?
    /// Whether the provider offers it at present.
    var active: Bool
    /// Whether the service can be offered: others find offers of approved services only.
    var serviceStatus: Service.Status
    /// When the provider began to offer it.
    var createdAt: Instant
    /// The value for `If-Match`.
    var version: Int

    init(_ offer: Offer) {
        providerId = offer.provider
        serviceId = offer.service
        name = offer.name.rawValue
        unit = offer.unit
        priceMinor = offer.price
        minMinor = offer.minimum
        active = offer.isActive
        serviceStatus = offer.serviceStatus
        createdAt = offer.createdAt
        version = offer.version
    }
}
