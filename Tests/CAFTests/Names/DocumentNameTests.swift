import Kernel
import Platform
import TestKit
import Testing

@testable import CAF

@Suite struct DocumentNameTests {
    @Test func `every category has a title in both languages`() {
        let categories = DocumentCategory.allCases
        for category in categories {
            #expect(category.title.languages == [.english, .italian], "\(category)")
            #expect(!category.title.text(in: .italian).isEmpty && !category.title.text(in: .english).isEmpty)
        }
        for language in [Language.english, .italian] {
            #expect(Set(categories.map { $0.title.text(in: language) }).count == categories.count)
        }
    }

    @Test func `checklist, catalogue and findings name the document, its reason beside it`() async throws {
        let world = try await office()
        let draft = try await world.draft()
        let giulia = world.as(.giulia)
        let english = ["Accept-Language": "en"]

        let shown = try await giulia.get(draft.path, headers: english)
        let lease = try item("lease_contract", of: shown["checklist"])
        #expect(lease["title"] == "Lease contract" && lease["reason"] == "The home is rented")
        let service = try await world.anonymous.get("/services/ISEE", headers: ["Accept-Language": "it"])
        let possible = try item("lease_contract", of: service["documents"])
        #expect(possible["title"] == "Contratto di locazione")
        #expect(possible["condition"] == "L'abitazione è in affitto")
        let findings = shown["completeness"]?["findings"]?.arrayValue ?? []
        let missing = findings.first { $0["pointer"] == "/documents/lease_contract" }
        #expect(missing?["message"] == "Lease contract: this document must be uploaded")
    }

    @Test func `a missing document is named with its reason beside it, in the reader's language`()
        async throws
    {
        let world = try await office()
        _ = try await world.as(.giulia).patch("/users/me", ["locale": "en"])
        let asked = try await world.askFor(
            [("cu", "Manca la CU di Paolo"), ("other", "Stato di famiglia")],
            on: world.inReview()
        )

        try await world.runJobs()

        let mail = world.mails(to: .giulia).first { $0.subject == "ISEE 2026: documents missing" }
        #expect(mail?.text.contains("– Income certificate (CU): Manca la CU di Paolo") == true)
        #expect(mail?.text.contains("– Other document: Stato di famiglia") == true)
        let page = try await world.as(.giulia).get(asked.path, headers: ["Accept-Language": "it"])
        let wanted = try item("cu", of: page["requested_documents"])
        #expect(wanted["title"] == "Certificazione Unica (CU)" && wanted["reason"] == "Manca la CU di Paolo")
    }

    private func item(_ category: String, of list: JSONValue?) throws -> JSONValue {
        try #require(list?.arrayValue?.first { $0["category"]?.stringValue == category })
    }
}
