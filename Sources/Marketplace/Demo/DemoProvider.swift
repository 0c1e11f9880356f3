import Kernel
import Platform
import Store

/// A provider of the demo, open every day from eight to six.
struct DemoProvider: Sendable {
    let person: DemoPerson
    let businessName: String
    let point: Coordinates
    /// In metres.
    var radius = 40_000
    /// The names of the services on offer, with the price of a unit in cents.
    var offers: [(service: String, price: Int)] = []
    /// Whether the documents were approved and the provider verified.
    var isVerified = true

    /// The papers of a verified provider, stored before the transaction.
    struct Papers: Sendable {
        fileprivate let files: [(kind: ProviderDocument.Kind, file: ReceivedFile)]

        static func make(at site: Site) async throws -> Papers {
            var files: [(ProviderDocument.Kind, ReceivedFile)] = []
            for kind in [ProviderDocument.Kind.identity, .insurance] {
                let file = try await Files.make("\(kind.rawValue).pdf", .pdf, at: site) {
                    try await $0.append(Array("%PDF-1.4 \(kind.rawValue)".utf8))
                }
                files.append((kind, file))
            }
            return Papers(files: files)
        }
    }

    /// Opens the account and turns it into a provider, as the operations do.
    @discardableResult
    func enrol(
        with password: HashedPassword,
        _ papers: Papers?,
        at site: Site,
        _ tx: borrowing Tx
    ) throws -> Provider {
        let account = try person.enrol(with: password, at: site, tx)
        let owner = site.call(as: .owner(of: account), with: .providerOnboard)
        var provider = try Provider.onboard(body(tx), as: owner, tx)
        try keepHours(account.id, tx)
        guard isVerified, let papers else { return provider }
        let server = site.call(as: .system)
        for (kind, file) in papers.files {
            let new = NewProviderDocument(kind: kind)
            let document = try ProviderDocument.add(file, as: new, of: provider, by: owner, tx)
            _ = try document.approved(as: server, tx)
        }
        provider = try Provider.find(provider.id, tx)
        let reason = Reason(unchecked: "The documents are in order.")
        return try provider.verified(because: reason, as: server, tx)
    }

    private func body(_ tx: borrowing Tx) throws -> NewProvider {
        var services: [NewProviderService] = []
        for offer in offers {
            let service: ID<Service>? = try tx.value(
                "SELECT s.id FROM service s WHERE s.name = \(offer.service)",
                as: ID<Service>.self
            )
            guard let service, let price = Price(offer.price) else { continue }
            services.append(NewProviderService(serviceId: service, priceMinor: price))
        }
        return NewProvider(
            businessName: Provider.BusinessName(unchecked: businessName),
            point: point,
            radiusM: Provider.Radius(radius) ?? .placeholder,
            services: services
        )
    }

    private func keepHours(_ account: ID<Account>, _ tx: borrowing Tx) throws {
        let (from, until) = (LocalTime(unchecked: "08:00"), LocalTime(unchecked: "18:00"))
        guard let span = WallSpan(from: from, until: until),
            let resource = try BookingResource.find(of: account, tx)
        else { return }
        try WeeklyHours((1...7).map { WeeklyHours.Line(weekday: $0, span: span) }).save(for: resource.id, tx)
    }
}
