import Kernel
import Platform
import Web

extension Feature {
    /// The store room, and those who wait for what is in it.
    static let inventory = Feature(
        routes: InventoryRoutes.routes + NotifyMeRoutes.rows.tagged("Notify me")
            + Favourites.rows.tagged("Favourites") + NeededItems.rows.tagged("Needed items"),
        migrations: wishMigrations,
        lifecycles: [NeededItem.lifecycle.table(named: NeededItem.kind)],
        jobs: [WakeWaiting.self, WarnVendors.self],
        problems: [.outOfStock, .inStock],
        personalData: [favouriteData, notifyMeData, neededItemData],
        impersonalTables: [
            ImpersonalTable(
                "stock_movement",
                "what came in and went out of the store, by whose hand as an identity"
            )
        ],
        templates: stockTemplates
    )
}
