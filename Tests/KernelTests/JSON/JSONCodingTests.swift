import Testing

@testable import Kernel

@Suite struct JSONCodingTests {
    @Test func `a dictionary is the same bytes whenever it is written`() throws {
        let names = (0..<40).map { "key\($0 * 7 % 40)" }
        let one = Dictionary(uniqueKeysWithValues: names.map { ($0, ["z": Optional(1), "a": nil]) })
        let other = Dictionary(
            uniqueKeysWithValues: names.reversed().map { ($0, ["a": nil, "z": Optional(1)]) }
        )

        let text = try JSON.text(of: one)
        let again = try JSON.text(of: other)
        #expect(text == again)
        #expect(text.hasPrefix(#"{"key0":{"a":null,"z":1},"key1":"#))
        #expect(throws: EncodingError.self) { try JSON.text(of: ["a": Double.nan]) }
    }

    @Test func `a structure goes out in snake case and comes back`() throws {
        let order = Order(
            orderID: ID(raw: 0x0193_4a5b_7c00_7000_8000_0000_0000_00ff),
            placedAt: Instant(micros: 1_767_225_600_250_000),
            dueOn: CivilDate(days: 20_454),
            urlPath: "/è\"",
            totals: [1, -2],
            isPaid: true,
            ratio: 0.1,
            note: nil,
            labelsByKey: ["camelCase": "x"],
            inner: .init(maxHTTPSize: .max)
        )

        let text = try JSON.text(of: order)

        #expect(
            text
                == #"{"order_id":"01934a5b-7c00-7000-8000-0000000000ff","placed_at":"2026-01-01T00:00:00.250000Z","#
                + #""due_on":"2026-01-01","url_path":"/è\"","totals":[1,-2],"is_paid":true,"ratio":0.1,"#
                + #""labels_by_key":{"camelCase":"x"},"inner":{"max_http_size":9223372036854775807}}"#
        )
        #expect(try JSON.decode(Order.self, from: text) == order)
        #expect(try JSON.decode(Order.self, from: JSON.value(of: order)) == order)
    }

    @Test(
        arguments: [
            (0, "1970-01-01T00:00:00Z"), (-1, "1969-12-31T23:59:59.999999Z"),
            (250_000, "1970-01-01T00:00:00.250000Z"),
            (253_402_300_799_999_999, "9999-12-31T23:59:59.999999Z"),
            (-62_167_219_200_000_000, "0000-01-01T00:00:00Z"),
        ] as [(Int64, String)]
    )
    func `an instant is written to the microsecond`(micros: Int64, text: String) throws {
        let instant = Instant(micros: micros)

        #expect(try JSON.text(of: instant) == "\"\(text)\"")
        #expect(try JSON.decode(Instant.self, from: JSON.encode(instant)) == instant)
    }

    @Test func `every width of integer is written in full`() throws {
        #expect(try JSON.text(of: [UInt64.max, 0]) == "[18446744073709551615,0]")
        #expect(try JSON.text(of: Int64.min) == "-9223372036854775808")
        #expect(try JSON.text(of: [Int8.min, .max]) == "[-128,127]")
        #expect(try JSON.text(of: ["x": UInt.max]) == #"{"x":18446744073709551615}"#)
        #expect(try JSON.decode([Int16].self, from: "[-32768,32767]") == [.min, .max])
        #expect(try JSON.decode(UInt64.self, from: "9223372036854775807") == UInt64(Int64.max))
    }

    @Test func `a number that cannot be held exactly is refused, not rounded`() {
        #expect(throws: DecodingError.self) { try JSON.decode(UInt64.self, from: "18446744073709551615") }
        #expect(throws: DecodingError.self) { try JSON.decode(Int8.self, from: "128") }
        #expect(throws: DecodingError.self) { try JSON.decode(UInt.self, from: "-1") }
        #expect(throws: DecodingError.self) { try JSON.decode(Int.self, from: "1.5") }
        #expect(throws: DecodingError.self) { try JSON.decode(Int.self, from: "1e300") }
    }

    @Test func `neither NaN nor infinity can be written`() {
        #expect(throws: EncodingError.self) { try JSON.encode(Double.nan) }
        #expect(throws: EncodingError.self) { try JSON.encode(["a": -Double.infinity]) }
        #expect(throws: EncodingError.self) { try JSON.encode([Float.infinity]) }
        #expect(throws: EncodingError.self) { try JSON.encode(JSONValue.number(.nan)) }
    }

    @Test func `a float keeps its own digits`() throws {
        #expect(try JSON.text(of: Float(0.1)) == "0.1")
        #expect(try JSON.decode(Float.self, from: "0.1") == 0.1)
    }

    @Test func `anything may stand at the top`() throws {
        #expect(try JSON.text(of: "a") == "\"a\"")
        #expect(try JSON.text(of: Int?.none) == "null")
        #expect(try JSON.text(of: [String: Int]()) == "{}")
        #expect(try JSON.text(of: [[Int]]()) == "[]")
        #expect(try JSON.text(of: Nothing()) == "{}")
        #expect(try JSON.decode(String?.self, from: "null") == nil)
        #expect(try JSON.decode([Bool?].self, from: "[true,null]") == [true, nil])
    }

    @Test func `a class and its parent share or nest their members`() throws {
        let text = try JSON.text(of: Nested())

        #expect(
            text
                == #"{"super":{"base_name":"b"},"own":[[1],{"x":"y"}],"unused":{},"more":{"base_name":"b"},"tail":1}"#
        )
        #expect(try JSON.text(of: Shared()) == #"{"base_name":"b","own_name":"o"}"#)
        let parsed = try JSON.decode(SuperReader.self, from: text)
        #expect(parsed.base == "b" && parsed.more == "b" && parsed.first == 1 && parsed.second == "y")
    }

    @Test func `a container filled out of turn is an error and not a broken document`() {
        #expect(throws: EncodingError.self) { try JSON.encode(OutOfTurn()) }
    }

    @Test func `an enumeration with values finds its case again`() throws {
        let text = try JSON.text(of: [Shape.inBox(sideLength: 2), .dot])

        #expect(text == #"[{"in_box":{"side_length":2}},{"dot":{}}]"#)
        #expect(try JSON.decode([Shape].self, from: text) == [.inBox(sideLength: 2), .dot])
    }

    @Test func `errors of decoding know their place on the wire`() {
        let body = #"{"orders":[{"first_name":"a"},{"first_name":7}]}"#

        let error = #expect(throws: DecodingError.self) {
            try JSON.decode([String: [Person]].self, from: body)
        }

        #expect(error?.fault == Problem.Fault("/orders/1/first_name", Refusal(.wrongType)))
    }

    @Test func `a missing member and a null are told apart from the rest`() {
        let missing = #expect(throws: DecodingError.self) { try JSON.decode(Person.self, from: "{}") }
        let null = #expect(throws: DecodingError.self) {
            try JSON.decode(Person.self, from: #"{"first_name":null}"#)
        }

        #expect(missing?.fault == Problem.Fault("/first_name", Refusal(.required)))
        #expect(null?.fault == Problem.Fault("/first_name", Refusal(.wrongType)))
    }

    @Test(arguments: [
        ("id", "id"), ("requestID", "request_id"), ("URLPath", "url_path"), ("line2Text", "line2_text"),
        ("_0", "_0"),
        ("already_snake", "already_snake"), ("aB", "a_b"), ("HTTP", "http"), ("isA", "is_a"),
    ])
    func `names of properties become names of the wire`(name: String, wire: String) {
        #expect(snakeCased(name) == wire)
    }
}

