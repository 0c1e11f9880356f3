import Kernel

/// How much of a product is wanted, and what follows for the next order: whole numbers, so that two who ask get the same.
struct Demand: Codable, Sendable, Equatable {
    /// Sold less what was cancelled, in the last days.
    var last7Days: Int
    var last30Days: Int
    var last90Days: Int
    /// How long it has been sold; windows longer than that count from its beginning.
    var ageDays: Int

    /// Thousandths of a unit a day: the last week counts half, the last month three tenths, the quarter two.
    var perDayThousandths: Int {
        let weighed =
            5 * rate(last7Days, over: 7) + 3 * rate(last30Days, over: 30) + 2 * rate(last90Days, over: 90)
        return weighed / 10
    }

    private func rate(_ sold: Int, over days: Int) -> Int {
        let length = min(days, max(1, ageDays))
        return max(0, min(sold, 1_000_000_000_000)) * 1_000 / length
    }
}

/// For how long one orders.
struct RestockTerms: Codable, Sendable, Equatable {
    /// From the order to the delivery.
    var leadDays: Int
    /// What the safety stock lasts for.
    var safetyDays: Int
    /// What an order lasts for.
    var coverDays: Int
}

/// What should be ordered of a product.
struct RestockAdvice: Codable, Sendable, Equatable {
    var safetyStock: Int
    /// At this stock, or below it, one orders.
    var reorderPoint: Int
    /// 0 when there is enough.
    var quantity: Int
    /// How long the stock lasts; absent when nothing is sold.
    var daysLeft: Int?

    /// What is enough until the delivery and then for as long as an order lasts, in whole cartons.
    init(_ demand: Demand, stock: Int, threshold: Int, packSize: Int?, _ terms: RestockTerms) {
        let rate = demand.perDayThousandths
        let need = { (days: Int) in (rate * days + 999) / 1_000 }
        safetyStock = need(terms.safetyDays)
        reorderPoint = max(need(terms.leadDays) + safetyStock, threshold)
        daysLeft = rate > 0 ? stock * 1_000 / rate : nil
        guard stock <= reorderPoint else {
            quantity = 0
            return
        }
        let target = max(need(terms.leadDays + terms.coverDays) + safetyStock, threshold + 1)
        let pack = max(1, packSize ?? 1)
        quantity = max(0, (target - stock + pack - 1) / pack * pack)
    }
}
