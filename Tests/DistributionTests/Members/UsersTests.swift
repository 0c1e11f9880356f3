import Kernel
import Store
import TestKit
import Testing

@testable import Distribution

@Suite struct UsersTests {
    @Test func `each sees whom they may see, and a stranger is not there`() async throws {
        let world = try await market()
        let (omar, zainab, dilan) = (
            try await world.id(of: .omar), try await world.id(of: .zainab), try await world.id(of: .dilan)
        )

        #expect(try await world.as(.noor).get("/api/users?limit=100")["data"]?.arrayValue?.count == 8)
        let alis = try await world.as(.ali).get("/api/users")["data"]?.arrayValue?.compactMap {
            $0["id"]?.stringValue
        }
        #expect(Set(alis ?? []) == [omar, try await world.id(of: .ali)])
        #expect(try await world.as(.omar).get("/api/users")["data"]?.arrayValue?.count == 1)
        #expect(try await world.as(.ali).get("/api/users/\(omar)").status == 200)
        #expect(try await world.as(.ali).get("/api/users/\(dilan)").status == 404)
        #expect(try await world.as(.omar).get("/api/users/\(zainab)").status == 404)
        #expect(try await world.as(.layla).get("/api/users/\(zainab)").status == 404)
        #expect(try await world.as(.omar).get("/api/users/\(omar)")["shop_name"] == "أسواق عمر")
    }

    @Test func `filters, search and order`() async throws {
        let world = try await market()
        let erbil = try await world.zone("Erbil")
        func names(_ query: String) async throws -> [String] {
            let answer = try await world.as(.noor).get("/api/users?\(query)")
            #expect(answer.status == 200)
            return answer["data"]?.arrayValue?.compactMap { $0["name"]?.stringValue } ?? []
        }

        #expect(Set(try await names("zone=\(erbil)")) == ["Rana Aziz", "Dilan Rashid"])
        #expect(try await names("role=vendor&sort=name") == ["Hassan Kareem", "Layla Barzani"])
        #expect(try await names("search=zain") == ["Zainab Salim"])
        #expect(try await names("search=1000006") == ["Omar Hadi"])
        #expect(try await names("search=01000006") == ["Omar Hadi"])
        #expect(try await names("search=0007").count <= 1, "not everyone with a 7")
        #expect(try await names("search=%25") == [])
        #expect(try await names("page=2&limit=3&sort=oldest").count == 3)
        #expect(try await world.as(.noor).get("/api/users?role=pirate").status == 422)
    }

    @Test func `one changes one's own profile, an administrator anyone's, and nobody their own zone`()
        async throws
    {
        let world = try await market()
        let omar = "/api/users/\(try await world.id(of: .omar))"
        let rusafa = try await world.zone("Rusafa")

        let own = try await world.as(.omar).put(omar, ["name": "Omar H. Hadi", "locale": "en"])
        #expect(own["name"] == "Omar H. Hadi" && own["locale"] == "en" && own["shop_name"] == "أسواق عمر")
        for typed in ["KU", "ckb-IQ", "ku_IQ"] {
            let spoken = try await world.as(.omar).put(omar, ["locale": .string(typed)])
            #expect(spoken["locale"] == "ku", "\(spoken)")
        }
        let moved = try await world.as(.omar).put(
            omar,
            ["zone_id": .string(rusafa), "customer_group": "vip"]
        )
        #expect(moved.faults == ["/zone_id": "by_administrators", "/customer_group": "by_administrators"])
        #expect(try await world.as(.ali).put(omar, ["name": "x"]).status == 404)
        #expect(try await world.as(.zainab).put(omar, ["name": "x"]).status == 404)
        let byAdmin = try await world.as(.noor).put(
            omar,
            ["zone_id": .string(rusafa), "customer_group": "vip"]
        )
        #expect(
            byAdmin["customer_group"] == "vip"
                && byAdmin["zones"]?.arrayValue?.first?["id"]?.stringValue == rusafa
        )
        #expect(try await world.as(.ali).get(omar).status == 404, "he lives elsewhere now")
    }

    @Test func `who has seen an older version is told`() async throws {
        let world = try await market()
        let omar = "/api/users/\(try await world.id(of: .omar))"
        let seen = try await world.as(.omar).get(omar)
        let tag = try #require(seen.headers.first { $0.name.lowercased() == "etag" }?.value)
        #expect(
            try await world.as(.omar).put(omar, ["name": "Omar A."], headers: ["If-Match": tag]).status == 200
        )

        #expect(
            try await world.as(.omar).put(omar, ["name": "Omar B."], headers: ["If-Match": tag]).status == 412
        )
    }

    @Test func `who leaves is gone, with the password or a fresh login; what stays says nothing of them`()
        async throws
    {
        let world = try await market()
        let id = try await world.id(of: .zainab)
        let path = "/api/users/\(id)"

        #expect(try await world.as(.omar).delete(path, ["password": "x"]).status == 404)
        #expect(
            try await world.as(.zainab).delete(path, ["password": "wrong"]).faults["/password"]
                == "wrong_password"
        )
        #expect(
            try await world.as(.zainab).delete(path, ["password": .string(Person.demoPassword)]).status == 204
        )

        #expect(try await world.as(.noor).get(path).status == 404)
        #expect(
            try await world.logIn([
                "phone": .string(Person.zainabsPhone), "password": .string(Person.demoPassword),
            ]).status == 401
        )
        #expect(
            try await world.count("SELECT COUNT(*) FROM member WHERE name = '-' AND shop_name IS NULL") == 1
        )
        #expect(
            try await world.count("SELECT COUNT(*) FROM account WHERE phone_key = \(Person.zainabsPhone)")
                == 0
        )
        let again = try await world.register("new@example.com", Person.zainabsPhone)
        #expect(again.status == 202)
    }
}
