import Kernel

/// Something that a company sells.
struct Product: Sendable {
    let id: ID<Product>
}
