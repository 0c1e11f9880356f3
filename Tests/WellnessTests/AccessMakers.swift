import Kernel
import Platform
import Store
import TestKit

@testable import Wellness

// The objects of the access suite, made as people would make them.
extension World {
    private static let root = "/api/v1"

    /// Different at every call.
    func serial() -> String { String(ID<World>.new(at: clock.now).description.suffix(12)) }

    func newDepartment() async throws -> String {
        let path = "\(Self.root)/organizations/\(try await organization("Aurora"))/departments"
        return try await self.as(.bruno).post(path, ["name": .string("Department \(serial())")]).made
    }

    func invitation(by admin: Person) async throws -> String {
        let name = admin == .greta ? "Borealis" : "Aurora"
        let path = "\(Self.root)/organizations/\(try await organization(name))/invitations"
        let body: JSONValue = ["email": .string("guest\(serial())@example.com"), "role": "user"]
        return try await self.as(admin).post(path, body).made
    }

    /// The release of last month, made once.
    func release(to name: String) async throws -> String {
        let organization = try await organizationID(name)
        let call = site.call(as: .system, with: .releaseFreeze)
        try await db.write { tx in _ = try Release.freezeNow(organization, as: call, tx) }
        let id = try await db.read { tx in
            try tx.value(
                "SELECT id FROM release WHERE organization_id = \(organization)",
                as: ID<Release>.self
            )
        }
        guard let id else { throw TestFailure("no release of \(name)") }
        return id.description
    }

    /// An entry on a date and in a domain that has none.
    func entry(of person: Person) async throws -> String {
        let today = wellness.zone.civil(clock.now).date
        for back in 1...28 {
            let answer = try await log(person, "energy", 5, on: (today + -back).description)
            if answer.problem != .logExists { return try answer.made }
        }
        throw TestFailure("every day of \(person.name) has an entry")
    }

    /// Two telephones that did not know of each other.
    func conflict(of person: Person) async throws -> String {
        let date = wellness.zone.civil(clock.now).date
        let (first, second) = (serial(), serial())
        for (name, score) in [(first, Int64(1)), (second, 4)] {
            let op: JSONValue = [
                "op_id": .string("op-\(name)"), "kind": "put", "domain": "focus",
                "local_date": .string(date.description),
                "zone": "Europe/Rome", "at": .string(clock.now.description),
                "score": .integer(score),
            ]
            let body: JSONValue = [
                "device_id": .string("telephone \(name)"), "client_now": .string(clock.now.description),
                "ops": [op],
            ]
            let answer = try await self.as(person).post("\(Self.root)/wellness/sync", body)
            guard answer.status == 200 else { throw TestFailure("no sync: \(answer)") }
            clock.advance(by: .seconds(1))
        }
        return try await self.as(person).firstID(at: "\(Self.root)/wellness/conflicts")
    }

    func assessment(of person: Person) async throws -> String {
        try await db.write { tx in try tx.execute("UPDATE instrument SET licence_reference = 'for tests'") }
        let body: JSONValue = ["instrument": "swemwbs", "answers": [4, 4, 4, 4, 4, 4, 4]]
        return try await self.as(person).post("\(Self.root)/assessments", body).made
    }

    func report(of person: Person) async throws -> String {
        let body: JSONValue = ["kind": "diary", "from": "2026-11-01", "to": "2026-11-20", "format": "csv"]
        return try await self.as(person).post("\(Self.root)/reports", body).made
    }

    /// Of the first kind of which none is open.
    func privacyRequest(of person: Person) async throws -> String {
        for kind in ["access", "portability", "rectification", "restriction", "objection"] {
            let answer = try await self.as(person).post(
                "\(Self.root)/privacy/requests",
                ["kind": .string(kind)]
            )
            if answer.status != 409 { return try answer.made }
        }
        throw TestFailure("\(person.name) has made every request")
    }

    func device(of person: Person) async throws -> String {
        let body: JSONValue = [
            "token": .string("token-\(serial())-\(serial())-\(serial())"), "platform": "ios",
        ]
        return try await self.as(person).post("\(Self.root)/devices", body).made
    }

    /// One grant is enough: until it is reviewed, its requester gets no other.
    func grant(to admin: Person) async throws -> String {
        let path = "\(Self.root)/admin/break-glass"
        let body: JSONValue = [
            "subject_id": .string(try await id(of: .dario)), "scopes": ["account"],
            "cause": "a call for help about a lost login", "minutes": 30,
        ]
        let answer = try await self.as(admin).post(path, body)
        return answer.status == 409 ? try await self.as(admin).firstID(at: path) : try answer.made
    }

    func page() async throws -> String {
        let texts: JSONValue = ["en": ["title": "Support", "body": "Somebody to talk to."]]
        let body: JSONValue = ["slug": .string("support-\(serial())"), "texts": texts]
        return try await self.as(.elena).post("\(Self.root)/admin/cms/pages", body).made
    }
}
