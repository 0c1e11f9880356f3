import Kernel
import Platform
import TestKit
import Testing

@testable import Wellness

@Suite struct MeTests {
    @Test func `a member sees themselves with their organisation and place`() async throws {
        let world = try await cast()

        let me = try await world.as(.anna).get("/api/v1/users/me")

        #expect(me.status == 200, "\(me)")
        #expect(me["email"] == .string(Person.anna.email))
        #expect(me["organization"]?["id"]?.stringValue == (try await world.organization("Aurora")))
        #expect(me["organization"]?["name"] == "Aurora" && me["organization"]?["state"] == "active")
        #expect(me["department_id"]?.stringValue == (try await world.department("Platform")))
        #expect(me["site"] == "rome" && me["membership_state"] == "active")
        #expect(me["version"] == 1)
    }

    @Test func `a super administrator has neither organisation nor consents to give`() async throws {
        let world = try await cast()

        let me = try await world.as(.elena).get("/api/v1/users/me")

        #expect(me["role"] == "super_admin" && me["mfa_enabled"] == true)
        #expect(me["organization"] == nil && me["department_id"] == nil)
        #expect(me["consents_needed"] == [])
    }

    @Test func `a name is changed, and absent members stay`() async throws {
        let world = try await cast()
        let anna = world.as(.anna)

        let changed = try await anna.patch("/api/v1/users/me", ["last_name": "Verdi Neri"])
        let same = try await anna.patch("/api/v1/users/me", ["last_name": "Verdi Neri"])

        #expect(changed["first_name"] == "Anna" && changed["last_name"] == "Verdi Neri")
        #expect(changed["version"] == 2 && same["version"] == 2)
        #expect(try await world.audit().filter { $0 == "wellness.profile.change" }.count == 1)
    }

    @Test func `an old version is refused, and so are unknown members and null`() async throws {
        let world = try await cast()
        let anna = world.as(.anna)

        let stale = try await anna.patch(
            "/api/v1/users/me",
            ["first_name": "Ada"],
            headers: ["If-Match": "\"7\""]
        )
        let unknown = try await anna.patch("/api/v1/users/me", ["role": "super_admin"])
        let cleared = try await anna.patch("/api/v1/users/me", ["first_name": .null])

        #expect(stale.status == 412 && stale.problem == .stale)
        #expect(unknown.status == 422 && unknown.faults.keys.contains("/role"))
        #expect(cleared.status == 422 && cleared.faults.keys.contains("/first_name"))
    }

    @Test func `nobody without a login sees a profile`() async throws {
        let world = try await cast()

        #expect(try await world.anonymous.get("/api/v1/users/me").status == 401)
    }
}
