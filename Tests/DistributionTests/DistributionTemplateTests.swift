import Kernel
import Platform
import TestKit
import Testing

@testable import Distribution

@Suite struct DistributionTemplateTests {
    @Test func `no value that someone gave themselves writes a line or a link of ours`() throws {
        #expect(distribution.templates.count > 25)
        #expect(try distribution.noticeFlaws() == [])
    }

    @Test func `several lines are taken only where something is written at length`() {
        let written: Set<String> = [
            "body", "description", "details", "answer", "note", "token", "device_token", "challenge",
            "refresh_token",
        ]
        #expect(distribution.textsOfSeveralLines(except: written) == [])
        #expect(!distribution.textsOfSeveralLines(except: []).isEmpty)
    }
}
