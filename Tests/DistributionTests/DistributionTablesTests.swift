import Kernel
import Platform
import TestKit
import Testing
import Web

@testable import Distribution

/// What holds of every row of the product's tables, whichever feature it is from.
@Suite struct DistributionTablesTests {
    private static let cast: [(Person, Role)] = [
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

        // What is internal asks for a service token beside the permission.
        let open: Set<Permission> = [.anyone, .account, .internalRead]
        for route in distribution.routes where !open.contains(route.permission) {
            for (person, role) in Self.cast {
                let answer = try await world.as(person).send(route.method, route.sample)
                let isShut = distribution.access.reach(of: role, route.permission) == .none
                #expect(
                    (answer.problem == .forbidden) == isShut,
                    "\(role) \(route.method) \(route.path): \(answer.status)"
                )
                #expect(answer.status < 500, "\(role) \(route.method) \(route.path): \(answer)")
            }
        }
    }

    @Test func `the matrix is sound, and every permission a route asks for is granted to someone`() {
        #expect(distribution.access.flaws == [])
        let granted = Set(distribution.access.grants.map(\.permission))
        for route in distribution.routes where route.permission != .anyone {
            #expect(granted.contains(route.permission), "\(route.permission)")
        }
    }

    @Test func `no operation stands twice in the table`() {
        let names = distribution.routes.map { "\($0.method) \($0.path)" }
        #expect(Set(names).count == names.count)
    }

    @Test func `every table is said to be personal or impersonal`() async throws {
        let world = try await market()

        let (live, mapped) = (try await world.liveTables(), world.product.mappedTables)

        #expect(live.subtracting(mapped).sorted() == [], "say in the feature what happens to these")
        #expect(mapped.subtracting(live).sorted() == [])
    }

    @Test func `every notification is written in every language, with its examples`() {
        #expect(distribution.templateFlaws.filter { $0.hasPrefix("distribution.") } == [])
    }

    @Test func `no lifecycle says twice where an event leads`() {
        for table in distribution.lifecycles {
            let moves = table.rows.map { "\($0.event) \($0.from) \($0.permission)" }
            #expect(Set(moves).count == moves.count, "\(table.name)")
        }
    }

    @Test func `what Distribution refuses it says in its three languages`() {
        for code in distribution.problems where code.name.hasPrefix("distribution.") {
            #expect(code.title.languages.isSuperset(of: ["ar", "ku", "en"]), "\(code.name)")
        }
    }
}
