import Kernel
import Platform
import TestKit
import Testing
import Web

@testable import Distribution

/// Generated from the route table: every role × every route.
@Suite struct DistributionAccessTests {
    static let cast: [(Person, Role)] = [
        (.noor, .superAdmin), (.ali, .locationAdmin), (.omar, .shopOwner), (.hassan, .vendor),
    ]

    @Test func `no one who is not logged in passes a route that asks for a permission`() async throws {
        let world = try await market()

        for route in distribution.routes where route.permission != .anyone {
            let answer = try await world.anonymous.send(route.method, route.sample)
            #expect(answer.status == 401, "\(route.method) \(route.path): \(answer.status)")
        }
    }

    @Test func `a role without the permission is refused, and one with it is let in`() async throws {
        let world = try await market()

        for route in distribution.routes where route.permission != .anyone && route.permission != .account {
            for (person, role) in Self.cast {
                let answer = try await world.as(person).send(route.method, route.sample)
                // What is for programs is shut to people, whatever their role.
                let isShut =
                    route.permission == .internalRead
                    || distribution.access.reach(of: role, route.permission) == .none
                #expect(
                    (answer.status == 403) == isShut,
                    "\(role) \(route.method) \(route.path): \(answer.status)"
                )
                #expect(answer.status != 500, "\(role) \(route.method) \(route.path)")
            }
        }
    }

    @Test func `the matrix is sound, and no operation stands twice`() {
        let names = distribution.routes.map { "\($0.method) \($0.path)" }
        #expect(distribution.access.flaws == [])
        #expect(Set(names).count == names.count)
    }

    @Test func `every permission a route asks for is granted to someone`() {
        let granted = Set(distribution.access.grants.map(\.permission))
        for route in distribution.routes where route.permission != .anyone {
            #expect(granted.contains(route.permission), "\(route.permission)")
        }
    }
}
