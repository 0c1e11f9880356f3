import Kernel
import Platform
import TestKit
import Testing
import Web

@testable import CAF

/// Generated from the route table: every role × every route.
@Suite struct AccessMatrixTests {
    static let cast: [(Person, Role)] = [(.giulia, .customer), (.marco, .operator), (.sara, .admin)]

    @Test func `no one who is not logged in passes a route that asks for a permission`() async throws {
        let world = try await office()

        for route in caf.routes where route.permission != .anyone {
            let answer = try await world.anonymous.send(route.method, route.sample)
            #expect(answer.status == 401, "\(route.method) \(route.path): \(answer.status)")
        }
    }

    @Test func `a role without the permission is refused, and one with it is let in`() async throws {
        let world = try await office()

        for route in caf.routes where route.permission != .anyone && route.permission != .account {
            for (person, role) in Self.cast {
                let answer = try await world.as(person).send(route.method, route.sample)
                let isShut = caf.access.reach(of: role, route.permission) == .none
                #expect(
                    (answer.status == 403) == isShut,
                    "\(role) \(route.method) \(route.path): \(answer.status)"
                )
            }
        }
    }

    @Test func `the matrix is sound`() {
        #expect(caf.access.flaws == [])
    }

    @Test func `every permission a route asks for is granted to someone`() {
        let granted = Set(caf.access.grants.map(\.permission))
        for route in caf.routes where route.permission != .anyone {
            #expect(granted.contains(route.permission), "\(route.permission)")
        }
    }

    @Test func `no operation stands twice in the table`() {
        let names = caf.routes.map { "\($0.method) \($0.path)" }
        #expect(Set(names).count == names.count)
    }
}
