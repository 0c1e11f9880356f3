import Foundation
import Kernel
import Platform
import Store
import TestKit
import Testing

@testable import Marketplace

@Suite struct ProviderDocumentTests {
    /// A pixel with ``ClamdDouble/marker`` as its comment.
    private static let infected = [UInt8](
        Data(
            base64Encoded:
                "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNgAAAAAgABSK+kcQAAABp0RVh0Q29tbWVudABQT1JUSUNPLVRFU1QtVklSVVPFAIL2AAAAAElFTkSuQmCC"
        ) ?? Data()
    )

    @Test func `a document waits until the local manager approves it`() async throws {
        let world = try await castMarketplace()

        let sent = try await world.send("identity", of: .paul, expiresOn: "2027-11-21")
        let list = try await documents(of: .paul, as: .lina, in: world)
        let approved = try await world.decide(
            sent.id ?? "",
            of: .paul,
            ["decision": "approve", "version": 1]
        )

        #expect(sent.status == 201 && sent["status"] == "pending" && sent["kind"] == "identity", "\(sent)")
        #expect(sent["expires_on"] == "2027-11-21" && sent["file"]?["media_type"] == "image/png")
        #expect(list.first?["url"]?.stringValue?.contains("/files/") == true)
        #expect(approved.status == 200 && approved["status"] == "approved" && approved["version"] == 2)
        #expect(try await world.messages(to: .lina) == ["document_sent"])
        #expect(try await world.messages(to: .paul) == ["document_approved"])
    }

    @Test func `a decision names the version that the manager has seen`() async throws {
        let world = try await castMarketplace()
        let id = try await world.send("identity", of: .paul).id ?? ""

        let blind = try await world.decide(id, of: .paul, ["decision": "approve"])
        let stale = try await world.decide(id, of: .paul, ["decision": "approve", "version": 7])
        let staleTag = try await world.decide(
            id,
            of: .paul,
            ["decision": "approve"],
            headers: ["If-Match": "\"7\""]
        )
        let right = try await world.decide(
            id,
            of: .paul,
            ["decision": "approve"],
            headers: ["If-Match": "\"1\""]
        )

        #expect(blind.status == 428 && blind.problem == .preconditionRequired)
        #expect(stale.status == 412 && staleTag.status == 412)
        #expect(right.status == 200)
    }

    @Test func `a rejection says why and a decided document is not decided again`() async throws {
        let world = try await castMarketplace()
        let id = try await world.send("identity", of: .paul).id ?? ""

        let silent = try await world.decide(id, of: .paul, ["decision": "reject", "version": 1])
        let rejected = try await world.decide(
            id,
            of: .paul,
            ["decision": "reject", "version": 1, "reason": "Cannot be read"]
        )
        let again = try await world.decide(id, of: .paul, ["decision": "approve", "version": 2])

        #expect(silent.status == 422 && silent.faults == ["/reason": "required"])
        #expect(rejected["status"] == "rejected" && rejected["reason"] == "Cannot be read")
        #expect(again.status == 409 && again.problem == .illegalTransition && again["present"] == "rejected")
    }

    @Test func `a new file of a kind takes the place of the one that waits`() async throws {
        let world = try await castMarketplace()
        let first = try await world.send("identity", of: .paul).id ?? ""
        let second = try await world.send("identity", of: .paul).id ?? ""

        let late = try await world.decide(first, of: .paul, ["decision": "approve", "version": 1])
        let replaced = try await world.decide(first, of: .paul, ["decision": "approve", "version": 2])
        let approved = try await world.decide(second, of: .paul, ["decision": "approve", "version": 1])

        #expect(late.status == 412)
        #expect(replaced.status == 409 && replaced["present"] == "replaced")
        #expect(approved.status == 200)
    }

    @Test func `the document before stays valid until its successor is approved`() async throws {
        let world = try await castMarketplace()

        let successor = try await world.send("insurance", of: .pia).id ?? ""
        let waiting = try await statuses("insurance", of: .pia, in: world)
        _ = try await world.decide(successor, of: .pia, ["decision": "approve", "version": 1])

        #expect(waiting == ["pending", "approved"])
        #expect(try await statuses("insurance", of: .pia, in: world) == ["approved", "replaced"])
    }

