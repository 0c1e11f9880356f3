import Kernel
import Platform
import Web

extension Feature {
    static let productRequests = Feature(
        routes: NeededItems.rows.tagged("Needed items"),
        lifecycles: [NeededItem.lifecycle.table(named: NeededItem.kind)],
        personalData: [neededItemData]
    )
}
