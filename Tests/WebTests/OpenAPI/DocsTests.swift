import Kernel
import Testing

@testable import Web

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

@Suite struct DocsTests {
    @Test func `without the assets the page lists the operations, escaped`() {
        let page = Docs.page(for: .sample, assets: nil).text

        #expect(page.contains("<h1>Parcels &lt;&amp;&gt;</h1>"))
        #expect(page.contains("<code>/sample/parcels/{id}</code>"))
        #expect(!page.contains("<script"))
    }

    @Test func `with the assets the page shows Swagger UI and asks nobody else`() throws {
        let directory =
            FileManager.default.temporaryDirectory.path + "/docs-\(ID<Parcel>.new(at: .placeholder))"
        try FileManager.default.createDirectory(atPath: directory, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: directory) }
        for name in ["swagger-ui.css", "swagger-ui-bundle.js", "secret.txt"] {
            try name.write(toFile: "\(directory)/\(name)", atomically: true, encoding: .utf8)
        }

        let page = Docs.page(for: .sample, assets: directory)

        #expect(page.text.contains("data-document=\"/sample/openapi.json\""))
        #expect(!page.text.contains("://"))
        #expect(page.header("content-security-policy")?.contains("default-src 'none'") == true)
        #expect(Docs.asset("swagger-ui-bundle.js", in: directory)?.text == "swagger-ui-bundle.js")
        #expect(
            Docs.asset("swagger-ui.css", in: directory)?.header("content-type") == "text/css; charset=utf-8"
        )
        for name in ["secret.txt", "../secret.txt", "", "swagger-ui.css/"] {
            #expect(Docs.asset(name, in: directory) == nil)
        }
        #expect(Docs.asset("docs.js", in: nil)?.status == 200)
    }
}

extension Reply {
    fileprivate var text: String {
        guard case .bytes(let bytes) = body else { return "" }
        return String(decoding: bytes, as: UTF8.self)
    }
}
