import Foundation
import Kernel
import Platform
import Store
import TestKit
import Testing

@testable import Distribution

@Suite struct DistributionAccessTests {
    @Test(arguments: AccessRule.allCases)
    func `access rule`(_ rule: AccessRule) async throws {
        let flaws = try await distributionAccess.flaws(of: rule)
        for flaw in flaws { Issue.record("\(flaw)") }
    }
}

/// Ali, Hassan and Omar are of Karkh and Al-Furat: what is of Erbil and Zagros is out of their reach.
private let distributionAccess = AccessSuite(
    distribution,
    cast: [(.omar, .shopOwner), (.hassan, .vendor), (.ali, .locationAdmin), (.noor, .superAdmin)],
    onlyForPrograms: [.internalRead],
    freshness: freshness,
    examples: examples,
    precedents: precedents,
    file: .init("tea.png", "image/png", pixel)
) {
    AccessObject(Address.self, "Dilan's shop", of: .dilan) { try await $0.addAddress(of: .dilan) }
    AccessObject(Address.self, "Omar's shop", of: .omar) { try await $0.addAddress(of: .omar) }
    AccessObject(CartItem.self, "honey", of: .dilan) { try await $0.inCart("ZAG-HONEY-1", of: .dilan) }
    AccessObject(CartItem.self, "tea", of: .omar) { try await $0.inCart("FUR-TEA-450", of: .omar) }
    AccessObject(Order.self, "an order in Erbil", of: .dilan, .layla, .rana) { world in
        try await world.sell(erbil)
    }
    AccessObject(Order.self, "an order in Karkh", of: .omar, .hassan, .ali) { world in
        try await world.sell(karkh)
    }
    AccessObject(Checkout.self, "an order in Erbil", of: .dilan, .layla, .rana) { world in
        try await world.sell(erbil)
    }
    AccessObject(Checkout.self, "an order in Karkh", of: .omar, .hassan, .ali) { world in
        try await world.sell(karkh)
    }
    AccessObject(Distribution.Product.self, "honey", of: .layla, .rana, with: selling) { world in
        try await world.productID("ZAG-HONEY-1")
    }
    AccessObject(Distribution.Product.self, "tea", of: .hassan, .ali, with: selling) { world in
        try await world.newTea()
    }
    AccessObject.open(Distribution.Product.self, to: shopping, because: "the catalogue is public") { world in
        try await world.productID("FUR-SOAP-4")
    }
    AccessObject(Company.self, "Zagros", of: .layla, .rana) { try await $0.company("Zagros Foods") }
    AccessObject(Company.self, "Al-Furat, which delivers to Omar", of: .hassan, .ali, .omar) { world in
        try await world.company("Al-Furat Trading")
    }
    AccessObject(DeliveryZone.self, "Erbil", of: .dilan, .layla, .rana) { try await $0.zone("Erbil") }
    AccessObject(DeliveryZone.self, "Karkh", of: .omar, .hassan, .ali) { try await $0.zone("Karkh") }
    AccessObject(Account.self, "Omar, whom his zone knows", of: .omar, .ali, with: zoneKnows) { world in
        try await world.id(of: .omar)
    }
    AccessObject(
        Account.self,
        "Omar, whom his zone and sellers know",
        of: .omar,
        .ali,
        .hassan,
        with: sellersKnow
    ) { world in
        try await world.id(of: .omar)
    }
    AccessObject(Account.self, "Omar himself", of: .omar, with: [.memberEdit]) { try await $0.id(of: .omar) }
    AccessObject(Account.self, "Ali himself", of: .ali, with: [.memberEdit]) { try await $0.id(of: .ali) }
    AccessObject(Account.self, "Hassan himself", of: .hassan) { try await $0.id(of: .hassan) }
    AccessObject(Account.self, "Dilan", of: .dilan, .rana) { try await $0.id(of: .dilan) }
    AccessObject.open(Distribution.Category.self, because: "the catalogue is public") { world in
        try await world.category("Food")
    }
    AccessObject.open(StoredFile.self, because: "an image of the catalogue is public") { world in
        let form = Form().file("file", "tea.png", "image/png", pixel)
        return try await world.as(.layla).post("/api/upload", form).made
    }
    AccessObject.open(Promotion.self, to: [.priceAsk], because: "the promotions that hold now are public") {
        try await $0.as(.noor).firstID(at: "/api/promotions")
    }
    AccessObject(Promotion.self, "Erbil's", of: .rana, with: [.promotionManage]) {
        try await $0.promotion(in: "Erbil", by: .rana)
    }
    AccessObject(Promotion.self, "Karkh's", of: .ali, with: [.promotionManage]) {
        try await $0.promotion(in: "Karkh", by: .ali)
    }
    AccessObject(DeliveryRoute.self, "a route in Erbil", of: .rana) {
        try await $0.route(in: "Erbil", by: .rana)
    }
    AccessObject(DeliveryRoute.self, "a route in Karkh", of: .ali) {
        try await $0.route(in: "Karkh", by: .ali)
    }
    AccessObject(NeededItem.self, "oil", of: .dilan, .rana) { try await $0.needed(by: .dilan) }
    AccessObject(NeededItem.self, "oil", of: .omar, .ali) { try await $0.needed(by: .omar) }
    AccessObject(CompanyPayout.self, "Zagros's", of: .layla) { try await $0.payout(to: erbil) }
    AccessObject(CompanyPayout.self, "Al-Furat's", of: .hassan) { try await $0.payout(to: karkh) }
    AccessObject(Settlement.self, "Zagros's", of: .layla) { try await $0.settlement(of: erbil) }
    AccessObject(Settlement.self, "Al-Furat's", of: .hassan) { try await $0.settlement(of: karkh) }
    AccessObject(PriceList.self, "a price list", of: .noor) {
        try await $0.as(.noor).firstID(at: "/api/price-lists")
    }
    AccessObject.ofPlatform(.dilan, .omar, .hassan, .ali, .noor)
    AccessObject.ofAdministration(by: .noor)
    AccessObject.ofReports(by: .noor)
}

