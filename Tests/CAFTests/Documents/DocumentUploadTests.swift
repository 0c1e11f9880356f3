import Crypto
import Kernel
import Platform
import TestKit
import Testing

@testable import CAF

@Suite struct DocumentUploadTests {
    @Test func `a paper sent straight to the storage is a paper`() async throws {
        let world = try await office()
        let draft = try await world.draft()
        let bytes = DemoDocuments.pdf("diretta")
        let giulia = world.as(.giulia)

        let ticket = try await giulia.post("/documents/uploads", announcement(bytes, for: draft))
        #expect(ticket.status == 201, "\(ticket)")
        let complete = ticket.header("Location") ?? ""
        #expect(try await giulia.post(complete).problem == .uploadMissing)
        let url = (ticket["url"]?.stringValue ?? "").replacing("https://world.example", with: "")
        let sent = try await world.anonymous.send("PUT", url, bytes: bytes, type: "application/pdf")
        #expect(sent.status == 204, "\(sent)")
        #expect(try await world.as(.luca).post(complete).status == 404)

        let answers = try await world.atOnce(10) { _ in try await giulia.post(complete) }
        #expect(answers.statuses == [201: 1, 409: 9])
        let document = answers.first { $0.status == 201 }
        #expect(document?["category"] == "cu" && document?["file"]?["size"] == .integer(Int64(bytes.count)))
        #expect(try await giulia.get("/documents?category=cu")["data"]?.arrayValue?.count == 1)
    }

    @Test func `what cannot be announced is refused`() async throws {
        let world = try await office()
        let draft = try await world.draft()
        let bytes = DemoDocuments.pdf("x")
        func refused(_ change: (inout JSONValue) -> Void, as person: Person = .giulia) async throws -> Int {
            var body = announcement(bytes, for: draft)
            change(&body)
            return try await world.as(person).post("/documents/uploads", body).status
        }

        #expect(try await refused({ $0["size"] = .integer(.max) }) == 413)
        var large = announcement(bytes, for: draft)
        large["size"] = .integer(.max)
        let told = try await world.as(.giulia).post("/documents/uploads", large)
        #expect(told["accepted"]?.arrayValue?.first == "application/pdf", "\(told)")
        #expect(told["max_bytes"]?.integerValue ?? 0 > 0)
        #expect(try await refused({ $0["size"] = 0 }) == 422)
        #expect(try await refused({ $0["size"] = -1 }) == 422)
        #expect(try await refused({ $0["media_type"] = "text/html" }) == 422)
        #expect(try await refused({ $0["name"] = "a.png" }) == 422)
        #expect(try await refused({ $0["requested_document_id"] = .string(draft.id) }) == 422)
        #expect(try await refused({ _ in }, as: .luca) == 404)
    }

    private func announcement(_ bytes: [UInt8], for draft: Ticket) -> JSONValue {
        let hash = SHA256.hash(data: bytes).map { byte in
            let digits = String(byte, radix: 16)
            return digits.count == 1 ? "0" + digits : digits
        }
        return [
            "request_id": .string(draft.id), "category": "cu", "name": "cu.pdf",
            "media_type": "application/pdf",
            "size": .integer(Int64(bytes.count)), "sha256": .string(hash.joined()),
        ]
    }
}
