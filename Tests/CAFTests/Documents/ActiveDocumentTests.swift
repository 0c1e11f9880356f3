import Kernel
import Platform
import TestKit
import Testing

@testable import CAF

/// Papers with forms and scripts: the office looks at a copy that only shows, and can have the original.
@Suite struct ActiveDocumentTests {
    private static let form = Array(
        """
        %PDF-1.7
        1 0 obj
        << /Type /Catalog /Pages 2 0 R /AcroForm << /Fields [5 0 R] >> >>
        endobj
        2 0 obj
        << /Type /Pages /Kids [3 0 R] /Count 1 >>
        endobj
        3 0 obj
        << /Type /Page /Parent 2 0 R /MediaBox [0 0 200 200] /Annots [5 0 R] >>
        endobj
        5 0 obj
        << /Type /Annot /Subtype /Widget /FT /Tx /T (nome) /Rect [1 1 90 20] /AA << /K << /S /JavaScript /JS (f) >> >> >>
        endobj
        trailer
        << /Root 1 0 R >>
        startxref
        0
        %%EOF

        """.utf8
    )

    private func fetch(_ url: JSONValue?, _ world: World) async throws -> [UInt8] {
        try await world.anonymous.get((url?.stringValue ?? "").replacing("https://world.example", with: ""))
            .body
    }

    @Test func `the office gets the copy, and the original by a second address`() async throws {
        let world = try await office()
        let request = try await world.inReview()
        let document = try await world.document("lease_contract", of: request)
        let sent = UploadForm().file("file", "modulo.pdf", "application/pdf", Self.form)
        let added = try await world.as(.giulia).post(document.path + "/versions", sent)
        #expect(added.status == 201 && added["file"]?["active"] == true, "\(added)")

        let early = try await world.as(.marco).get(document.path + "/download")
        #expect(early.status == 409 && early.problem?.name == "files.rendering")
        #expect(early.header("Retry-After") == "5")
        #expect(try await fetch(early["original_url"], world) == Self.form)
        try await world.runJobs()
        let late = try await world.as(.marco).get(document.path + "/download")

        let copy = try await fetch(late["url"], world)
        #expect(late.status == 200 && copy.starts(with: "%PDF-".utf8) && copy != Self.form)
        #expect(!String(decoding: copy, as: UTF8.self).contains("JavaScript"))
        #expect(try await fetch(late["original_url"], world) == Self.form)
        let own = try await world.as(.giulia).get(document.path + "/download")
        #expect(own["original_url"]?.stringValue == nil)
        #expect(try await fetch(own["url"], world) == Self.form)
    }

    @Test func `a paper that only shows is looked at as it came`() async throws {
        let world = try await office()
        let request = try await world.inReview()
        let document = try await world.document("lease_contract", of: request)

        let shown = try await world.as(.marco).get(document.path)
        let link = try await world.as(.marco).get(document.path + "/download")

        #expect(shown["file"]?["active"] == false && link.status == 200)
    }
}
