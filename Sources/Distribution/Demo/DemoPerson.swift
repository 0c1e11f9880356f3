import Kernel
import Platform
import Store

/// A person of the demo's cast; all have the password `Portico-demo-2026`.
struct DemoPerson: Sendable {
    let email: String
    let phone: String
    let name: String
    let role: Role
    var shop: String?
    var zone: @Sendable (DemoPlaces) -> ID<DeliveryZone> = \.karkh
    var company: (@Sendable (DemoPlaces) -> ID<Company>)?

    // swift-format-ignore
    static let all = [
        DemoPerson(email: "noor.admin@example.com",   phone: "+9647701000001", name: "Noor Al-Saadi",  role: .superAdmin),
        DemoPerson(email: "ali.karkh@example.com",    phone: "+9647701000002", name: "Ali Jabbar",     role: .locationAdmin),
        DemoPerson(email: "rana.erbil@example.com",   phone: "+9647701000003", name: "Rana Aziz",      role: .locationAdmin, zone: \.erbil),
        DemoPerson(email: "hassan.furat@example.com", phone: "+9647701000004", name: "Hassan Kareem",  role: .vendor,        company: \.furat),
        DemoPerson(email: "layla.zagros@example.com", phone: "+9647701000005", name: "Layla Barzani",  role: .vendor,        company: \.zagros),
        DemoPerson(email: "omar.shop@example.com",    phone: "+9647701000006", name: "Omar Hadi",      role: .shopOwner,     shop: "أسواق عمر"),
        DemoPerson(email: "zainab.shop@example.com",  phone: "+9647701000007", name: "Zainab Salim",   role: .shopOwner,     shop: "ميني ماركت زينب", zone: \.rusafa),
        DemoPerson(email: "dilan.shop@example.com",   phone: "+9647701000008", name: "Dilan Rashid",   role: .shopOwner,     shop: "مارکێتی دیلان",   zone: \.erbil),
    ]

    static func administrator(of site: Site) async throws -> Actor {
        try await site.db.read { tx in
            let account: Account? = try Account.find(email: EmailAddress(unchecked: all[0].email), tx)
            guard let account else { throw Problem(.notFound) }
            return Actor(kind: .person, account: account.id, role: account.role)
        }
    }

    func join(_ places: DemoPlaces, at site: Site) async throws {
        let email = EmailAddress(unchecked: email)
        guard try await site.db.read({ tx in try Account.find(email: email, tx) }) == nil else { return }
        let password = try JSON.decode(Password.self, from: JSONValue("Portico-demo-2026"))
        let hash = try await site.passwords.hash(password)
        try await site.db.write { tx in
            let account = try Accounts.register(
                email: email,
                phone: PhoneNumber(unchecked: phone),
                password: hash,
                role: role,
                locale: .arabic,
                by: .system,
                at: site,
                tx
            )
            var member = Member(of: account.id, Line(unchecked: name), at: tx.now)
            member.shopName = shop.map(Line.init(unchecked:))
            member.zone = role == .shopOwner ? zone(places) : nil
            member.company = company.map { $0(places) }
            try member.insert(tx)
            guard role == .locationAdmin else { return }
            try AdminZones.give([zone(places)], to: User.find(account.id, tx), by: .system, tx)
        }
    }
}
