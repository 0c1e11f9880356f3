import Kernel
import Platform
import Store
import TestKit
import Testing

@testable import CAF

@Suite struct DocumentTests {
    @Test func `a paper is uploaded, listed, shown and fetched by a signed address`() async throws {
        let world = try await office()
        let draft = try await world.draft()

        let added = try await world.upload("identity_document", to: draft, text: "carta")
        #expect(added.status == 201, "\(added)")
        #expect(added["status"] == "pending" && added["number"] == 1)
        #expect(added["file"]?["media_type"] == "application/pdf" && added["file"]?["state"] == "clean")
        let path = "/documents/\(added.id ?? "")"
        #expect(added.header("Location") == path)

        let giulia = world.as(.giulia)
        #expect(try await giulia.get(path).header("ETag")?.hasPrefix("\"1.") == true)
        let query = "?request_id=\(draft.id)&category=identity_document&status=pending"
        #expect(try await giulia.get("/documents" + query)["data"]?.arrayValue?.count == 1)
        #expect(try await giulia.get("/documents?category=cu")["data"]?.arrayValue?.count == 0)
        let link = try await giulia.get(path + "/download")
        let url = link["url"]?.stringValue ?? ""
        let bytes = try await world.anonymous.get(url.replacing("https://world.example", with: ""))
        #expect(bytes.status == 200 && bytes.body == DemoDocuments.pdf("carta"))
        #expect(try await world.audit().suffix(2) == ["document.link", "file.download"])
        #expect(try await giulia.get(path + "/download?number=7").status == 404)
    }

    @Test func `the checklist follows the papers`() async throws {
        let world = try await office()
        let request = try await world.inReview()
        func state(_ category: String) async throws -> String? {
            let list = try await world.as(.giulia).get(request.path)["checklist"]?.arrayValue ?? []
            return list.first { $0["category"]?.stringValue == category }?["state"]?.stringValue
        }
        #expect(try await state("lease_contract") == "pending")
        #expect(try await state("vehicle_registration") == "missing")

        try await world.review(world.document("lease_contract", of: request), "approve")
        #expect(try await state("lease_contract") == "approved")
        try await world.review(world.document("lease_contract", of: request), "reject", because: "tagliato")
        #expect(try await state("lease_contract") == "rejected")
        _ = try await world.replace(world.document("lease_contract", of: request))
        #expect(try await state("lease_contract") == "pending")
    }

    @Test func `another version resets the approval and keeps the ones before`() async throws {
        let world = try await office()
        let request = try await world.inReview()
        let document = try await world.document("lease_contract", of: request)
        try await world.review(document, "approve", as: .marco)

        let second = try await world.replace(document, text: "seconda")

        #expect(second.status == 201 && second["status"] == "pending" && second["number"] == 2)
        #expect(second["reviewed_by"] == nil)
        let versions = try await world.as(.marco).get(document.path + "/versions")["data"]?.arrayValue ?? []
        #expect(versions.compactMap { $0["number"]?.integerValue } == [2, 1])
        let history = try await world.as(.marco).get(document.path + "/history")["data"]?.arrayValue ?? []
        #expect(history.compactMap { $0["event"]?.stringValue } == ["create", "approve", "replace"])
    }

    @Test func `a decision names the version it saw`() async throws {
        let world = try await office()
        let request = try await world.inReview()
        let document = try await world.document("lease_contract", of: request)
        let marco = world.as(.marco)

        #expect(try await marco.patch(document.path + "/approve").status == 428)
        _ = try await world.replace(document, text: "seconda")
        #expect(try await marco.patch(document.path + "/approve", headers: document.match).status == 412)
        let reject: JSONValue = ["reason": "x"]
        #expect(
            try await marco.patch(document.path + "/reject", reject, headers: document.match).status == 412
        )
        let silent = try await marco.patch(document.path + "/reject", [:], headers: document.match)
        #expect(silent.faults["/reason"] != nil)
        #expect(
            try await world.as(.giulia).patch(document.path + "/approve", headers: document.match).status
                == 403
        )
    }

    @Test func `papers are deleted until they are approved`() async throws {
        let world = try await office()
        let request = try await world.inReview()
        let (lease, identity) = try await (
            world.document("lease_contract", of: request), world.document("identity_document", of: request)
        )
        try await world.review(lease, "approve")

        #expect(try await world.as(.giulia).delete(lease.path).problem == .documentApproved)
        #expect(try await world.as(.marco).delete(identity.path).status == 403)
        #expect(try await world.as(.giulia).delete(identity.path).status == 204)
        #expect(try await world.as(.giulia).get(identity.path).status == 404)
        let before = world.cabinet.files.count
        try await world.runJobs()
        #expect(world.cabinet.files.count == before - 1)
    }

    @Test func `a deleted draft takes its files along`() async throws {
        let world = try await office()
        let draft = try await world.draft()
        try await world.deliverPapers(of: draft)
        #expect(!world.cabinet.files.isEmpty)

        #expect(try await world.as(.giulia).delete(draft.path).status == 204)
        try await world.runJobs()

        #expect(world.cabinet.files.isEmpty)
    }

    @Test func `another customer finds nothing, and leaves nothing`() async throws {
        let world = try await office()
        let request = try await world.submitted()
        let document = try await world.document("lease_contract", of: request)
        let luca = world.as(.luca)
        let files = world.cabinet.files

        for path in ["", "/download", "/versions", "/history"] {
            #expect(try await luca.get(document.path + path).status == 404)
        }
        #expect(try await luca.delete(document.path).status == 404)
        #expect(try await luca.post(document.path + "/versions", UploadForm().pdf()).status == 404)
        #expect(try await world.upload("cu", to: request, as: .luca).status == 404)
        #expect(try await luca.get("/documents")["data"]?.arrayValue?.count == 0)
        #expect(try await luca.get("/documents?request_id=\(request.id)")["data"]?.arrayValue?.count == 0)
        try await world.runJobs()
        #expect(world.cabinet.files == files)
    }
}