    @Test func `approval|new file version: 412 for the approval of what was replaced`() async throws {
        for _ in 0..<4 {
            let world = try await castMarketplace()
            let id = try await world.send("identity", of: .paul).id ?? ""
            let provider = try await world.provider(of: .paul)
            let (lina, paul) = (try await world.token(of: .lina), try await world.token(of: .paul))
            let form = Form().field("kind", "identity").file("file", "new.png", "image/png", World.pixel)

            let answers = try await world.atOnce(2) { place in
                if place == 1 {
                    return try await world.with(token: paul).post(
                        "\(World.providers)/\(provider)/documents",
                        form
                    )
                }
                return try await world.with(token: lina).put(
                    "/api/v1/lsm/providers/\(provider)/documents/\(id)",
                    ["decision": "approve", "version": 1]
                )
            }

            #expect(answers[1].status == 201, "\(answers[1])")
            #expect([200, 412].contains(answers[0].status), "\(answers[0])")
            let expected = answers[0].status == 200 ? ["pending", "approved"] : ["pending", "replaced"]
            #expect(try await statuses("identity", of: .paul, in: world) == expected)
        }
    }

    @Test func `only the provider sends, and strangers see nothing`() async throws {
        let world = try await castMarketplace()
        let path = "\(World.providers)/\(try await world.provider(of: .paul))/documents"

        let manager = try await world.send("identity", of: .paul, by: .lina)
        let other = try await world.send("identity", of: .paul, by: .pia)
        let stranger = try await world.as(.leo).get(path)
        let customer = try await world.as(.carl).get(path)

        #expect(manager.status == 403 && other.status == 404)
        #expect(stranger.status == 404 && customer.status == 403)
    }

    @Test func `expired documents, unknown kinds, texts and too many are refused`() async throws {
        let world = try await castMarketplace()
        let path = "\(World.providers)/\(try await world.provider(of: .paul))/documents"

        let expired = try await world.send("identity", of: .paul, expiresOn: "2026-11-20")
        let unknown = try await world.send("diploma", of: .paul)
        let text = try await world.as(.paul).post(
            path,
            Form().field("kind", "other").file("file", "a.txt", "text/plain", Array("hello".utf8))
        )
        let missing = try await world.as(.paul).post(path, Form().field("kind", "other"))
        for _ in 0..<ProviderDocument.most { _ = try await world.send("other", of: .paul) }
        let many = try await world.send("other", of: .paul)

        #expect(expired.status == 422 && expired.faults == ["/expires_on": "in_the_past"])
        #expect(unknown.status == 422 && unknown.faults.keys.contains("/kind"))
        #expect(text.status == 415 && missing.status == 422)
        #expect(many.status == 409 && many.problem == .tooMany && many["limit"] == 20)
    }

    @Test func `a file in quarantine is not approved and an infected one is reported`() async throws {
        let clamd = try ClamdDouble()
        defer { clamd.stop() }
        let world = try await castMarketplace { $0.files.scanner = Clamd("unix:\(clamd.path)") }
        let id = try await world.send("identity", of: .paul).id ?? ""

        let early = try await world.decide(id, of: .paul, ["decision": "approve", "version": 1])
        try await world.runJobs()
        let clean = try await world.decide(id, of: .paul, ["decision": "approve", "version": 1])
        let form = Form().field("kind", "other")
            .file("file", "bad.png", "image/png", Self.infected)
        let path = "\(World.providers)/\(try await world.provider(of: .paul))/documents"
        let bad = try await world.as(.paul).post(path, form)
        try await world.runJobs()
        let infected = try await world.decide(bad.id ?? "", of: .paul, ["decision": "approve", "version": 1])

        #expect(early.status == 409 && early.problem == .fileQuarantined)
        #expect(clean.status == 200, "\(clean)")
        #expect(infected.status == 409 && infected.problem == .fileInfected, "\(infected)")
        #expect(try await world.messages(to: .paul).contains("document_infected"))
    }

    private func documents(
        of person: Person,
        as reader: Person,
        in world: World
    ) async throws -> [JSONValue] {
        let path = "\(World.providers)/\(try await world.provider(of: person))/documents"
        return try await world.as(reader).get(path)["data"]?.arrayValue ?? []
    }

    /// The newest first.
    private func statuses(_ kind: String, of person: Person, in world: World) async throws -> [String] {
        try await documents(of: person, as: person, in: world)
            .filter { $0["kind"]?.stringValue == kind }.compactMap { $0["status"]?.stringValue }
    }
}
