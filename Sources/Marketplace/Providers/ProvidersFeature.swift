import Kernel
import Platform
import Store

extension Feature {
    static let providers = Feature(
        routes: SearchRoutes.routes + ProviderRoutes.routes + DocumentRoutes.routes
            + AvailabilityRoutes.routes,
        migrations: Provider.migrations,
        lifecycles: [
            Provider.lifecycle.table(named: Provider.kind),
            ProviderDocument.lifecycle.table(named: ProviderDocument.kind),
        ],
        deadlines: [ProviderClock.handler],
        jobs: [CheckDocuments.self],
        schedules: [Every("marketplace.documents", .minutes(15), CheckDocuments())],
        problems: [.alreadyProvider, .emailUnconfirmed, .documentsMissing, .documentExpired, .jobsOutside],
        quotas: [.documentsADay, .placesADay],
        bounds: Bound.providers,
        personalData: [ProviderDocument.personalData, Provider.personalData],
        retention: [ProviderDocument.retention],
        templates: Provider.templates,
        searched: [Provider.searched],
        audit: ProviderAction.self,
        fileScanned: ProviderDocument.scanned
    )
}

enum ProviderAction: String, AuditAction {
    case onboard = "marketplace.provider.onboard"
    case change = "marketplace.provider.change"
    case addDocument = "marketplace.provider.add_document"
    case setAvailability = "marketplace.provider.set_availability"
}

extension Quota {
    /// How often a provider moves, or works farther or less far.
    static let placesADay = Quota(
        "marketplace.places_a_day",
        .providerEdit,
        of: [.provider],
        most: 20,
        .window(.hours(24)),
        counting: .uses,
        counted: ["en": "changes of the place or the radius in 24 hours"],
        frees: inTime,
        because:
            "The jobs within the radius are listed: circles without number would tell where exactly they are."
    )

    static let documentsADay = Quota(
        "marketplace.documents_a_day",
        .providerSupply,
        of: [.provider],
        most: 40,
        .window(.hours(24)),
        counting: .uses,
        counted: ["en": "documents in 24 hours"],
        frees: ["en": "Documents can be sent again 24 hours after the oldest of them."],
        because: "A local manager reads each of them, and replaced ones are kept for 90 days."
    )
}

extension Bound {
    // swift-format-ignore
    static let providers = [
        Bound("POST /providers/onboard",                       because: "one provider for each account"),
        Bound("PUT /providers/{id}",                           .placesADay),
        Bound("PUT /providers/{id}/status",                    because: "changes one of the caller's own rows"),
        Bound("POST /providers/{id}/documents",                .documentsADay),
        Bound("PUT /providers/{id}/availability",              because: "replaces the caller's own rows, 170 at most"),
        Bound("PUT /lsm/providers/{id}/verify",                because: "is done by staff"),
        Bound("PUT /lsm/providers/{id}/documents/{document}",  because: "is done by staff"),
        Bound("PUT /admin/providers/{id}/status",              because: "is done by administrators"),
    ]
}
