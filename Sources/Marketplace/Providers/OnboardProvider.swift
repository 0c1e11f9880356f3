import Kernel
import Platform
import Store

extension Provider {
    /// Turns a customer without unfinished business into a provider, who waits for the verification.
    static func onboard(_ new: NewProvider, as call: Call, _ tx: borrowing Tx) throws -> Provider {
        let account = try Account.find(call.account, tx)
        guard account.emailVerifiedAt != nil else { throw Problem(.emailUnconfirmed) }
        guard try find(of: account.id, tx) == nil else { throw Problem(.alreadyProvider) }
        try OpenBusiness.check(account.id, tx)
        try new.check(tx)
        let region = try Region.of(new.point, tx)
        let provider = try insert(new, of: account.id, in: region, tx)
        for service in new.services {
            try Offer.add(service.serviceId, at: service.priceMinor, least: nil, by: provider.id, tx)
        }
        let resource = try BookingResource.open(for: account.id, in: region.zone, keepsOfficeDays: false, tx)
        if let hours = new.hours { try WeeklyHours(hours, at: "/hours").save(for: resource.id, tx) }
        _ = try account.changed(role: .provider, by: call.actor, at: call.site, tx)
        try Audit.record(ProviderAction.onboard, of: kind, provider.id.cast(), by: call.actor, tx)
        try ProviderClock.setDeadline(of: provider, tx)
        try provider.notifyManagers(.providerArrived, [:], tx)
        return provider
    }

    private static func insert(
        _ new: NewProvider,
        of account: ID<Account>,
        in region: Region,
        _ tx: borrowing Tx
    ) throws -> Provider {
        let provider = Provider(new, of: account, in: region.id, tx)
        let inserted = try tx.execute(
            """
            INSERT INTO provider (id, account_id, business_name, bio, card_name, card_bio, sort_name, status, tier, lat, lon,
                                  radius_m, region_id, is_listed, search_text, created_at, updated_at, version)
            VALUES (\(provider.id), \(account), \(provider.businessName), \(provider.bio), \(provider.cardName),
                    \(provider.cardBio), \(provider.sortName), \(provider.status), \(provider.tier), \(provider.place.latitude),
                    \(provider.place.longitude), \(provider.radius), \(region.id), \(false), \(provider.searchText), \(tx.now),
                    \(tx.now), 1)
            ON CONFLICT DO NOTHING
            """
        )
        guard inserted == 1 else { throw Problem(.alreadyProvider) }
        return provider
    }
}

extension NewProvider {
    private static let mostServices = 50

    /// Refuses unknown services, and one that is listed twice.
    fileprivate func check(_ tx: borrowing Tx) throws {
        guard services.count <= Self.mostServices else {
            throw Problem(.invalid, faults: [.init("/services", Refusal(.tooMany(Self.mostServices)))])
        }
        let ids = services.map(\.serviceId)
        let known = Set(
            try tx.values("SELECT s.id FROM service s WHERE s.id \(in: ids)", as: ID<Service>.self)
        )
        let faults = ids.enumerated().compactMap { index, id -> Problem.Fault? in
            let pointer = "/services/\(index)/service_id"
            if !known.contains(id) { return .init(pointer, .unknownService) }
            return ids.prefix(index).contains(id) ? .init(pointer, .listedTwice) : nil
        }
        guard faults.isEmpty else { throw Problem(.invalid, faults: faults) }
    }
}
