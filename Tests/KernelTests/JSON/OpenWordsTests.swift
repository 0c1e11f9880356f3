import Testing

@testable import Kernel

private struct Purpose: OpenWords {
    let rawValue: String

    static let terms = Purpose(rawValue: "terms")
    static let allCases = [terms]
}

private struct Answer: Codable {
    var purposes: [Purpose]
    var other: Purpose?
}

@Suite struct OpenWordsTests {
    @Test func `other words pass the schema, for the product to judge`() throws {
        let answer = try JSON.decode(Answer.self, from: ["purposes": ["terms", "diary"], "other": "nudges"])

        #expect(answer.purposes == [.terms, Purpose(rawValue: "diary")])
        let long = JSONValue.string(String(repeating: "x", count: 65))
        let faults = Schema.recorded(for: Answer.self).faults(in: ["purposes": ["diary", 7, long]])
        #expect(faults.map(\.pointer) == ["/purposes/1", "/purposes/2"])
        #expect(faults.map(\.refusal.code) == ["wrong_type", "too_long"])
    }

    @Test func `the document has the words of the product`() throws {
        let schema = Schema.recorded(for: Answer.self)
        var components: [String: JSONValue] = [:]

        _ = try schema.json(into: &components)
        #expect(components["Answer"]?["properties"]?["purposes"]?["items"]?["enum"] == ["terms"])
        components = [:]
        _ = try schema.speaking([["terms"]: ["terms", "diary"]]).json(into: &components)
        #expect(components["Answer"]?["properties"]?["purposes"]?["items"]?["enum"] == ["terms", "diary"])
        #expect("\(components)".contains("diary"))
    }
}
