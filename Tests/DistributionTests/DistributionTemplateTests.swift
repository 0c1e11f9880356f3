import Kernel
import Platform
import Testing

@testable import Distribution

@Suite struct DistributionTemplateTests {
    @Test func `every notification is written in every language, with its examples`() {
        #expect(distribution.templateFlaws == [])
    }

    @Test func `every way of Distribution's to say no is written in every language`() {
        let own = distribution.problems.filter { $0.name.hasPrefix("distribution.") }
        let silent = own.filter { !$0.title.languages.isSuperset(of: distribution.languages) }
        #expect(!own.isEmpty && silent.map(\.name) == [])
    }
}
