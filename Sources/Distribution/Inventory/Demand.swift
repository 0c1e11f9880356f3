import Kernel

/// The demand for a product, in whole numbers so that equal questions get equal answers.
struct Demand: Codable, Sendable, Equatable {
    /// Units sold, less those put back by cancellations and returns, in the last 7 days.
    var last7Days: Int
    /// Units sold, less those put back by cancellations and returns, in the last 30 days.
    var last30Days: Int
    /// Units sold, less those put back by cancellations and returns, in the last 90 days.
    var last90Days: Int
    /// Days since the product was created, at least 1; longer windows are shortened to it.
    var ageDays: Int

    /// Thousandths of a unit per day: the week weighs five tenths, the month three and the quarter two.
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

/// The assumptions of restock suggestions, in days.
struct RestockTerms: Codable, Sendable, Equatable {
    /// Days from order to delivery.
    var leadDays: Int
    /// Days that the safety stock lasts.
    var safetyDays: Int
    /// Days that an order lasts.
    var coverDays: Int
}

/// The recommended order for a product.
struct RestockAdvice: Codable, Sendable, Equatable {
    /// Units kept in reserve.
    var safetyStock: Int
    /// At or below this stock, in units, the product should be ordered.
    var reorderPoint: Int
    /// Units to order, in whole cartons; 0 when the stock is sufficient.
    var quantity: Int
    /// Days until the stock runs out at the current demand; absent without demand.
    var daysLeft: Int?

    /// Covers the demand until delivery and for the days that an order lasts, in whole cartons.
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
