import Kernel
import Platform
import Store
import Web

/// The services that providers offer, with their prices.
enum OfferRoutes {
    static let routes = rows.tagged("Services")

    // swift-format-ignore
    @RouteTable private static var rows: [Route] {
        //     path                                           handler  needs
        Post  ("/provider-services",                          create,  .offerManage, "Offer a service", details: "The service must be approved. The caller is found by searches while active with an active offer.").idempotent.refuses(.notApproved, .alreadyThere, .notFound)
        Get   ("/provider-services/{providerId}",             list,    .serviceRead, "List a provider's offers", details: "The provider also sees inactive offers, and offers of services that are no longer approved.").refuses(.notFound)
        Put   ("/provider-services/{providerId}/{serviceId}", change,  .offerManage, "Update an offer", details: "Quotes keep their amounts.").refuses(.stale)
        Delete("/provider-services/{providerId}/{serviceId}", remove,  .offerManage, "Delete an offer", details: "Quotes keep their amounts.").refuses(.stale)
    }

    static func create(_ call: Call, body: NewOffer) async throws -> Created<OfferView> {
        try await call.db.write { tx in
            let provider = try Provider.own(call, tx)
            try Offer.add(body.serviceId, at: body.priceMinor, least: body.minMinor, by: provider.id, tx)
            try Audit.record(ServiceAction.offer, of: Provider.kind, provider.id.cast(), by: call.actor, tx)
            try Provider.relist(provider.id, tx)
            let offer = try Offer.find(body.serviceId, of: provider.id, tx)
            return Created(
                OfferView(offer),
                at: "/provider-services/\(provider.id)/\(offer.service)",
                version: offer.version
            )
        }
    }

    static func list(_ call: Call, providerId: ID<Provider>) async throws -> Listing<OfferView> {
        try await call.db.read { tx in
            let provider = try Provider.seen(providerId, by: call, tx)
            let isOpen = try provider.isOpen(to: call, tx)
            let offers = try Offer.list(of: [providerId], tx)
            return Listing(offers.filter { isOpen || $0.isPublic }.map(OfferView.init))
        }
    }

    static func change(
        _ call: Call,
        providerId: ID<Provider>,
        serviceId: ID<Service>,
        match: IfMatch?,
        body: OfferChanges
    ) async throws -> Versioned<OfferView> {
        try await call.db.write { tx in
            var offer = try own(serviceId, of: providerId, match, call, tx)
            offer.price = body.priceMinor ?? offer.price
            offer.minimum = body.minMinor.applied(to: offer.minimum)
            offer.isActive = body.active ?? offer.isActive
            let saved = try offer.save(tx)
            return Versioned(OfferView(saved), version: saved.version)
        }
    }

    static func remove(
        _ call: Call,
        providerId: ID<Provider>,
        serviceId: ID<Service>,
        match: IfMatch?
    ) async throws -> NoContent {
        try await call.db.write { tx in
            try own(serviceId, of: providerId, match, call, tx).delete(tx)
            return NoContent()
        }
    }

    private static func own(
        _ service: ID<Service>,
        of provider: ID<Provider>,
        _ match: IfMatch?,
        _ call: Call,
        _ tx: borrowing Tx
    ) throws -> Offer {
        _ = try Provider.find(provider, within: call.scope, tx)
        let offer = try Offer.find(service, of: provider, tx)
        try match?.check(offer.version)
        return offer
    }
}
