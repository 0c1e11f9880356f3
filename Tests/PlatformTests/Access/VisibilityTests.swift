import Kernel
import Platform
import Store
import TestKit
import Testing

/// Accounts as the rows of a noun: the caller's own, those of members as a task, and those of the caller's
/// role as an area.
@Suite struct VisibilityTests {
    private static let sameRole = Area("same_role") { column, account in
        "\(column) = (SELECT s.role FROM account s WHERE s.id = \(account))"
    }

    private static let visibility = Visibility(
        own: "a.id",
        assigned: { caller in "a.role = \(Role.member.name) AND a.id <> \(caller)" },
        areas: [sameRole: sameRole.of("a.role")]
    )

    @Test(arguments: [
        (Reach.none, []), (.own, ["luca"]), (.assigned, ["giulia"]), (.area, ["giulia", "luca"]),
        (.all, ["giulia", "luca", "sara"]),
    ])
    func `each reach has its rows`(_ reach: Reach, _ seen: [String]) async throws {
        let world = try await aClub()
        let luca = Actor.owner(of: try await world.account(of: .luca))

        #expect(try await names(reach, Self.sameRole, luca, in: world) == Set(seen))
    }

    @Test func `a reach that the noun or the caller has no condition for reaches nothing`() async throws {
        let world = try await aClub()
        let luca = Actor.owner(of: try await world.account(of: .luca))
        let other = Area("region") { column, _ in "\(column) IS NOT NULL" }

        #expect(try await names(.area, other, luca, in: world) == [])
        #expect(try await names(.area, nil, luca, in: world) == [])
        #expect(try await names(.own, nil, .nobody, in: world) == [])
        #expect(try await names(.own, nil, luca, of: Visibility(), in: world) == [])
    }

    @Test func `a matrix names the roles that reach an area and have none`() {
        let read = Permission("club.read")
        let grant = Grant(read, .area, .all)

        #expect(AccessMatrix(roles: .member, .steward) { grant }.flaws == ["member: has no area"])
        #expect(AccessMatrix(roles: .member, .steward, areas: [.member: Self.sameRole]) { grant }.flaws == [])
    }

    private func names(
        _ reach: Reach,
        _ area: Area?,
        _ actor: Actor,
        of visibility: Visibility = Self.visibility,
        in world: World
    ) async throws -> Set<String> {
        let scope = Scope(permission: .account, reach: reach, area: area, actor: actor)
        let emails: [String] = try await world.db.read { tx in
            try tx.values("SELECT a.email FROM account a WHERE \(visibility.visible(to: scope))")
        }
        return Set(emails.map { String($0.prefix { $0 != "." }) })
    }
}
