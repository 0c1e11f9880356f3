import Platform
import TestKit
import Testing

@testable import CAF

@Suite struct CAFTemplateTests {
    @Test func `no value that someone gave themselves writes a line or a link of ours`() throws {
        #expect(caf.templates.count > 30)
        #expect(try caf.noticeFlaws() == [])
    }

    @Test func `several lines are taken only where something is written at length`() {
        let written: Set<String> = [
            "body", "description", "text", "note", "reason", "admin_note", "status_reason",
            "duplicate_reason", "token", "device_token", "challenge", "refresh_token", "media_type",
        ]
        #expect(caf.textsOfSeveralLines(except: written) == [])
        #expect(!caf.textsOfSeveralLines(except: []).isEmpty)
    }
}
