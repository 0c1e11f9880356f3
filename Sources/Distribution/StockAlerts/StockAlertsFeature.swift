import Platform
import Web

extension Feature {
    /// Its migration makes the tables of favourites and product requests too, which stand after it.
    static let stockAlerts = Feature(
        routes: NotifyMeRoutes.rows.tagged("Notify me"),
        migrations: buyerTables,
        jobs: [NotifyBackInStock.self],
        problems: [.inStock],
        personalData: [notifyMeData],
        templates: stockTemplates,
        audit: StockAlertAction.self
    )
}
