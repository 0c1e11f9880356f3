import Platform
import Web

extension Feature {
    static let favourites = Feature(
        routes: Favourites.rows.tagged("Favourites"),
        personalData: [favouriteData]
    )
}
