import Kernel

/// What a shop ordered from one company.
struct SalesOrder: Sendable {
    let id: ID<SalesOrder>
}