private let erbil = Sale(company: "Zagros Foods", zone: "Erbil", customer: .dilan, status: "CONFIRMED")
private let karkh = Sale(status: "CONFIRMED")

/// With these a product is its company's, or a matter of its zones.
private let selling: Set<Permission> = [
    .productManage, .promotionManage, .stockRead, .stockManage, .vendorPortal,
]
/// With these a product is what everyone sees in the catalogue.
private let shopping: Set<Permission> = [.cart, .orderPlace, .priceAsk, .wish, .wishRead]

/// With these a shop owner is known to the administrators of the zone.
private let zoneKnows: Set<Permission> = [.memberRead, .shopOwnerManage, .pushSend]
/// With these also to the companies that the shop orders from.
private let sellersKnow: Set<Permission> = [.orderRead, .vendorPortal]

/// Values that a schema cannot express.
private let examples: [String: JSONValue] = [
    "GET /api/internal/users": ["email": "omar.shop@example.com"],
    "POST /api/products": ["company_id": "own"],
    "POST /api/promotions/apply": ["lines": "own"],
    "POST /api/promotions/preview": ["lines": "own"],
    "POST /api/promotions": ["percentage": 10, "zone_ids": "own"],
    "POST /api/settlements": ["to": "2026-11-21"],
    "PATCH /api/inventory/stock/update": ["stock": 5],
    "PATCH /api/products/{id}/stock": ["stock": 5],
    "PATCH /api/vendors/products/{id}/stock": ["stock": 5],
]

/// Deleted products can be restored.
private let precedents = [
    "POST /api/products/{id}/restore": "DELETE /api/products/{id}",
    "POST /api/vendors/products/{id}/restore": "DELETE /api/vendors/products/{id}",
]

/// One grey pixel.
private let pixel = [UInt8](
    Data(
        base64Encoded:
            "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNgAAAAAgABSK+kcQAAAABJRU5ErkJggg=="
    ) ?? Data()
)

