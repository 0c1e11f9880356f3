import Platform
import TestKit
import Testing

@testable import Tutoring

@Suite struct TutoringTemplateTests {
    @Test func `no value that someone gave themselves writes a line or a link of ours`() throws {
        #expect(tutoring.templates.count > 30)
        #expect(try tutoring.noticeFlaws() == [])
    }
}
