import Kernel
import Store
import TestKit
import Testing

@testable import Platform

@Suite struct AccountTests {
    @Test func `a closed account is out at once and can come back`() async throws {
        let world = try await aClub()
        let grant = try await world.login(.giulia)
        #expect(try await world.status(of: grant.accessToken) == 200)
        let giulia = try await world.account(of: .giulia)

        let closed = try await world.db.write { [site = world.site] tx in
            try giulia.deactivated(by: .system, at: site, tx)
        }
        #expect(try await world.status(of: grant.accessToken) == 401)
        _ = try await world.db.write { [site = world.site] tx in
            try closed.reactivated(by: .system, at: site, tx)
        }

        #expect(try await world.tryLogin(Person.giulia.email).status == 200)
        #expect(try await world.status(of: grant.accessToken) == 401)
    }

    @Test func `a new role holds from the next request, with the old token`() async throws {
        let world = try await aClub()
        let grant = try await world.login(.giulia)
        #expect(try await world.with(token: grant.accessToken).get("/api/admin/audit-logs").status == 403)
        let giulia = try await world.account(of: .giulia)

        let steward = try await world.db.write { [site = world.site] tx in
            try giulia.changed(role: .steward, by: .system, at: site, tx)
        }
        #expect(try await world.with(token: grant.accessToken).get("/api/admin/audit-logs").status == 200)
        _ = try await world.db.write { [site = world.site] tx in
            try steward.changed(role: .member, by: .system, at: site, tx)
        }

        #expect(try await world.with(token: grant.accessToken).get("/api/admin/audit-logs").status == 403)
    }

    @Test func `the last administrator stays`() async throws {
        let world = try await aClub()
        let sara = try await world.account(of: .sara)

        await #expect {
            try await world.db.write { [site = world.site] tx in
                _ = try sara.deactivated(by: .system, at: site, tx)
            }
        } throws: { ($0 as? Problem)?.code == .lastAdministrator }
        await #expect {
            try await world.db.write { [site = world.site] tx in
                _ = try sara.changed(role: .member, by: .system, at: site, tx)
            }
        } throws: { ($0 as? Problem)?.code == .lastAdministrator }
    }

    @Test func `two changes of one version are one too many`() async throws {
        let world = try await aClub()
        let luca = try await world.account(of: .luca)
        _ = try await world.db.write { tx in try luca.changed(phone: nil, locale: .english, by: .system, tx) }

        await #expect {
            try await world.db.write { tx in
                _ = try luca.changed(phone: nil, locale: .italian, by: .system, tx)
            }
        } throws: { ($0 as? Problem)?.code == .stale }
    }

    @Test func `accounts are found by a part of the address, taken literally`() async throws {
        let world = try await aClub()
        let all = Scope(permission: .usersManage, reach: .all, actor: .system)

        func emails(_ filter: AccountFilter) async throws -> [String] {
            try await world.db.read { tx in
                try Account.list(filter, PageRequest(), within: all, tx).data.map(\.email.rawValue)
            }
        }

        #expect(try await emails(AccountFilter(search: "ROSSI")) == ["giulia.rossi@example.com"])
        #expect(try await emails(AccountFilter(search: "giulia_rossi")) == [])
        #expect(try await emails(AccountFilter(role: .steward)) == ["sara.admin@example.com"])
        #expect(try await emails(AccountFilter(state: .suspended)) == [])
        #expect(try await emails(AccountFilter()).count == 3)
    }

    @Test func `old sessions and wrong passwords are forgotten`() async throws {
        let world = try await aClub()
        _ = try await world.login(.giulia)
        _ = try await world.tryLogin(Person.luca.email, "not the password")
        world.clock.advance(by: .days(40))
        _ = try await world.login(.luca)

        try await world.db.write { tx in try ForgetSessions.forget(tx) }

        let left = try await world.db.read { tx in
            [
                try tx.value("SELECT COUNT(*) FROM session", as: Int.self),
                try tx.value("SELECT COUNT(*) FROM login_attempt", as: Int.self),
            ]
        }
        #expect(left == [1, 0])
    }
}
