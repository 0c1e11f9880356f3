import Kernel
import Platform

extension SearchText {
    /// The searchable words of a product.
    static func stored(_ name: Name, _ description: Wording<1, 5000>?, _ sku: SKU) -> String {
        stored([sku.rawValue] + name.all + (description?.all ?? []))
    }

    /// The sort key of lists that are sorted by name.
    static func sortKey(_ name: Name) -> String {
        String(words(of: name.ar.rawValue).joined(separator: " ").prefix(120))
    }
}
