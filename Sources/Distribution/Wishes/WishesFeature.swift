import Kernel
import Platform
import Web

extension Feature {
    static let wishes = Feature(
        routes: NotifyMeRoutes.rows.tagged("Notify me") + Favourites.rows.tagged("Favourites")
            + NeededItems.rows.tagged("Needed items"),
        migrations: buyerTables,
        lifecycles: [NeededItem.lifecycle.table(named: NeededItem.kind)],
        jobs: [NotifyBackInStock.self],
        problems: [.inStock],
        personalData: [favouriteData, notifyMeData, neededItemData],
        templates: stockTemplates,
        audit: StockAlertAction.self
    )
}
