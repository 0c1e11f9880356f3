import Kernel
import Platform
import Store

extension Promotion {
    private static let maximumTargets = 500

    /// Refuses an invalid promotion, with all its faults at once.
    func check(_ tx: borrowing Tx) throws {
        let faults = try faultsOfTerms + faultsOfNames(tx)
        guard faults.isEmpty else { throw Problem(.invalid, faults: faults) }
    }

    private var faultsOfTerms: [Problem.Fault] {
        var faults: [Problem.Fault] = []
        func require(_ isGiven: Bool, _ member: String) {
            if !isGiven { faults.append(Problem.Fault("/\(member)", Refusal(.required))) }
        }
        func refuse(_ isWrong: Bool, _ member: String, _ refusal: Refusal) {
            if isWrong { faults.append(Problem.Fault("/\(member)", refusal)) }
        }
        switch kind {
        case .percentage: require(percentage != nil, "percentage")
        case .fixed: require(amount != nil, "amount")
        case .buyXGetY:
            require(buyQuantity != nil, "buy_quantity")
            require(getQuantity != nil, "get_quantity")
        case .bundle:
            require(!bundle.isEmpty, "bundle")
            require(bundlePrice != nil, "bundle_price")
            refuse(!targets.products.isEmpty, "product_ids", .notOfThisKind)
            refuse(!targets.categories.isEmpty, "category_ids", .notOfThisKind)
            refuse(Set(bundle.map(\.productId)).count < bundle.count, "bundle", .namedTwice)
        }
        refuse(kind != .buyXGetY && !gifts.isEmpty, "gift_product_ids", .notOfThisKind)
        refuse(kind != .bundle && !bundle.isEmpty, "bundle", .notOfThisKind)
        let amounts = [
            ("amount", amount), ("minimum_amount", minimumAmount), ("maximum_discount", maximumDiscount),
        ]
        for (member, amount) in amounts {
            refuse(amount == .zero, member, Refusal(.outOfRange(1...Int(Dinars.limit))))
        }
        refuse(endsAt.map { $0 <= startsAt } ?? false, "ends_at", .endsBeforeItStarts)
        return faults
    }

    private func faultsOfNames(_ tx: borrowing Tx) throws -> [Problem.Fault] {
        let products = targets.products.ids
        let wanted: [(member: String, ids: [ID<Promotion>], known: SQL)] = [
            ("product_ids", products.map { $0.cast() }, "product t WHERE t.deleted_at IS NULL"),
            ("gift_product_ids", gifts.ids.map { $0.cast() }, "product t WHERE t.deleted_at IS NULL"),
            ("bundle", bundle.map { $0.productId.cast() }, "product t WHERE t.deleted_at IS NULL"),
            ("category_ids", targets.categories.ids.map { $0.cast() }, "category t WHERE TRUE"),
            ("company_ids", targets.companies.ids.map { $0.cast() }, "company t WHERE TRUE"),
            ("zone_ids", targets.zones.ids.map { $0.cast() }, "delivery_zone t WHERE TRUE"),
        ]
        var faults: [Problem.Fault] = []
        for (member, ids, known) in wanted where !ids.isEmpty {
            guard ids.count <= Self.maximumTargets else {
                faults.append(Problem.Fault("/\(member)", Refusal(.tooMany(Self.maximumTargets))))
                continue
            }
            let count = try tx.value(
                "SELECT COUNT(*) FROM \(known) AND t.id \(in: Set(ids).sorted())",
                as: Int.self
            )
            if count != Set(ids).count { faults.append(Problem.Fault("/\(member)", .namesNothing)) }
        }
        return faults
    }
}
