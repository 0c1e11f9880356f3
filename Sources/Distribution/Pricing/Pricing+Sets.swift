import Kernel
import Platform

// Promotions counted in sets of units; each unit belongs to one set at most.

extension Basket {
    /// Applies buy X get Y.
    ///
    /// In every full set the cheapest units of all are free, and the next cheapest count as bought for them.
    mutating func giveAway(by promotion: Promotion) throws {
        guard let buy = promotion.buyQuantity.map(Int64.init), let get = promotion.getQuantity.map(Int64.init)
        else { return }
        let scope = scope(of: promotion)
        let gifts = promotion.gifts.isEmpty ? scope : giftLines(of: promotion)
        let bought =
            promotion.gifts.isEmpty ? [] : scope.filter { !promotion.gifts.contains(lines[$0].line.product) }
        guard !scope.isEmpty else { return passOver(withoutScope: promotion) }
        let base = amount(of: promotion.gifts.isEmpty ? scope : bought)
        if let missing = promotion.missing(to: base) {
            return pass(promotion, .belowMinimum, amount: missing)
        }
        let sets: Int64
        if promotion.gifts.isEmpty {
            sets = units(of: scope) / (buy + get)
            guard sets > 0 else {
                return pass(promotion, .tooFew, units: buy + get - units(of: scope))
            }
        } else {
            sets = min(units(of: bought) / buy, units(of: gifts) / get)
            guard sets > 0 else {
                let lacking = max(0, buy - units(of: bought)) + max(0, get - units(of: gifts))
                return pass(promotion, .tooFew, units: lacking)
            }
        }
        let free = cheapest(sets * get, of: gifts)
        guard free.contains(where: { lines[$0.index].worth(of: $0.units) > 0 }) else {
            return pass(promotion, .nothingToSave)
        }
        var cuts = free.map { Cut(index: $0.index, amount: consume($0.units, of: $0.index), units: $0.units) }
        let paid = cheapest(sets * buy, of: promotion.gifts.isEmpty ? scope : bought)
        for part in paid { _ = consume(part.units, of: part.index) }
        let amounts = promotion.capped(cuts.map(\.amount))
        for index in cuts.indices { cuts[index].amount = amounts[index] }
        let others = Set(paid.map(\.index)).subtracting(cuts.map(\.index)).sorted()
        try book(promotion, cuts + others.map { Cut(index: $0, amount: 0) }, sets: Int(sets))
    }

    private func giftLines(of promotion: Promotion) -> [Int] {
        lines.indices.filter { index in
            let line = lines[index]
            let companies = promotion.targets.companies
            return promotion.gifts.contains(line.line.product) && line.isOpen(to: promotion)
                && (companies.isEmpty || companies.contains(line.line.company))
        }
    }

    func units(of scope: [Int]) -> Int64 {
        scope.reduce(0) { $0 + lines[$1].openUnits }
    }

    /// The given number of open units, the cheapest first, and of equal ones the earlier line's.
    private func cheapest(_ count: Int64, of scope: [Int]) -> [(index: Int, units: Int64)] {
        let open = scope.filter { lines[$0].openUnits > 0 }.sorted { left, right in
            let first = Int128(lines[left].openAmount) * Int128(lines[right].openUnits)
            let second = Int128(lines[right].openAmount) * Int128(lines[left].openUnits)
            return first != second ? first < second : left < right
        }
        var (left, taken) = (count, [(index: Int, units: Int64)]())
        for index in open where left > 0 {
            let units = min(left, lines[index].openUnits)
            taken.append((index, units))
            left -= units
        }
        return taken
    }
}