private struct Order: Codable, Equatable {
    let orderID: ID<Order>
    let placedAt: Instant
    let dueOn: CivilDate
    let urlPath: String
    let totals: [Int]
    let isPaid: Bool
    let ratio: Double
    let note: String?
    let labelsByKey: [String: String]
    let inner: Inner

    struct Inner: Codable, Equatable {
        let maxHTTPSize: Int
    }
}

private struct Nothing: Encodable {
    func encode(to _: any Encoder) {}
}

private struct Person: Codable {
    let firstName: String
}

private enum Shape: Codable, Equatable {
    case inBox(sideLength: Int)
    case dot
}

private class Base: Encodable {
    let baseName = "b"
    enum CodingKeys: CodingKey { case baseName }

    func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(baseName, forKey: .baseName)
    }
}

private final class Shared: Base {
    enum Keys: CodingKey { case ownName }

    override func encode(to encoder: any Encoder) throws {
        try super.encode(to: encoder)
        var container = encoder.container(keyedBy: Keys.self)
        try container.encode("o", forKey: .ownName)
    }
}

private final class Nested: Base {
    enum Keys: CodingKey { case own, unused, more, tail }
    enum Inner: CodingKey { case x }

    override func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Keys.self)
        try super.encode(to: container.superEncoder())
        var list = container.nestedUnkeyedContainer(forKey: .own)
        var numbers = list.nestedUnkeyedContainer()
        try numbers.encode(1)
        var object = list.nestedContainer(keyedBy: Inner.self)
        try object.encode("y", forKey: .x)
        _ = container.superEncoder(forKey: .unused)
        try super.encode(to: container.superEncoder(forKey: .more))
        try container.encode(1, forKey: .tail)
    }
}

private struct SuperReader: Decodable {
    let base: String
    let more: String
    let first: Int
    let second: String

    init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: Nested.Keys.self)
        base = try container.superDecoder().container(keyedBy: Base.CodingKeys.self).decode(
            String.self,
            forKey: .baseName
        )
        more = try container.superDecoder(forKey: .more).container(keyedBy: Base.CodingKeys.self)
            .decode(String.self, forKey: .baseName)
        var list = try container.nestedUnkeyedContainer(forKey: .own)
        var numbers = try list.nestedUnkeyedContainer()
        first = try numbers.decode(Int.self)
        second = try list.nestedContainer(keyedBy: Nested.Inner.self).decode(String.self, forKey: .x)
    }
}

private struct OutOfTurn: Encodable {
    enum Keys: CodingKey { case left, right }

    func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Keys.self)
        var left = container.nestedUnkeyedContainer(forKey: .left)
        var right = container.nestedUnkeyedContainer(forKey: .right)
        try right.encode(1)
        try left.encode(2)
    }
}