/// All operations that ask for a fresh login.
private let freshness = Freshness(
    always: Freshness.ofPlatform(under: "/api").union([
        "POST /api/admins", "PUT /api/admins/{id}", "PATCH /api/admins/{id}/zones",
        "PATCH /api/admins/{id}/active", "POST /api/admins/{id}/reset-password",
        "DELETE /api/admins/{id}",
        "PATCH /api/admins/shop-owners/{id}/active",
        "POST /api/companies/{id}/vendors", "DELETE /api/companies/{id}/vendors/{account}",
        "POST /api/payouts", "PATCH /api/payouts/{id}/status",
        "POST /api/settlements", "PATCH /api/settlements/{id}/status",
        "POST /api/orders/{id}/returns",
    ]),
    forOthers: ["PUT /api/users/{id}", "DELETE /api/users/{id}"],
    inPart: ["DELETE /api/users/me/account"],
    delicate: [
        .usersManage, .privacyManage, .webhooksManage, .adminManage, .shopOwnerManage, .memberEdit,
        .payoutManage, .orderReturn, .companyManage,
    ],
    plain: [
        // Less than there was before.
        "DELETE /api/admin/invitations/{id}", "DELETE /api/admin/service-tokens/{id}",
        "DELETE /api/admin/webhooks/{id}",
        // To the place that was chosen with a fresh login.
        "POST /api/admin/webhooks/{id}/test", "POST /api/admin/webhooks/{id}/redeliver",
        "POST /api/admin/webhooks/{id}/deliveries/{delivery}/redeliver",
        // Nobody's account changes.
        "POST /api/admin/users/{id}/legal-holds", "POST /api/admin/legal-holds/{id}/lift",
        // Companies are not people, and what is agreed with them moves no money yet.
        "POST /api/companies", "PUT /api/companies/{id}", "PATCH /api/companies/{id}/commission",
        "PATCH /api/companies/{id}/delivery-fees", "PATCH /api/companies/{id}/status",
    ]
)

extension World {
    fileprivate func inCart(_ sku: String, of person: Person) async throws -> String {
        let product = try await productID(sku)
        let answer = try await self.as(person).post(
            "/api/cart/items",
            ["product_id": .string(product), "quantity": 1]
        )
        let item = try await db.read { tx in
            try tx.value(
                """
                SELECT i.id FROM cart_item i JOIN account a ON a.id = i.account_id
                 WHERE a.email = \(person.email) AND i.product_id = \(ID<Distribution.Product>(product))
                """,
                as: ID<CartItem>.self
            )
        }
        guard let item else { throw TestFailure("nothing in the cart: \(answer)") }
        return item.description
    }

    fileprivate func newTea() async throws -> String {
        let sku = "TEA-\(ID<Distribution.Product>.new(at: clock.now).description.suffix(8))"
        return try await self.as(.hassan).post("/api/vendors/products", newProduct(sku)).made
    }

    fileprivate func route(in zone: String, by admin: Person) async throws -> String {
        let answer = try await self.as(admin).post(
            "/api/delivery/routes",
            [
                "date": "2026-11-22", "zone_id": .string(try await self.zone(zone)), "driver_name": "Mustafa",
                "driver_phone": "+9647701112233", "capacity": 10, "order_ids": [],
            ]
        )
        guard let id = answer["route"]?["id"]?.stringValue else { throw TestFailure("no route: \(answer)") }
        return id
    }

    fileprivate func promotion(in zone: String, by admin: Person) async throws -> String {
        let terms: [String: JSONValue] = [
            "percentage": 100, "stackable": true, "zone_ids": [.string(try await self.zone(zone))],
        ]
        return try await self.as(admin).post("/api/promotions", offer(terms)).made
    }

    fileprivate func needed(by person: Person) async throws -> String {
        try await self.as(person).post("/api/needed-items", ["name": "زيت زيتون", "quantity": 3]).made
    }

    /// A payout of what one sale has earned.
    fileprivate func payout(to sale: Sale) async throws -> String {
        try await sell(delivered(sale))
        let body: JSONValue = [
            "company_id": .string(try await company(sale.company)), "from": "2026-11-01", "to": "2026-11-21",
        ]
        return try await self.as(.noor).post("/api/payouts", body).made
    }

    fileprivate func settlement(of sale: Sale) async throws -> String {
        var sale = delivered(sale)
        sale.at = Instant("2026-11-18T10:00:00Z")
        try await sell(sale)
        let body: JSONValue = ["company_id": .string(try await company(sale.company)), "to": "2026-11-20"]
        return try await self.as(.noor).post("/api/settlements", body).made
    }

    private func delivered(_ sale: Sale) -> Sale {
        var sale = sale
        sale.status = "DELIVERED"
        return sale
    }
}
