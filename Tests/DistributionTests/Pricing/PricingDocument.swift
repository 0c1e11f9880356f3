import Kernel
import Platform

@testable import Distribution

extension PricingCase {
    /// The input of `scripts/reprice.py`.
    var document: JSONValue {
        [
            "lines": .array(lines.map(\.document)), "promotions": .array(promotions.map(\.document)),
            "price_lists": .array(lists.map(\.document)),
            "context": [
                "zone_id": .string(Self.zone.description), "now": .string(Self.now.description),
                "customer_group": group.map { .string($0) } ?? .null,
                "delivery": .members(
                    terms.map { company, terms in
                        (
                            company.description,
                            ["fee": terms.fee.document, "free_from": terms.freeFrom.document]
                        )
                    }
                ),
            ],
        ]
    }
}

extension JSONValue {
    static func members(_ members: [(String, JSONValue)]) -> JSONValue {
        var object = JSONObject()
        for (name, value) in members { object[name] = value }
        return .object(object)
    }
}

extension Dinars {
    fileprivate var document: JSONValue { .integer(value) }
}

extension Dinars? {
    fileprivate var document: JSONValue { map(\.document) ?? .null }
}

extension Int? {
    fileprivate var document: JSONValue { map { .integer(Int64($0)) } ?? .null }
}

extension IDSet {
    fileprivate var document: JSONValue { .array(ids.map { .string($0.description) }) }
}

extension PricedLine {
    fileprivate var document: JSONValue {
        [
            "product_id": .string(product.description), "company_id": .string(company.description),
            "category_ids": .array(categories.map { .string($0.description) }),
            "quantity": .integer(Int64(quantity)), "list_price": listPrice.document,
        ]
    }
}

extension Promotion {
    fileprivate var document: JSONValue {
        .members([
            ("id", .string(id.description)), ("type", .string(kind.rawValue)),
            ("percentage", percentage.document), ("amount", amount.document),
            ("buy_quantity", buyQuantity.document), ("get_quantity", getQuantity.document),
            ("gift_product_ids", gifts.document),
            (
                "bundle",
                .array(
                    bundle.map {
                        [
                            "product_id": .string($0.productId.description),
                            "quantity": .integer(Int64($0.quantity.value)),
                        ]
                    }
                )
            ),
            ("bundle_price", bundlePrice.document), ("product_ids", targets.products.document),
            ("category_ids", targets.categories.document), ("company_ids", targets.companies.document),
            ("zone_ids", targets.zones.document), ("minimum_amount", minimumAmount.document),
            ("maximum_discount", maximumDiscount.document), ("usage_limit", usageLimit.document),
            ("usage_limit_per_customer", usageLimitPerCustomer.document), ("used", .integer(Int64(used))),
            ("used_by_customer", .integer(Int64(usedByCustomer))), ("priority", .integer(Int64(priority))),
            ("stackable", .bool(isStackable)), ("is_active", .bool(isActive)),
            ("starts_at", .string(startsAt.description)),
            ("ends_at", endsAt.map { .string($0.description) } ?? .null),
        ])
    }
}

extension PriceList {
    fileprivate var document: JSONValue {
        .members([
            ("id", .string(id.description)), ("company_id", company.map { .string($0.description) } ?? .null),
            ("zone_id", zone.map { .string($0.description) } ?? .null),
            ("customer_group", customerGroup.map { .string($0.rawValue) } ?? .null),
            ("priority", .integer(Int64(priority))), ("is_active", .bool(isActive)),
            ("starts_at", .string(startsAt.description)),
            ("ends_at", endsAt.map { .string($0.description) } ?? .null),
            (
                "prices",
                .array(
                    listed.map {
                        [
                            "product_id": .string($0.productId.description),
                            "from_quantity": .integer(Int64($0.fromQuantity?.value ?? 1)),
                            "price": $0.price.document,
                        ]
                    }
                )
            ),
        ])
    }
}
