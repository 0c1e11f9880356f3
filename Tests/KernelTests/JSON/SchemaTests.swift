import Testing

@testable import Kernel

@Suite struct SchemaTests {
    @Test func `a type tells what it reads`() throws {
        var components: [String: JSONValue] = [:]

        let json = try Schema.recorded(for: Request.Form.self).json(into: &components)

        #expect(json == ["$ref": "#/components/schemas/RequestForm"])
        #expect(components.keys.sorted() == ["RequestForm", "RequestLine"])
        #expect(components["RequestForm"]?["additionalProperties"] == false)
        #expect(
            components["RequestForm"]?["required"] == [
                "request_id", "status", "lines", "extra", "level", "counts", "small",
            ]
        )
        let properties = try #require(components["RequestForm"]?["properties"])
        #expect(properties["request_id"]?["format"] == "uuid")
        #expect(properties["status"] == ["type": "string", "enum": ["open", "in_review"]])
        #expect(
            properties["lines"] == ["type": "array", "items": ["$ref": "#/components/schemas/RequestLine"]]
        )
        #expect(properties["extra"] == [:])
        #expect(properties["due_on"]?["type"] == ["string", "null"])
        #expect(
            properties["first_line"] == [
                "anyOf": [["$ref": "#/components/schemas/RequestLine"], ["type": "null"]]
            ]
        )
        #expect(
            properties["counts"] == [
                "type": "object", "additionalProperties": ["type": "integer", "format": "int64"],
            ]
        )
        #expect(properties["small"]?["minimum"] == -128)
        #expect(properties["level"]?["maximum"] == 3)
        #expect(Schema.unresolved(in: Request.Form.self) == [])
    }

    @Test func `a type that contains itself is named again`() throws {
        var components: [String: JSONValue] = [:]
        let schema = Schema.recorded(for: Tree.self)

        _ = try schema.json(into: &components)

        #expect(
            components["Tree"]?["properties"]?["branches"]?["items"] == ["$ref": "#/components/schemas/Tree"]
        )
        #expect(Schema.unresolved(in: Tree.self) == [])
        let document = try JSONValue(
            parsing: #"{"name":"a","branches":[{"name":1,"branches":[]}],"parent":{"name":"b"}}"#
        )
        #expect(schema.faults(in: document).map(\.pointer) == ["/branches/0/name", "/parent/branches"])
    }

    @Test func `a type that takes no placeholder is named`() {
        #expect(
            Schema.unresolved(in: Hidden.self) == [
                "Hidden: color: Color does not accept a placeholder; make it Described"
            ]
        )
        #expect(Schema.unresolved(in: [Hidden].self).count == 1)
        #expect(Schema.unresolved.contains { $0.hasPrefix("Hidden: color") })
    }

    @Test func `a wrapper has the schema of what it wraps`() throws {
        var components: [String: JSONValue] = [:]

        #expect(try Schema.recorded(for: Wrapper.self).json(into: &components) == ["type": "boolean"])
        #expect(
            try Schema.recorded(for: [Wrapper?].self).json(into: &components)["items"]?["type"] == [
                "boolean", "null",
            ]
        )
    }

    @Test func `names of components carry no module and no brackets`() {
        #expect(componentName(of: Request.Form.self) == "RequestForm")
        #expect(componentName(of: Box<Request.Line>.self) == "BoxRequestLine")
        #expect(componentName(of: Box<[Int]>.self) == "BoxArrayInt")
    }

    @Test func `two structures with one name are found`() throws {
        var components: [String: JSONValue] = [:]
        _ = try Schema.object(name: "A", [.init("x", .boolean, isRequired: true)]).json(into: &components)
        _ = try Schema.object(name: "A", [.init("x", .boolean, isRequired: true)]).json(into: &components)

        #expect(throws: SchemaError(name: "A")) {
            try Schema.object(name: "A", [.init("y", .boolean, isRequired: true)]).json(into: &components)
        }
    }

    @Test func `the words for numbers, texts and lists`() throws {
        var components: [String: JSONValue] = [:]
        let rule = TextRule(format: "f", length: 1...3, pattern: "^a", example: "ab", description: "d")

        let text = try Schema.array(.nullable(.text(rule)), count: 1...5).json(into: &components)

        #expect(
            text.text
                == #"{"type":"array","items":{"type":["string","null"],"format":"f","description":"d","pattern":"^a","#
                + #""examples":["ab"],"minLength":1,"maxLength":3},"minItems":1,"maxItems":5}"#
        )
        #expect(
            try Schema.nullable(.enumeration(["a"])).json(into: &components)["anyOf"]?[1] == ["type": "null"]
        )
        #expect(components.isEmpty)
    }
}

