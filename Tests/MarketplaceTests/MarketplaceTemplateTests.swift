import Platform
import TestKit
import Testing

@testable import Marketplace

@Suite struct MarketplaceTemplateTests {
    @Test func `no value that someone gave themselves writes a line or a link of ours`() throws {
        #expect(marketplace.templates.count > 30)
        #expect(try marketplace.noticeFlaws() == [])
    }

    @Test func `several lines are taken only where something is written at length`() {
        let written: Set<String> = [
            "body", "description", "text", "note", "terms", "bio", "feedback", "evidence", "address",
            "access_note", "token", "device_token", "challenge", "refresh_token",
        ]
        #expect(marketplace.textsOfSeveralLines(except: written) == [])
        #expect(!marketplace.textsOfSeveralLines(except: []).isEmpty)
    }
}
