import Kernel
import Platform
import Store

/// The images of products, which are public files.
enum ProductImages {
    /// The images of each product in display order.
    static func list(
        of products: [ID<Product>],
        _ tx: borrowing Tx
    ) throws -> [ID<Product>: [ID<StoredFile>]] {
        var images: [ID<Product>: [ID<StoredFile>]] = [:]
        try tx.forEach(
            "SELECT product_id, file_id FROM product_image WHERE product_id \(in: products) ORDER BY product_id, position"
        ) { row in
            let product: ID<Product> = try row.next()
            images[product, default: []].append(try row.next())
        }
        return images
    }

    /// Replaces the product's images.
    static func replace(of product: ID<Product>, by images: [ID<StoredFile>], _ tx: borrowing Tx) throws {
        try tx.execute("DELETE FROM product_image WHERE product_id = \(product)")
        for (position, image) in images.enumerated() {
            try tx.execute(
                """
                INSERT INTO product_image (product_id, position, file_id) VALUES (\(product), \(position), \(image))
                """
            )
        }
    }

    static func known(_ ids: [ID<StoredFile>], _ tx: borrowing Tx) throws -> Set<ID<StoredFile>> {
        Set(try tx.values("SELECT file_id FROM catalogue_image WHERE file_id \(in: ids)"))
    }
}
