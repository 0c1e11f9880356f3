import Kernel
import TestKit
import Testing
import Web

@testable import Platform

@Suite struct DocumentedChannelsTests {
    @Test func `the document of a product without messengers names none`() async throws {
        let world = try await aClub()

        let document = try OpenAPI.document(for: world.site.mount(at: "", version: "1")).text

        #expect(document.contains(#""in_app""#) && document.contains(#""push""#))
        #expect(!document.contains("whatsapp") && !document.contains("telegram"))
    }
}
