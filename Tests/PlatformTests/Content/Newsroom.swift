import Kernel
import Store
import TestKit
import Testing
import Web

@testable import Platform

/// A product that only publishes news; in Italian first, and in English.
let gazette = ProductDefinition(
    name: "gazette",
    title: "Gazette",
    summary: "Content under test.",
    root: "/api",
    zone: .rome,
    currency: .euro,
    languages: [.italian, .english],
    accounts: AccountPolicy(selfRegistrationRole: .member, administrators: [.steward]),
    access: AccessMatrix(roles: .member, .steward) {},
    policies: [Policy(.privacy, version: "2026-01", since: "2026-01-01", at: "/api/cms/pages/privacy")],
    content: .on
)

/// Sara writes; Giulia and everyone else read.
func newsroom() async throws -> World {
    try await World(gazette, cast: "newsroom", cast: joinClub)
}

/// A text in Italian, and in English when that is given.
func texts(_ italian: String, _ english: String? = nil) -> JSONValue {
    var texts: JSONValue = ["it": ["title": .string(italian), "body": .string("\(italian).")]]
    if let english { texts["en"] = ["title": .string(english), "body": .string("\(english).")] }
    return texts
}

extension World {
    func write(_ path: String, _ body: JSONValue) async throws -> Written {
        try Written(path: path, await self.as(.sara).post("/api/admin/cms/\(path)", body))
    }

    func page(_ slug: String, _ texts: JSONValue) async throws -> Written {
        try await write("pages", ["slug": .string(slug), "texts": texts])
    }

    @discardableResult
    func publish(_ written: Written, at moment: String? = nil) async throws -> TestResponse {
        let body: JSONValue? = moment.map { ["publish_at": .string($0)] }
        return try await self.as(.sara).post(written.path + "/publish", body)
    }

    /// A page that everyone can read.
    func publicPage(_ slug: String, _ text: JSONValue) async throws -> Written {
        let written = try await page(slug, text)
        try await publish(written)
        return written
    }

    func read(_ path: String, in language: String = "it", tag: String? = nil) async throws -> TestResponse {
        var headers = ["Accept-Language": language]
        if let tag { headers["If-None-Match"] = tag }
        return try await anonymous.get("/api/cms/\(path)", headers: headers)
    }
}

struct Written: Sendable {
    let id: String
    let path: String

    init(path: String, _ answer: TestResponse) throws {
        guard answer.status == 201, let id = answer.id else { throw TestFailure("not written: \(answer)") }
        self.id = id
        self.path = "/api/admin/cms/\(path)/\(id)"
    }
}
