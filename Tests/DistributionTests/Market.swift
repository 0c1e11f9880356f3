import Kernel
import Platform
import TestKit

@testable import Distribution

/// The demo's market with its people, companies and goods, and no orders.
func market(dependencies: (inout Dependencies) -> Void = { _ in }) async throws -> World {
    try await World(distribution, cast: "market", cast: { try await demo($0) }, dependencies: dependencies)
}

// swift-format-ignore
extension Person {
    /// Super admin.
    static let noor   = Person("noor", email: "noor.admin@example.com")
    /// Location admin of Karkh.
    static let ali    = Person("ali", email: "ali.karkh@example.com")
    /// Location admin of Erbil.
    static let rana   = Person("rana", email: "rana.erbil@example.com")
    /// Vendor of Al-Furat, which delivers to Karkh and Rusafa.
    static let hassan = Person("hassan", email: "hassan.furat@example.com")
    /// Vendor of Zagros, which delivers to Rusafa and Erbil.
    static let layla  = Person("layla", email: "layla.zagros@example.com")
    /// Shop owner in Karkh.
    static let omar   = Person("omar", email: "omar.shop@example.com")
    /// Shop owner in Rusafa.
    static let zainab = Person("zainab", email: "zainab.shop@example.com")
    /// Shop owner in Erbil.
    static let dilan  = Person("dilan", email: "dilan.shop@example.com")
}
