import Kernel
import Platform
import Store
import TestKit
import Testing

@testable import Wellness

extension World {
    fileprivate func appoint(
        _ person: Person,
        _ role: String,
        by admin: Person = .elena
    ) async throws -> TestResponse {
        try await self.as(admin).patch(
            "/api/v1/admin/users/\(id(of: person))/role",
            ["role": .string(role), "reason": "as agreed on the phone"]
        )
    }
}

@Suite struct RoleTests {
    @Test func `a member becomes an administrator of the organisation, with a reason in the audit log`()
        async throws
    {
        let world = try await cast()

        let appointed = try await world.appoint(.anna, "business_admin")

        #expect(appointed.status == 200 && appointed["role"] == "business_admin", "\(appointed)")
        let details = try await world.db.read { tx in
            try tx.value(
                "SELECT details FROM audit_entry WHERE action = 'account.change_role'",
                as: String.self
            )
        }
        #expect(details?.contains("as agreed on the phone") == true)
        let dated = try await world.db.read { tx in
            try tx.value(
                "SELECT COUNT(*) FROM membership_placement WHERE role = 'business_admin'",
                as: Int.self
            )
        }
        #expect(dated == 3, "Bruno's, Greta's and Anna's")
    }

    @Test func `a person without an organisation cannot administer one`() async throws {
        let world = try await cast()

        let answer = try await world.appoint(.dario, "business_admin")

        #expect(answer.status == 409 && answer.problem == .notAMember)
    }

    @Test func `a member cannot become a super administrator`() async throws {
        let world = try await cast()

        let answer = try await world.appoint(.anna, "super_admin")

        #expect(answer.status == 409 && answer.problem == .hasMembership)
    }

    @Test func `nobody with a diary becomes a super administrator, deleted entries included`() async throws {
        let world = try await cast()
        let entry = try await world.log(.dario)

        let first = try await world.appoint(.dario, "super_admin")
        _ = try await world.as(.dario).delete("/api/v1/wellness/logs/\(entry.id ?? "")")
        let second = try await world.appoint(.dario, "super_admin")

        #expect(entry.status == 201, "\(entry)")
        #expect(first.problem == .hasDiary && second.problem == .hasDiary)
    }

    @Test func `a person with neither becomes one, and has to turn on a second factor first`() async throws {
        let world = try await cast()

        let appointed = try await world.appoint(.dario, "super_admin")

        #expect(appointed["role"] == "super_admin", "\(appointed)")
        let held = try await world.as(.dario).get("/api/v1/admin/users")
        #expect(held.status == 403 && held.problem == .mfaEnrolmentRequired)
        #expect(try await world.as(.dario).get("/api/v1/users/me").status == 200)
    }

    @Test func `a super administrator can be demoted by another, but not by themselves`() async throws {
        let world = try await cast()

        let oneself = try await world.appoint(.elena, "user")
        let other = try await world.appoint(.fabio, "user")

        #expect(oneself.status == 409 && oneself.problem == .notOneself)
        #expect(other["role"] == "user")
    }

    @Test func `two super administrators who demote each other leave one`() async throws {
        let world = try await cast()
        _ = try await (world.token(of: .elena), world.token(of: .fabio))

        let answers = try await world.atOnce(2) { index in
            try await world.appoint(index == 0 ? .fabio : .elena, "user", by: index == 0 ? .elena : .fabio)
        }

        let left = try await world.db.read { tx in
            try tx.value("SELECT COUNT(*) FROM account WHERE role = 'super_admin'", as: Int.self)
        }
        #expect(left == 1, "\(answers)")
        #expect(answers.filter { $0.status == 200 }.count == 1)
    }

    @Test func `the last administrator of an organisation keeps the role`() async throws {
        let world = try await cast()

        let last = try await world.appoint(.bruno, "user")
        _ = try await world.appoint(.anna, "business_admin")
        let oneOfTwo = try await world.appoint(.bruno, "user")

        #expect(last.status == 409 && last.problem == .lastAdministrator)
        #expect(oneOfTwo.status == 200 && oneOfTwo["role"] == "user")
    }

    @Test func `a role needs a reason, a known name and a fresh login`() async throws {
        let world = try await cast()
        let anna = try await world.id(of: .anna)
        let path = "/api/v1/admin/users/\(anna)/role"

        let bare = try await world.as(.elena).patch(path, ["role": "owner"])
        let stale = try await world.with(token: world.staleToken(of: .elena))
            .patch(path, ["role": "user", "reason": "as agreed"])

        #expect(Set(bare.faults.keys) == ["/role", "/reason"])
        #expect(stale.status == 403 && stale.problem == .stepUpRequired)
    }
}
