import Kernel
import Platform
import TestKit
import Testing

@testable import Wellness

private let path = "/api/v1/admin/users"

@Suite struct UsersTests {
    @Test func `a super administrator lists everyone, without private data`() async throws {
        let world = try await cast()

        let all = try await world.as(.elena).get(path)

        let users = all["data"]?.arrayValue ?? []
        #expect(users.count == 7, "\(all)")
        let anna = users.first { $0["first_name"] == "Anna" }
        #expect(
            Set(anna?.objectValue?.members.map(\.name) ?? []) == [
                "id", "email", "first_name", "last_name", "role", "state", "organization_id", "department_id",
                "created_at", "version",
            ]
        )
    }

    @Test func `the list is filtered`() async throws {
        let world = try await cast()
        let elena = world.as(.elena)
        let aurora = try await world.organization("Aurora")
        func names(_ query: String) async throws -> [String] {
            try await (elena.get("\(path)?\(query)")["data"]?.arrayValue ?? [])
                .compactMap { $0["first_name"]?.stringValue }.sorted()
        }

        #expect(try await names("q=russo") == ["Carla"])
        #expect(try await names("role=super_admin") == ["Elena", "Fabio"])
        #expect(try await names("organization_id=\(aurora)") == ["Anna", "Bruno"])
        #expect(try await names("state=suspended") == [])
        #expect(try await elena.get("\(path)?colour=red").status == 422)
    }

    @Test func `name and language of a user are changed`() async throws {
        let world = try await cast()
        let anna = try await world.id(of: .anna)

        let changed = try await world.as(.elena).patch(
            "\(path)/\(anna)",
            ["first_name": "Ada", "locale": "it"]
        )
        let stale = try await world.as(.elena).patch(
            "\(path)/\(anna)",
            ["first_name": "Eva"],
            headers: ["If-Match": "\"1\""]
        )

        #expect(changed.status == 200 && changed["first_name"] == "Ada", "\(changed)")
        let shown = try await world.as(.elena).get("\(path)/\(anna)")
        #expect(shown.status == 200 && shown["first_name"] == "Ada" && shown["version"] == changed["version"])
        #expect(shown["department_id"]?.stringValue == (try await world.department("Platform")))
        #expect(stale.problem == .stale)
        #expect(try await world.as(.anna).get("/api/v1/users/me")["locale"] == "it")
    }

    @Test func `an unknown account is not found, in any form of its identity`() async throws {
        let world = try await cast()

        for id in ["01934a5b-7c00-7000-8000-000000000001", "nobody"] {
            #expect(try await world.as(.elena).get("\(path)/\(id)").status == 404)
            #expect(try await world.as(.elena).patch("\(path)/\(id)/deactivate").status == 404)
        }
    }

    @Test(arguments: [Person.anna, .bruno])
    func `only super administrators come here`(_ person: Person) async throws {
        let world = try await cast()
        let carla = try await world.id(of: .carla)

        for route in [path, "\(path)/\(carla)"] {
            #expect(try await world.as(person).get(route).problem == .forbidden)
        }
        #expect(try await world.as(person).patch("\(path)/\(carla)/deactivate").problem == .forbidden)
    }

    @Test func `a deactivated user cannot log in, and keeps membership and diary`() async throws {
        let world = try await cast()
        let id = try await world.id(of: .anna)
        #expect(try await world.log(.anna).status == 201)

        let off = try await world.as(.elena).patch("\(path)/\(id)/deactivate")

        #expect(off.status == 200 && off["state"] == "suspended", "\(off)")
        #expect(off["organization_id"] != nil)
        #expect(try await world.logIn(.anna).problem == .invalidCredentials)
        let on = try await world.as(.elena).patch("\(path)/\(id)/activate")
        #expect(on["state"] == "active")
        let login = try await world.logIn(.anna)
        let anna = world.with(token: login["access_token"]?.stringValue ?? "")
        #expect(try await anna.get("/api/v1/wellness/logs")["data"]?.arrayValue?.count == 1, "\(login)")
    }

    @Test func `nobody deactivates themselves or the last administrator of an organisation`() async throws {
        let world = try await cast()
        let (elena, bruno) = (try await world.id(of: .elena), try await world.id(of: .bruno))

        let oneself = try await world.as(.elena).patch("\(path)/\(elena)/deactivate")
        let last = try await world.as(.elena).patch("\(path)/\(bruno)/deactivate")

        #expect(oneself.status == 409 && oneself.problem == .notOneself)
        #expect(last.status == 409 && last.problem == .lastAdministrator)
    }
}
