import Kernel
import Platform

extension SearchText {
    /// The searchable words of a product.
    static func stored(_ name: Name, _ description: Wording<1, 5000>?, _ sku: SKU) -> String {
        stored([sku.rawValue] + name.all + (description?.all ?? []))
    }

    /// The sort key of a name.
    static func sortKey(_ name: String) -> String {
        String(words(of: name).joined(separator: " ").prefix(120))
    }
}
