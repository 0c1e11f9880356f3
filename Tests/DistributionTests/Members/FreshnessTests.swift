import Kernel
import Platform
import TestKit
import Testing

@testable import Distribution

/// Operations with a fresh login beyond the table in `DistributionAccess.swift`.
@Suite struct FreshnessTests {
    @Test func `one's own profile is changed with any session, that of others with a fresh one`() async throws
    {
        let world = try await market()
        let (noor, omar) = (try await world.id(of: .noor), try await world.id(of: .omar))
        let stale = world.with(token: try await world.staleToken(of: .noor))

        #expect(try await stale.put("/api/users/\(noor)", ["name": "Noor A."]).status == 200)
        let refused = try await stale.put("/api/users/\(omar)", ["name": "Omar A."])
        let promoted = try await stale.put(
            "/api/admins/\(try await world.id(of: .ali))",
            ["role": "super_admin"]
        )

        #expect(refused.problem == .stepUpRequired && promoted.problem == .stepUpRequired)
        #expect(try await world.as(.noor).put("/api/users/\(omar)", ["name": "Omar A."]).status == 200)
    }
}
