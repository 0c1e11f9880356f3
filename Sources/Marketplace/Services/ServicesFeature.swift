import Kernel
import Platform
import Store

extension Feature {
    static let services = Feature(
        routes: ServiceReviews.routes + ServiceRoutes.routes + OfferRoutes.routes,
        migrations: Service.migrations,
        lifecycles: [Service.lifecycle.table(named: Service.kind)],
        deadlines: [ServiceClock.handler],
        quotas: [.waitingServices],
        bounds: Bound.services,
        personalData: [Service.personalData, Offer.personalData],
        impersonalTables: [ImpersonalTable("category", "groups of services")],
        templates: Service.templates,
        audit: ServiceAction.self
    )
}

enum ServiceAction: String, AuditAction {
    case add = "marketplace.service.add"
    case delete = "marketplace.service.delete"
    case addCategory = "marketplace.category.add"
    case offer = "marketplace.offer.add"
}

extension Quota {
    static let waitingServices = Quota(
        "marketplace.waiting_services",
        .servicePropose,
        of: [.provider],
        most: 20,
        counting: .rows {
            """
            service s JOIN provider p ON p.id = s.creator_id
             WHERE p.account_id = \($0.account) AND s.waiting_since IS NOT NULL
            """
        },
        counted: ["en": "services that wait for a review"],
        frees: ["en": "Another becomes available when one is decided or deleted."],
        because: "A local manager reads each of them."
    )
}

extension Bound {
    // swift-format-ignore
    static let services = [
        Bound("POST /services",                                     .waitingServices),
        Bound("PUT /services/{id}",                                 because: "changes one of the caller's own rows"),
        Bound("DELETE /services/{id}",                              because: "deletes one of the caller's own rows"),
        Bound("PUT /lsm/services/{id}/approve",                     because: "is done by staff"),
        Bound("PUT /lsm/services/{id}/reject",                      because: "is done by staff"),
        Bound("POST /admin/services",                               because: "is done by administrators"),
        Bound("POST /provider-services",                            because: "one row for each approved service"),
        Bound("PUT /provider-services/{providerId}/{serviceId}",    because: "changes one of the caller's own rows"),
        Bound("DELETE /provider-services/{providerId}/{serviceId}", because: "deletes one of the caller's own rows"),
    ]
}
