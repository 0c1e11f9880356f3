import Kernel
import Platform
import Store

/// The delivery addresses of the demo's shops.
enum DemoAddresses {
    private struct Place {
        let email: String
        let text: String
    }

    // swift-format-ignore
    private static let places = [
        Place(email: "omar.shop@example.com",   text: #"{"label": "المتجر", "recipient": "عمر هادي", "city": "بغداد", "street": "الكرخ، شارع المنصور ١٤", "location": {"latitude": 33.3128, "longitude": 44.3405}}"#),
        Place(email: "zainab.shop@example.com", text: #"{"label": "المتجر", "recipient": "زينب سالم", "city": "بغداد", "street": "الرصافة، شارع فلسطين ٧", "location": {"latitude": 33.3512, "longitude": 44.4301}}"#),
        Place(email: "dilan.shop@example.com",  text: #"{"label": "دوکان", "recipient": "دیلان ڕەشید", "city": "هەولێر", "street": "شەقامی ١٠٠ مەتری ٣", "location": {"latitude": 36.1901, "longitude": 44.0091}}"#),
    ]

    static func make(on stage: DemoStage, at site: Site) async throws {
        for place in places {
            guard let account = stage.people[place.email]?.account else { continue }
            let address = try JSON.decode(NewAddress.self, from: place.text)
            try await site.db.write { tx in
                guard try Address.findDefault(of: account, tx) == nil else { return }
                _ = try Address.add(address, of: account, tx)
            }
        }
    }
}
