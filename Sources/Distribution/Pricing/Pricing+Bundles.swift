import Kernel
import Platform

extension Basket {
    /// Makes all sets of the bundle with the largest saving, then of the next, until none saves anything.
    mutating func bundle(by promotions: [Promotion]) throws {
        var left = promotions
        while true {
            var best: Offer?
            for promotion in left {
                guard let offer = offer(of: promotion), offer.saving > best?.saving ?? 0 else { continue }
                best = offer
            }
            guard let best else { break }
            for cut in best.cuts { _ = consume(cut.units ?? 0, of: cut.index) }
            try book(best.promotion, best.cuts, sets: Int(best.sets))
            left.removeAll { $0.id == best.promotion.id }
        }
        for promotion in left { passOver(bundle: promotion) }
    }

    /// A bundle with all the sets that are possible now.
    private struct Offer {
        let promotion: Promotion
        let sets: Int64
        let cuts: [Cut]
        let saving: Int64
    }

    /// The bundle's saving with all the sets that the open goods allow now.
    private func offer(of promotion: Promotion) -> Offer? {
        guard let parts = parts(of: promotion), let price = promotion.bundlePrice?.value else { return nil }
        guard promotion.missing(to: amount(of: parts.map(\.index))) == nil else { return nil }
        let sets = parts.map { lines[$0.index].openUnits / $0.quantity }.min() ?? 0
        guard sets > 0 else { return nil }
        let worths = parts.map { lines[$0.index].worth(of: sets * $0.quantity) }
        let (cost, overflow) = price.multipliedReportingOverflow(by: sets)
        let worth = worths.reduce(0, +)
        guard !overflow, worth > cost else { return nil }
        let amounts = promotion.capped(Share.spread(worth - cost, over: worths))
        let cuts = zip(parts, amounts).map { part, amount in
            Cut(index: part.index, amount: amount, units: sets * part.quantity)
        }
        return Offer(promotion: promotion, sets: sets, cuts: cuts, saving: amounts.reduce(0, +))
    }

    /// The lines of the bundle's goods in their order; nil when one is missing or closed.
    private func parts(of promotion: Promotion) -> [(index: Int, quantity: Int64)]? {
        var parts: [(index: Int, quantity: Int64)] = []
        for item in promotion.bundle {
            let index = lines.firstIndex { $0.line.product == item.productId }
            guard let index, lines[index].isOpen(to: promotion), promotion.targets.include(lines[index].line)
            else { return nil }
            parts.append((index, Int64(item.quantity.value)))
        }
        return parts.isEmpty ? nil : parts.sorted { $0.index < $1.index }
    }

    private mutating func passOver(bundle promotion: Promotion) {
        if let parts = parts(of: promotion), parts.allSatisfy({ lines[$0.index].openUnits >= $0.quantity }) {
            let missing = promotion.missing(to: amount(of: parts.map(\.index)))
            return pass(promotion, missing == nil ? .nothingToSave : .belowMinimum, amount: missing)
        }
        let present = lines.filter { line in promotion.bundle.contains { $0.productId == line.line.product } }
        guard !present.isEmpty else { return pass(promotion, .nothingMatches) }
        guard present.allSatisfy({ $0.isOpen(to: promotion) }) else { return pass(promotion, .notCombinable) }
        let missing = promotion.bundle.reduce(Int64(0)) { missing, item in
            let open = present.first { $0.line.product == item.productId }?.openUnits ?? 0
            return missing + max(0, Int64(item.quantity.value) - open)
        }
        pass(promotion, .tooFew, units: missing)
    }
}
