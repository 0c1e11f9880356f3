import Kernel

/// A shelf of the catalogue, perhaps below another.
struct Category: Sendable {
    let id: ID<Category>
}
