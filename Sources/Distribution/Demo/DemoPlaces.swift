import Kernel
import Platform
import Store

/// The zones and companies of the demo.
struct DemoPlaces: Sendable {
    let karkh: ID<DeliveryZone>
    let rusafa: ID<DeliveryZone>
    let erbil: ID<DeliveryZone>
    let furat: ID<Company>
    let zagros: ID<Company>

    // swift-format-ignore
    static func make(at site: Site) async throws -> DemoPlaces {
        try await site.db.write { tx in
            let karkh = try zone(#"{"name": {"ar": "الكرخ", "ku": "کەرخ", "en": "Karkh"}, "delivery_fee": 3000, "free_delivery_from": 150000}"#, tx)
            let rusafa = try zone(#"{"name": {"ar": "الرصافة", "ku": "ڕەسافە", "en": "Rusafa"}, "delivery_fee": 4000}"#, tx)
            let erbil = try zone(#"{"name": {"ar": "أربيل", "ku": "هەولێر", "en": "Erbil"}, "delivery_fee": 8000, "free_delivery_from": 400000}"#, tx)
            return DemoPlaces(
                karkh: karkh,
                rusafa: rusafa,
                erbil: erbil,
                furat: try company(#"{"name": {"ar": "شركة الفرات للتجارة", "ku": "کۆمپانیای فورات", "en": "Al-Furat Trading"}, "commission": 500}"#, in: [karkh, rusafa], tx),
                zagros: try company(#"{"name": {"ar": "زاگروس للأغذية", "ku": "زاگرۆس بۆ خۆراک", "en": "Zagros Foods"}, "commission": 750}"#, in: [rusafa, erbil], tx)
            )
        }
    }

    private static func zone(_ body: String, _ tx: borrowing Tx) throws -> ID<DeliveryZone> {
        let new = try JSON.decode(NewZone.self, from: body)
        if let known = try known("delivery_zone", new.name, tx) as ID<DeliveryZone>? { return known }
        return try DeliveryZone.add(new, by: .system, tx).id
    }

    private static func company(
        _ body: String,
        in zones: [ID<DeliveryZone>],
        _ tx: borrowing Tx
    ) throws -> ID<Company> {
        var new = try JSON.decode(NewCompany.self, from: body)
        new.zoneIds = zones
        if let known = try known("company", new.name, tx) as ID<Company>? { return known }
        return try Company.add(new, by: .system, tx).id
    }

    private static func known<Place>(_ table: SQL, _ name: Name, _ tx: borrowing Tx) throws -> ID<Place>? {
        var found: ID<Place>?
        try tx.forEach("SELECT id, name FROM \(table)") { row in
            let id = try row.next(ID<Place>.self)
            if try row.json(Name.self) == name { found = id }
        }
        return found
    }
}
