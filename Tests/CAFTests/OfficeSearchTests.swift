import Foundation
import Kernel
import Store
import TestKit
import Testing

@testable import CAF
@testable import Platform

@Suite struct OfficeSearchTests {
    // swift-format-ignore
    static let questions: [(String, Bool)] = [
        ("Dell'Orto", true), ("Dell’Orto", true), ("dell`orto", true), ("dellorto", true), ("orto", true), ("Nicolò", true),
        ("Nicolo\u{300}", true), ("nicolo", true), ("NICOLÒ DELL’ORTO", true), ("dell'orto nicolò", true), ("  Dell’Orto\u{A0}", true),
        ("nico orto", true), ("giulia.rossi@example.com", true), ("%", false), ("_", false), ("orto rossini", false),
        ("'", false),
    ]

    @Test(arguments: questions) func `people are found however their name is typed`(
        typed: String,
        isFound: Bool
    )
        async throws
    {
        let world = try await office()
        try await rename(world)
        #expect(try await find(typed, world) == (isFound ? ["Dell’Orto"] : []))
    }

    @Test func `what older versions stored is stored anew`() async throws {
        let world = try await office()
        try await rename(world)
        try await world.db.write { tx in
            try tx.execute("UPDATE profile SET search_text = '', search_old = 1")
        }
        #expect(try await find("dellorto", world) == [])

        try await world.db.write { tx in try tx.enqueue(RefillSearch()) }
        try await world.runJobs()

        #expect(try await find("dellorto", world) == ["Dell’Orto"])
        let left = try await world.db.read { tx in
            try tx.value("SELECT COUNT(*) FROM profile WHERE search_old = 1", as: Int.self)
        }
        #expect(left == 0)
    }

    @Test func `a name is one line`() async throws {
        let world = try await office()
        let answer = try await world.as(.giulia).patch(
            "/users/me",
            ["first_name": "Giulia\n\nhttps://evil.example/login\n\nx"]
        )
        #expect(answer["first_name"] == "Giulia https://evil.example/login x")
    }

    private func rename(_ world: World) async throws {
        let answer = try await world.as(.giulia).patch(
            "/users/me",
            ["first_name": "Nicolo\u{300}", "last_name": "Dell’Orto"]
        )
        #expect(answer.status == 200, "\(answer)")
    }

    private func find(_ words: String, _ world: World) async throws -> [String] {
        let query = words.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? ""
        let answer = try await world.as(.sara).get("/admin/users?search=\(query)")
        return (answer["data"]?.arrayValue ?? []).compactMap { $0["last_name"]?.stringValue }
    }
}
