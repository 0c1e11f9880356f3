import Foundation
import Kernel
import Platform
import TestKit
import Testing

@testable import CAF

@Suite struct ScannedDocumentTests {
    @Test func `a paper is closed until it has been looked through, and counts meanwhile`() async throws {
        let (world, clamd) = try await scannedOffice()
        defer { clamd?.stop() }
        let draft = try await world.draft()
        try await world.deliverPapers(of: draft)
        let document = try await world.document("lease_contract", of: draft)
        let giulia = world.as(.giulia)

        let closed = try await giulia.get(document.path + "/download")
        #expect(closed.status == 409 && closed.problem == .fileQuarantined)
        let submitted = try await giulia.post(draft.path + "/submit")
        #expect(submitted.status == 200, "\(submitted)")
        let early = try await world.review(document, "approve")
        #expect(early.problem == .guardFailed && early.faults["/file"] == "still_checked")

        try await world.runJobs()
        #expect(try await giulia.get(document.path + "/download").status == 200)
        #expect(try await world.review(document, "approve").status == 200)
    }

    @Test func `a paper with a virus is none, and the customer is told`() async throws {
        let (world, clamd) = try await scannedOffice()
        defer { clamd?.stop() }
        let request = try await world.inReview()
        try await world.runJobs()
        _ = try await world.replace(world.document("lease_contract", of: request), text: "PORTICO-TEST-VIRUS")

        try await world.runJobs()

        let shown = try await world.as(.giulia).get(request.path)
        let lease = shown["checklist"]?.arrayValue?.first { $0["category"] == "lease_contract" }
        #expect(lease?["state"] == "missing")
        #expect(shown["completeness"]?["findings"]?[0]?["code"] == "document_infected")
        #expect(world.mails(to: .giulia).last?.subject == "ISEE 2026: un documento conteneva un virus")
        let document = try await world.document("lease_contract", of: request)
        #expect(try await world.as(.marco).get(document.path + "/download").problem == .fileInfected)
        #expect(try await world.review(document, "approve").faults["/file"] == "infected")
    }

    @Test func `only a clean paper sends the request on`() async throws {
        let (world, clamd) = try await scannedOffice()
        defer { clamd?.stop() }
        let asked = try await world.askFor([("cu", "manca")], on: world.inReview())

        _ = try await world.upload("cu", to: asked, text: "PORTICO-TEST-VIRUS")
        #expect(try await world.now(asked)["status"] == "missing_documents")
        try await world.runJobs()
        #expect(try await world.now(asked)["status"] == "missing_documents")

        _ = try await world.upload("cu", to: asked, text: "pulita")
        #expect(try await world.now(asked)["status"] == "missing_documents")
        try await world.runJobs()
        #expect(try await world.now(asked)["status"] == "in_review")
    }
}

/// With the real daemon where there is one, else with a double.
private func scannedOffice() async throws -> (World, ClamdDouble?) {
    if let real = ProcessInfo.processInfo.environment["PORTICO_TEST_CLAMD"] {
        return (try await office { $0.files.scanner = Clamd(real) }, nil)
    }
    let double = try ClamdDouble()
    return (try await office { $0.files.scanner = Clamd("unix:\(double.path)") }, double)
}
