import Kernel
import Platform
import TestKit
import Testing

@testable import CAF

@Suite struct DocumentFormTests {
    @Test func `everything that is wrong with the form is named at once and nothing is left`() async throws {
        let world = try await office()
        let form = UploadForm().field("request_id", "17").field("colour", "red").field("category", "cu\0")

        let answer = try await world.as(.giulia).post("/documents", form)

        #expect(answer.status == 422, "\(answer)")
        #expect(Set(answer.faults.keys) == ["/request_id", "/colour", "/category", "/file"])
    }

    @Test func `the file may come before the fields`() async throws {
        let world = try await office()
        let draft = try await world.draft()
        let form = UploadForm().pdf().field("request_id", draft.id).field("category", "cu")

        let answer = try await world.as(.giulia).post("/documents", form)

        #expect(answer.status == 201, "\(answer)")
        let wrong = UploadForm().pdf().field("request_id", draft.id).field("category", "poem")
        #expect(try await world.as(.giulia).post("/documents", wrong).faults.keys.contains("/category"))
        let twice = UploadForm.paper(for: draft.id, "cu").pdf("zwei")
        #expect(try await world.as(.giulia).post("/documents", twice).faults == ["/file": "repeated"])
        try await world.runJobs()
        #expect(world.cabinet.files.count == 1)
    }

    @Test func `each category has its own limit, whichever part comes first`() async throws {
        let world = try await office()
        let draft = try await world.draft()
        let scan = DemoDocuments.pdf(String(repeating: "x", count: 11 << 20))
        func form(_ category: String, fileFirst: Bool) -> UploadForm {
            let fields = UploadForm()
            let file: (UploadForm) -> UploadForm = { $0.file("file", "scan.pdf", "application/pdf", scan) }
            return fileFirst
                ? file(fields).field("request_id", draft.id).field("category", category)
                : file(fields.field("request_id", draft.id).field("category", category))
        }
        let giulia = world.as(.giulia)

        for fileFirst in [true, false] {
            let answer = try await giulia.post("/documents", form("identity_document", fileFirst: fileFirst))
            #expect(answer.status == 413, "\(answer)")
        }
        try await world.runJobs()
        #expect(world.cabinet.files.isEmpty)
    }

    @Test func `what is no paper is refused`() async throws {
        let world = try await office()
        let draft = try await world.draft()
        let fields = UploadForm().field("request_id", draft.id).field("category", "cu")
        let giulia = world.as(.giulia)

        let text = try await giulia.post(
            "/documents",
            fields.file("file", "a.pdf", "application/pdf", Array("ciao".utf8))
        )
        let lie = try await giulia.post(
            "/documents",
            fields.file("file", "a.png", "image/png", DemoDocuments.pdf("x"))
        )
        let json = try await giulia.post("/documents", ["request_id": .string(draft.id), "category": "cu"])

        #expect(text.status == 415)
        #expect(lie.status == 422)
        #expect(json.status == 415)
        #expect(world.cabinet.files.isEmpty)
    }

    @Test func `a request that is done with takes no papers`() async throws {
        let world = try await office()
        let request = try await world.inReview()
        let done = try await world.move(request, to: "completed", as: .marco)

        #expect(try await world.upload("other", to: done).problem == .requestTakesNoPapers)
        let document = try await world.document("lease_contract", of: done)
        #expect(try await world.replace(document).problem == .requestTakesNoPapers)
        #expect(try await world.as(.giulia).delete(document.path).problem == .requestTakesNoPapers)
        let late = try await world.as(.marco).patch(document.path + "/approve", headers: document.match)
        #expect(late.problem == .guardFailed)
    }
}
