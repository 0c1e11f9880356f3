import Kernel

/// A wholesaler.
struct Company: Sendable {
    let id: ID<Company>
}
