import Kernel
import Platform
import Store
import TestKit
import Testing

@testable import Wellness

@Suite struct DepartmentTests {
    @Test func `departments have three levels, and different names below the same parent`() async throws {
        let world = try await cast()
        let bruno = world.as(.bruno)
        let path = try await world.path("Aurora", "/departments")
        let platform = JSONValue.string(try await world.department("Platform"))

        let third = try await bruno.post(path, ["name": "Databases", "parent_id": platform])
        let fourth = try await bruno.post(path, ["name": "SQLite", "parent_id": .string(third.id ?? "")])
        let same = try await bruno.post(path, ["name": "SALES"])
        let elsewhere = try await bruno.post(path, ["name": "Sales", "parent_id": platform])
        let unknown = try await bruno.post(
            path,
            ["name": "X", "parent_id": .string(world.department("Care"))]
        )

        #expect(third.status == 201 && third["depth"] == 3 && third["parent_id"] == platform)
        #expect(third["version"] == 1 && third.header("Location")?.hasSuffix(third.id ?? "-") == true)
        #expect(fourth.status == 422 && fourth.faults == ["/parent_id": "too_deep"])
        #expect(same.status == 409 && same["code"] == "department.name_taken")
        #expect(elsewhere.status == 201)
        #expect(unknown.faults == ["/parent_id": "unknown_department"])
        #expect(try await bruno.get(path)["data"]?.arrayValue?.count == 5)
        #expect(try await world.as(.anna).get(path).status == 403)
        #expect(try await world.as(.greta).get(path).status == 404)
    }

    @Test func `an organisation has two hundred at most`() async throws {
        let world = try await cast()
        let id = try await world.organizationID("Aurora")
        try await world.db.write { tx in
            for number in 0..<197 {
                try tx.execute(
                    """
                    INSERT INTO department (id, organization_id, name, depth, created_at, updated_at, version)
                    VALUES (\(tx.newID(of: Department.self)), \(id), \("D\(number)"), 1, \(tx.now), \(tx.now), 1)
                    """
                )
            }
        }

        let more = try await world.as(.bruno).post(world.path("Aurora", "/departments"), ["name": "One more"])

        #expect(more.status == 422 && more.faults == ["": "too_many_departments"])
    }

    @Test func `a move takes everything below along, but never below itself`() async throws {
        let world = try await cast()
        let bruno = world.as(.bruno)
        let path = try await world.path("Aurora", "/departments")
        let (engineering, sales) = (
            try await world.department("Engineering"), try await world.department("Sales")
        )
        let platform = try await world.department("Platform")

        let loop = try await bruno.patch("\(path)/\(engineering)", ["parent_id": .string(platform)])
        let itself = try await bruno.patch("\(path)/\(engineering)", ["parent_id": .string(engineering)])
        let moved = try await bruno.patch(
            "\(path)/\(engineering)",
            ["parent_id": .string(sales), "name": "R&D"]
        )
        let below = try await bruno.get(path)["data"]?.arrayValue?.first { $0["id"] == .string(platform) }
        _ = try await bruno.post(path, ["name": "Databases", "parent_id": .string(platform)])
        let back = try await bruno.patch("\(path)/\(engineering)", ["parent_id": nil])

        #expect(loop.faults == ["/parent_id": "under_itself"] && itself.faults == loop.faults)
        #expect(moved["depth"] == 2 && moved["name"] == "R&D" && moved["version"] == 2)
        #expect(below?["depth"] == 3)
        #expect(back["depth"] == 1 && back["parent_id"] == nil)
        let member = try await bruno.get(world.path("Aurora", "/members?department_id=\(platform)"))
        #expect(member["data"]?.arrayValue?.count == 1)
        #expect(try await world.number(of: "department_placement WHERE parent_id IS NOT NULL") >= 2)
        let stale = try await bruno.patch("\(path)/\(sales)", ["name": "S"], headers: ["If-Match": "\"9\""])
        #expect(stale.status == 412)
    }

    @Test func `a move that would put a department too deep is refused`() async throws {
        let world = try await cast()
        let bruno = world.as(.bruno)
        let path = try await world.path("Aurora", "/departments")
        let support = try await bruno.post(
            path,
            ["name": "Support", "parent_id": .string(world.department("Sales"))]
        )

        let refused = try await bruno.patch(
            "\(path)/\(world.department("Engineering"))",
            ["parent_id": .string(support.id ?? "")]
        )

        #expect(refused.status == 422 && refused.faults == ["/parent_id": "too_deep"])
    }

    @Test func `only an empty department is deleted`() async throws {
        let world = try await cast()
        let bruno = world.as(.bruno)
        let path = try await world.path("Aurora", "/departments")
        let (engineering, sales) = (
            try await world.department("Engineering"), try await world.department("Sales")
        )
        let platform = try await world.department("Platform")
        let invited = try await world.invite("nina@example.com", ["department_id": .string(sales)])

        let parent = try await bruno.delete("\(path)/\(engineering)")
        let peopled = try await bruno.delete("\(path)/\(platform)")
        let awaited = try await bruno.delete("\(path)/\(sales)")
        _ = try await bruno.delete(world.path("Aurora", "/invitations/\(invited.id ?? "")"))
        let deleted = try await bruno.delete("\(path)/\(sales)")
        let again = try await bruno.delete("\(path)/\(sales)")
        let anew = try await bruno.post(path, ["name": "Sales"])

        #expect(parent.status == 409 && parent["code"] == "department.in_use" && parent["children"] == 1)
        #expect(peopled["members"] == 1 && peopled["invitations"] == 0 && peopled["children"] == 0)
        #expect(awaited["members"] == 0 && awaited["invitations"] == 1)
        #expect(deleted.status == 204 && again.status == 404)
        #expect(anew.status == 201)
    }
}
