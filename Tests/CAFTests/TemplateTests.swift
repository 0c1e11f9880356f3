import Platform
import Testing

@testable import CAF

@Suite struct CAFTemplateTests {
    @Test func `every notification is written in every language, with its examples`() {
        #expect(caf.templateFlaws == [])
    }
}
