import Kernel
import Platform
import Store

/// Warnings to vendors and location admins that a product is low on stock or out of stock.
enum StockAlarm {
    /// Informs connected clients at once, and people by a notification once a day per product and kind.
    static func raise(for level: StockLevel, _ tx: borrowing Tx) throws {
        guard level.hasRunOut || level.hasRunLow else { return }
        let zones: [ID<DeliveryZone>] = try tx.values(
            "\(Product.zones(of: level.product, soldBy: level.company)) ORDER BY cz.zone_id"
        )
        try Realtime.publish(
            level.hasRunOut ? "stock:out" : "stock:low",
            to: [.company(level.company), .admins] + zones.map(RealtimeRoom.zone),
            [
                "product_id": .string(level.product.description),
                "company_id": .string(level.company.description),
                "stock": .integer(Int64(level.after)),
                "low_stock_threshold": .integer(Int64(level.threshold)),
            ],
            tx
        )
        let alarm = WarnVendors(product: level.product, isOut: level.hasRunOut)
        try tx.enqueue(alarm, unique: "\(level.product)|\(level.hasRunOut)")
    }
}

/// Notifies a product's vendors, and the location admins of its zones, that it is low on stock or out of stock.
struct WarnVendors: Job {
    static let kind = "distribution.warn_vendors"

    let product: ID<Product>
    let isOut: Bool

    func run(_ call: JobCall) async throws -> JobOutcome {
        let zone = call.site.product.zone
        return try await call.db.write { tx in
            let product = try Product.find(product, tx)
            // It may have been restocked in the meantime.
            let still = isOut ? product.stock == 0 : product.stock <= product.lowStockThreshold
            guard still, product.deletedAt == nil else { return .cancel("no longer low on stock") }
            let zones = Product.zones(of: product.id, soldBy: product.company)
            let day = zone.civil(tx.now).date
            for recipients in [Recipients.vendors(of: product.company), .locationAdmins(of: zones)] {
                try Notifications.notify(recipients, tx) { language in
                    notice(of: product, key: "\(isOut ? "out" : "low"):\(product.id):\(day)", in: language)
                }
            }
            return .done
        }
    }

    private func notice(of product: Product, key: String, in language: Language) -> Notice {
        Notice(
            template: isOut ? .stockOut : .stockLow,
            about: (Product.kind, product.id.cast()),
            values: [
                "product": product.name.text(in: [language]), "sku": product.sku.rawValue,
                "stock": String(product.stock),
            ],
            key: key
        )
    }
}