@Suite struct ReadingTests {
    @Test func `all faults of a body are told at once, each with its place`() {
        let body = #"""
            {"request_id":"x","status":"closed","lines":[{"amount":"1"},{"amount":1,"a/b~c":0}],"counts":{"k/1":1.5},
             "level":9,"small":200,"due_on":"2026-02-30","nope":1}
            """#

        let problem = #expect(throws: Problem.self) {
            try JSON.read(Request.Form.self, from: Array(body.utf8))
        }

        #expect(problem?.code == .invalid)
        #expect(
            problem?.faults.map { "\($0.pointer) \($0.refusal.code)" } == [
                "/request_id invalid_id", "/status not_in_enumeration", "/lines/0/amount wrong_type",
                "/lines/1/a~1b~0c unknown_member", "/extra required", "/due_on invalid_date",
                "/level out_of_range",
                "/counts/k~11 wrong_type", "/small out_of_range", "/nope unknown_member",
            ]
        )
        #expect(problem?.faults.last?.refusal.message.text(in: .italian) == "non è previsto")
    }

    @Test func `a sound body is read`() throws {
        let body = #"""
            {"request_id":"01934a5b-7c00-7000-8000-0000000000ff","status":"in_review","lines":[],"extra":{"any":["thing"]},
             "due_on":null,"level":1e0,"counts":{"camelCase":1},"small":-128}
            """#

        let form = try JSON.read(Request.Form.self, from: Array(body.utf8))

        #expect(form.status == .inReview)
        #expect(form.extra["any"]?[0] == "thing")
        #expect(form.dueOn == nil)
        #expect(form.counts == ["camelCase": 1])
    }

    @Test func `a body that is not JSON says where`() {
        let problem = #expect(throws: Problem.self) { try JSON.read([Int].self, from: Array("[1,".utf8)) }

        #expect(problem?.code == .malformed)
        #expect(problem?.detail?.text(in: .english) == "Invalid JSON at byte 3: unexpected end.")
    }

    @Test func `what only the initialiser refuses is told with its place`() {
        let problem = #expect(throws: Problem.self) {
            try JSON.read([String: [Even]].self, from: Array(#"{"a":[{"count":2},{"count":3}]}"#.utf8))
        }

        #expect(problem?.faults == [Problem.Fault("/a/1", Refusal("odd", LocalizedText("is odd")))])
    }

    @Test func `lengths and counts are held`() {
        let text = Schema.text(TextRule(length: 2...3))
        let list = Schema.array(.integer(nil), count: 1...2)

        #expect(text.faults(in: "a").map(\.refusal.code) == ["too_short"])
        #expect(text.faults(in: "abcd").map(\.refusal.code) == ["too_long"])
        #expect(text.faults(in: "è\u{0}").map(\.refusal.code) == ["not_plain_text"])
        #expect(text.faults(in: " abc ").isEmpty)
        #expect(PostalCode.schema.faults(in: "20\u{A0}124").isEmpty)
        #expect(ProvinceCode.schema.faults(in: "MI\u{200E}\u{A0}").isEmpty)
        #expect(Line<1, 3>.schema.faults(in: "a\u{200E}bc").isEmpty)
        #expect(Line<1, 3>.schema.faults(in: "abcd").map(\.refusal.code) == ["too_long"])
        #expect(list.faults(in: []).map(\.refusal.code) == ["too_few"])
        #expect(list.faults(in: [1, 2, true], at: "/x").map(\.pointer) == ["/x", "/x/2"])
        #expect(Schema.integer(nil).faults(in: .number(1e19)).map(\.refusal.code) == ["out_of_range"])
    }

    @Test func `a hostile body does not fill the reply`() {
        let document = JSONValue.array(Array(repeating: "x", count: 10_000))

        #expect(Schema.array(.boolean, count: nil).faults(in: document).count == 100)
    }
}

private enum Request {
    enum Status: String, Codable, CaseIterable {
        case open
        case inReview = "in_review"
    }

    enum Level: Int, Codable, CaseIterable {
        case low = 1
        case high = 3
    }

    struct Line: Codable {
        let amount: Int
    }

    struct Form: Codable {
        let requestID: ID<Form>
        let status: Status
        let lines: [Line]
        let firstLine: Line?
        let extra: JSONValue
        let dueOn: CivilDate?
        let level: Level
        let counts: [String: Int]
        let small: Int8
    }
}

private struct Tree: Codable {
    let name: String
    let branches: [Tree]
    let parent: Parent?

    /// Reaches the tree again by another way.
    struct Parent: Codable {
        let name: String
        let branches: [Tree]
    }
}

private struct Box<Value: Codable>: Codable {
    let value: Value
}

private enum Color: String, Codable {
    case red
}

private struct Hidden: Codable {
    let name: String
    let color: Color
}

private struct Wrapper: Codable {
    let isOn: Bool

    init(from decoder: any Decoder) throws {
        isOn = try decoder.singleValueContainer().decode(Bool.self)
    }
}

private struct Even: Codable {
    let count: Int

    enum CodingKeys: CodingKey { case count }

    init(from decoder: any Decoder) throws {
        count = try decoder.container(keyedBy: CodingKeys.self).decode(Int.self, forKey: .count)
        guard count.isMultiple(of: 2) else { throw Refusal("odd", LocalizedText("is odd")) }
    }
}
