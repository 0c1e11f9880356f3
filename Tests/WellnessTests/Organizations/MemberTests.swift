import Kernel
import Platform
import Store
import TestKit
import Testing

@testable import Wellness

@Suite struct MemberTests {
    @Test func `administrators see names, invited addresses, places, roles and nothing else`() async throws {
        let world = try await cast()
        let path = try await world.path("Aurora", "/members")

        let all = try await world.as(.bruno).get(path)
        let anna = all["data"]?.arrayValue?.first { $0["email"] == "anna.verdi@example.com" }

        #expect(all["data"]?.arrayValue?.count == 2)
        #expect(anna?["first_name"] == "Anna" && anna?["last_name"] == "Verdi" && anna?["role"] == "user")
        #expect(anna?["state"] == "active" && anna?["site"] == "rome" && anna?["joined_on"] != nil)
        let names = anna?.objectValue.map { Set($0.map(\.name)) }
        #expect(
            names == [
                "user_id", "first_name", "last_name", "email", "department_id", "site", "role", "state",
                "joined_on", "version",
            ]
        )
        #expect(try await world.as(.anna).get(path).status == 403)
        #expect(try await world.as(.greta).get(path).status == 404)
    }

    @Test(arguments: [
        ("role=business_admin", 1), ("role=user", 1), ("site=rome", 1), ("site=milan", 0), ("q=verd", 1),
        ("q=nobody", 0), ("state=suspended", 0), ("state=active", 2), ("q=bruno.neri@example.com", 1),
    ])
    func `members are found`(_ query: String, _ count: Int) async throws {
        let world = try await cast()

        let found = try await world.as(.bruno).get(world.path("Aurora", "/members?\(query)"))

        #expect(found["data"]?.arrayValue?.count == count, "\(query): \(found)")
    }

    @Test func `an unknown role is no filter`() async throws {
        let world = try await cast()
        let refused = try await world.as(.bruno).get(world.path("Aurora", "/members?role=super_admin"))
        #expect(refused.status == 422 && refused.faults.keys.contains("query/role"))
    }

    @Test func `a member is moved, and every place is dated`() async throws {
        let world = try await cast()
        let path = try await world.memberPath(.anna)
        let sales = try await world.department("Sales")
        let bruno = world.as(.bruno)

        let moved = try await bruno.patch(path, ["department_id": .string(sales), "site": "milan"])
        let cleared = try await bruno.patch(path, ["department_id": nil, "site": nil])
        let faulty = try await bruno.patch(
            path,
            ["department_id": .string(world.department("Care")), "site": "paris"]
        )
        let stale = try await bruno.patch(path, ["site": "rome"], headers: ["If-Match": "\"1\""])

        #expect(moved["department_id"] == .string(sales) && moved["site"] == "milan" && moved["version"] == 2)
        #expect(cleared["department_id"] == nil && cleared["site"] == nil && cleared["version"] == 3)
        #expect(faulty.faults == ["/department_id": "unknown_department", "/site": "unknown_site"])
        #expect(stale.status == 412)
        let rows = try await world.number(
            of:
                "membership_placement p JOIN membership m ON m.id = p.membership_id WHERE m.invited_email LIKE 'anna%'"
        )
        #expect(rows == 3)
        #expect(try await world.as(.bruno).patch(world.memberPath(.carla), ["site": nil]).status == 404)
        #expect(try await world.as(.anna).patch(path, ["site": nil]).status == 403)
    }

    @Test func `a role is given with a fresh login only`() async throws {
        let world = try await cast()
        let path = try await world.memberPath(.anna)
        _ = try await world.as(.bruno).get(path + "x")
        try await world.db.write { tx in
            try tx.execute("UPDATE session SET authenticated_at = \(tx.now - .hours(2))")
        }

        let old = try await world.as(.bruno).patch(path, ["role": "business_admin"])
        let place = try await world.as(.bruno).patch(path, ["site": "milan"])
        try await world.db.write { tx in try tx.execute("UPDATE session SET authenticated_at = \(tx.now)") }
        let given = try await world.as(.bruno).patch(path, ["role": "business_admin"])
        let unknown = try await world.as(.bruno).patch(path, ["role": "super_admin"])

        #expect(old.status == 403 && old["code"] == "step_up_required")
        #expect(place.status == 200)
        #expect(given["role"] == "business_admin" && given["version"] == 3)
        #expect(unknown.status == 422 && unknown.faults.keys.contains("/role"))
        let actions = try await world.audit()
        #expect(actions.contains("membership.change_role") && actions.contains("account.change_role"))
        // Until there is a second factor, an administrator reaches only the own account.
        let locked = try await world.as(.anna).get(world.path())
        #expect(locked.status == 403 && locked["code"] == "mfa_enrolment_required")
    }

    @Test func `the last administrator stays`() async throws {
        let world = try await cast()
        let path = try await world.memberPath(.bruno)
        let refused = [
            try await world.as(.bruno).patch(path, ["role": "user"]),
            try await world.as(.bruno).patch(path, ["state": "suspended"]),
            try await world.as(.bruno).delete(path),
            try await world.as(.elena).delete(path),
            try await world.as(.elena).patch("/api/v1/admin/users/\(world.id(of: .bruno))/deactivate"),
            try await world.as(.bruno).delete("/api/v1/users/me/account"),
        ]
        #expect(refused.map(\.status) == [409, 409, 409, 409, 409, 409])
        #expect(refused.allSatisfy { $0["code"] == "last_administrator" }, "\(refused)")

        try await world.enrol("zoe", into: "Aurora", as: .businessAdmin)
        #expect(try await world.as(.bruno).delete(path).status == 204)
        #expect(try await world.as(.bruno).get("/api/v1/users/me")["role"] == "user")
    }

    @Test func `suspended, a member has no organisation and no seat; reactivated, both`() async throws {
        let world = try await cast()
        let path = try await world.memberPath(.anna)
        _ = try await world.subscribe(seats: 2)

        let suspended = try await world.as(.bruno).patch(path, ["state": "suspended"])
        let again = try await world.as(.bruno).patch(path, ["state": "suspended"])
        let away = try await world.as(.anna).get(world.path())
        let invited = try await world.invite("nina@example.com")
        let full = try await world.as(.bruno).post("\(path)/reactivate")
        _ = try await world.subscribe(seats: 3)
        let back = try await world.as(.bruno).post("\(path)/reactivate")
        let twice = try await world.as(.bruno).post("\(path)/reactivate")

        #expect(suspended["state"] == "suspended" && again.status == 200)
        #expect(away.status == 404)
        #expect(invited.status == 201)
        #expect(full.status == 409 && full["code"] == "seat_limit" && full["seats"] == 2 && full["used"] == 2)
        #expect(back.status == 200 && back["state"] == "active")
        #expect(twice["code"] == "illegal_transition")
        #expect(try await world.as(.anna).get(world.path()).status == 200)
    }

    @Test func `a suspended subscription lets nobody come back`() async throws {
        let world = try await cast()
        let path = try await world.memberPath(.anna)
        _ = try await world.as(.bruno).patch(path, ["state": "suspended"])
        _ = try await world.subscribe("Aurora", "cancelled")

        let refused = try await world.as(.bruno).post("\(path)/reactivate")

        #expect(refused.status == 402 && refused["code"] == "subscription_suspended")
    }

    @Test func `a removed member is notified, keeps the diary, and can be invited again`() async throws {
        let world = try await cast()
        _ = try await world.log(.anna)

        let removed = try await world.as(.bruno).delete(world.memberPath(.anna))
        try await world.runJobs()
        let again = try await world.as(.bruno).delete(world.memberPath(.anna))
        let invited = try await world.invite("anna.verdi@example.com")
        let token = try await world.mailedToken(to: "anna.verdi@example.com")
        let accepted = try await world.accept(token, as: .anna)

        #expect(removed.status == 204 && again.status == 404)
        #expect(world.mails(to: .anna).contains { $0.subject.contains("no longer a member of Aurora") })
        #expect(try await world.as(.anna).get("/api/v1/wellness/logs")["data"]?.arrayValue?.count == 1)
        #expect(invited.status == 201 && accepted.status == 200)
        #expect(try await world.number(of: "membership WHERE invited_email LIKE 'anna%'") == 2)
    }

    @Test func `everybody may leave, and nobody may remove another without the permission`() async throws {
        let world = try await cast()

        let other = try await world.as(.anna).delete(world.memberPath(.bruno))
        let left = try await world.as(.anna).delete(world.memberPath(.anna))
        let foreign = try await world.as(.greta).delete(world.memberPath(.bruno))
        let nowhere = try await world.as(.dario).delete(world.memberPath(.dario))

        #expect(other.status == 403 && other["permission"] == "organization.member.manage")
        #expect(left.status == 204)
        #expect(foreign.status == 404 && nowhere.status == 404)
        #expect(try await world.audit().contains("membership.leave"))
    }
}
