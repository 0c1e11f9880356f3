import Kernel
import Platform
import Store

/// The people of the demo: customers, providers of all tiers and statuses, and the staff of two regions.
enum DemoCast {
    // swift-format-ignore
    private static let managers = [
        (region: "New York", centre: DemoMarket.newYork, person: DemoPerson(email: "lina.costa@example.com", name: "Lina Costa", role: .lsm)),
        (region: "Boston",   centre: DemoMarket.boston,  person: DemoPerson(email: "leo.stone@example.com",  name: "Leo Stone",  role: .lsm)),
    ]

    // swift-format-ignore
    private static let people = [
        DemoPerson(email: "ada.king@example.com",   name: "Ada King",   role: .admin),
        DemoPerson(email: "adam.lowe@example.com",  name: "Adam Lowe",  role: .admin),
        DemoPerson(email: "carl.jones@example.com", name: "Carl Jones", phone: "+12125550101"),
        DemoPerson(email: "cora.diaz@example.com",  name: "Cora Diaz",  phone: "+12125550102"),
        DemoPerson(email: "mark.hill@example.com",  name: "Mark Hill",  phone: "+12125550106"),
        DemoPerson(email: "june.park@example.com",  name: "June Park",  phone: "+12125550107"),
        DemoPerson(email: "beth.ward@example.com",  name: "Beth Ward",  phone: "+16175550108"),
        DemoPerson(email: "theo.bell@example.com",  name: "Theo Bell",  phone: "+16175550109"),
    ]

    private typealias Entry = (tier: Tier, provider: DemoProvider)

    // swift-format-ignore
    private static let providers: [Entry] = [
        (.gold,   provider("pia.novak",   "Pia Novak",   "Novak Painting",   40.73,  -73.99, [("House painting", 30_000), ("House cleaning", 9_000)])),
        (.silver, provider("pete.oneil",  "Pete O'Neil", "O'Neil & Sons",    40.7,   -74.02, [("House painting", 28_000), ("Plumbing", 8_500)])),
        (.pesp,   provider("nora.lind",   "Nora Lind",   "Lind Plumbing",    40.76,  -73.97, [("Plumbing", 11_000)])),
        (.bronze, provider("hank.moore",  "Hank Moore",  "Moore & Moore",    40.68,  -73.95, [("House cleaning", 7_500), ("Gardening", 4_500)])),
        (.silver, provider("rosa.vega",   "Rosa Vega",   "Vega Gardens",     40.72,  -73.94, [("Gardening", 6_000)])),
        (.bronze, provider("ivan.petrov", "Ivan Petrov", "Quick Colours",    40.71,  -74.0,  [("House painting", 15_000)])),
        (.gold,   provider("bess.adams",  "Bess Adams",  "Adams Interiors",  42.36,  -71.06, [("House painting", 27_000), ("House cleaning", 8_000)])),
        (.bronze, provider("otto.frank",  "Otto Frank",  "Frank Pipes",      42.35,  -71.1,  [("Plumbing", 9_500)])),
        (.silver, provider("mina.sato",   "Mina Sato",   "Sato Green",       42.38,  -71.11, [("Gardening", 5_500), ("House cleaning", 8_200)])),
        (.pesp,   provider("dora.weiss",  "Dora Weiss",  "Weiss Decorators", 42.37,  -71.04, [("House painting", 35_000)])),
        (.bronze, provider("kurt.hansen", "Kurt Hansen", "Hansen Repairs",   42.34,  -71.08, [("Plumbing", 9_000)])),
    ]

    /// The one who waits for the verification.
    private static let waiting: DemoProvider = {
        var paul = provider("paul.reed", "Paul Reed", "Reed Gardens", 40.75, -73.95, [("Gardening", 5_000)])
        paul.isVerified = false
        return paul
    }()

    private static func provider(
        _ address: String,
        _ name: String,
        _ business: String,
        _ latitude: Double,
        _ longitude: Double,
        _ offers: [(service: String, price: Int)]
    ) -> DemoProvider {
        DemoProvider(
            person: DemoPerson(email: "\(address)@example.com", name: name, phone: "+12125550110"),
            businessName: business,
            point: Coordinates(latitude: latitude, longitude: longitude) ?? .placeholder,
            offers: offers
        )
    }

    /// Everybody has been here for two months, but the one who waits.
    static func enrol(at site: Site, _ now: Instant) async throws {
        let (password, start) = (try await DemoPerson.password(at: site), now - .days(60))
        try await site.db.write(at: start) { tx in
            try DemoMarket.addRegions(managers, with: password, at: site, tx)
            try DemoMarket.addServices(at: site, tx)
            for person in people { _ = try person.enrol(with: password, at: site, tx) }
        }
        for entry in providers {
            let papers = try await DemoProvider.Papers.make(at: site)
            try await site.db.write(at: start) { tx in
                let provider = try entry.provider.enrol(with: password, papers, at: site, tx)
                try settle(provider, in: entry.tier, at: site, tx)
            }
        }
        try await site.db.write(at: now - .days(1)) { tx in
            try waiting.enrol(with: password, nil, at: site, tx)
        }
        try await site.db.write(at: now - .days(25)) { tx in try stop(at: site, tx) }
    }

    /// Gives the provider a tier by hand, as a local manager does.
    private static func settle(
        _ provider: Provider,
        in tier: Tier,
        at site: Site,
        _ tx: borrowing Tx
    ) throws {
        guard tier != provider.tier else { return }
        let nobody = TierStanding(jobs: 0, score: nil, completed: 0, awarded: 0, response: nil)
        var evidence = TierEvidence(nobody)
        evidence.text = "References of earlier customers."
        _ = try TierDecision.make(
            tier,
            for: provider,
            .override,
            until: tx.now + .days(180),
            because: "Known for years.",
            evidence,
            by: actor("ada.king", tx),
            tx
        )
    }

    /// One provider was banned, and another takes a break.
    private static func stop(at site: Site, _ tx: borrowing Tx) throws {
        let (ivan, kurt, ada) = (
            try actor("ivan.petrov", tx), try actor("kurt.hansen", tx), try actor("ada.king", tx)
        )
        let reason = Reason(unchecked: "Asked customers to pay outside of the platform.")
        if let provider = try Provider.find(of: ivan.account, tx) {
            _ = try provider.changed(to: .banned, because: reason, as: site.call(as: ada), tx)
        }
        if let provider = try Provider.find(of: kurt.account, tx) {
            _ = try provider.changed(to: .inactive, because: nil, as: site.call(as: kurt), tx)
        }
    }

    /// The person with an address below `example.com`.
    static func actor(_ address: String, _ tx: borrowing Tx) throws -> Actor {
        let email = EmailAddress(unchecked: "\(address)@example.com")
        guard let account = try Account.find(email: email, tx) else { throw Problem(.notFound) }
        return .owner(of: account)
    }
}

extension Provider {
    fileprivate static func find(of account: ID<Account>?, _ tx: borrowing Tx) throws -> Provider? {
        guard let account else { return nil }
        return try find(of: account, tx)
    }
}
