import Kernel
import Platform
import Store

/// The promotions that a caller manages: all of them, or those limited to zones that the caller administers.
struct PromotionReach: Sendable {
    /// The caller's zones; nil for every promotion.
    private let zones: IDSet<DeliveryZone>?

    static let all = PromotionReach(zones: nil)
    static let nothing = PromotionReach(zones: IDSet())

    func covers(_ promotion: Promotion) -> Bool {
        guard let zones else { return true }
        let targets = promotion.targets.zones
        return !targets.isEmpty && targets.ids.allSatisfy(zones.contains)
    }

    /// The same as a condition on `promotion p`.
    func condition(in dialect: Dialect) -> SQL {
        guard let zones else { return "TRUE" }
        guard !zones.isEmpty else { return "FALSE" }
        return .all([
            "\(pg: "jsonb_array_length", sqlite: "json_array_length")(p.zones) > 0",
            Self.lieWithin(zones, dialect),
        ])
    }

    private static func lieWithin(_ zones: IDSet<DeliveryZone>, _ dialect: Dialect) -> SQL {
        let inPostgres: SQL = "p.zones <@ CAST(\(json: zones) AS jsonb)"
        let inSQLite: SQL =
            """
            NOT EXISTS (SELECT 1 FROM json_each(p.zones) t
                         WHERE t.value NOT IN (SELECT m.value FROM json_each(\(json: zones)) m))
            """
        return "\(pg: inPostgres, sqlite: inSQLite, for: dialect)"
    }
}

extension PromotionReach {
    init(of call: Call, _ tx: borrowing Tx) throws {
        let scope = call.scope(of: .promotionManage)
        switch scope.reach {
        case .all: self = .all
        case .none: self = .nothing
        default:
            let isMine = Visibility(zone: "d.id").visible(to: scope)
            let mine: [ID<DeliveryZone>] = try tx.values("SELECT d.id FROM delivery_zone d WHERE \(isMine)")
            self = PromotionReach(zones: IDSet(mine))
        }
    }
}

// The names in a body.
extension PromotionReach {
    /// Refuses zones, goods and companies beyond the caller's zones, as if they did not exist.
    ///
    /// Absent members are not looked at: a promotion can be switched off after some of its goods have left the zones.
    func check(_ terms: PromotionChanges, as call: Call, _ tx: borrowing Tx) throws {
        guard let zones else { return }
        let goods = try Self.unknown(
            terms.namedProducts,
            "SELECT p.id FROM product p WHERE \(Product.managed(within: call.scope(of: .productManage))) AND p.id",
            tx
        )
        let companies = try Self.unknown(
            Named.list(terms.companyIds, at: "/company_ids"),
            "SELECT c.id FROM company c WHERE \(Company.visible(to: call.scope(of: .companyRead))) AND c.id",
            tx
        )
        let faults = goods + companies + Self.faults(of: terms.zoneIds, within: zones)
        guard faults.isEmpty else { throw Problem(.invalid, faults: faults) }
    }

    private static func faults(
        of named: [ID<DeliveryZone>]?,
        within zones: IDSet<DeliveryZone>
    ) -> [Problem.Fault] {
        guard let named else { return [] }
        guard !named.isEmpty else { return [Problem.Fault("/zone_ids", .outsideYourZones)] }
        return Named.list(named, at: "/zone_ids").filter { !zones.contains($0.id) }
            .map { Problem.Fault($0.pointer, .notYourZone) }
    }

    /// The faults of the ids that `query`, which ends before its `IN`, does not find.
    private static func unknown<Entity>(
        _ named: [Named<Entity>],
        _ query: SQL,
        _ tx: borrowing Tx
    ) throws -> [Problem.Fault] {
        guard !named.isEmpty else { return [] }
        let ids = named.map { $0.id }
        let known = Set(try tx.values("\(query) \(in: ids)", as: ID<Entity>.self))
        return named.filter { !known.contains($0.id) }.map { Problem.Fault($0.pointer, .namesNothing) }
    }
}

/// An id in a body, with its JSON pointer.
private struct Named<Entity> {
    let id: ID<Entity>
    let pointer: String

    static func list(_ ids: [ID<Entity>]?, at pointer: String) -> [Named<Entity>] {
        (ids ?? []).enumerated().map { Named(id: $0.element, pointer: "\(pointer)/\($0.offset)") }
    }
}

extension PromotionChanges {
    fileprivate var namedProducts: [Named<Product>] {
        let inBundle = (bundle ?? []).enumerated().map {
            Named<Product>(id: $0.element.productId, pointer: "/bundle/\($0.offset)/product_id")
        }
        let targets = Named.list(productIds, at: "/product_ids")
        return targets + Named.list(giftProductIds, at: "/gift_product_ids") + inBundle
    }
}
