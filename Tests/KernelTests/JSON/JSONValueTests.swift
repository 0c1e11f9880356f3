import Testing

@testable import Kernel

@Suite struct JSONValueTests {
    @Test func `a document is read in the order it was written`() throws {
        let value = try JSONValue(parsing: #" { "b" : [1, -2, 3.5, 1e3, true, false, null], "a" : {} } "#)

        #expect(value.objectValue?.names == ["b", "a"])
        #expect(value.text == #"{"b":[1,-2,3.5,1000.0,true,false,null],"a":{}}"#)
        #expect(value["b"]?[3]?.integerValue == 1_000)
    }

    @Test func `canonical bytes do not depend on the order of members`() throws {
        let left = try JSONValue(parsing: #"{"b":1,"a":{"d":[{"y":1,"x":2}],"c":null}}"#)
        let right = try JSONValue(parsing: #"{"a":{"c":null,"d":[{"x":2,"y":1}]},"b":1}"#)

        #expect(left == right)
        #expect(left.hashValue == right.hashValue)
        #expect(left.canonical == right.canonical)
        #expect(left.bytes != right.bytes)
    }

    @Test func `escapes and surrogate pairs become the characters they mean`() throws {
        let text = #""\u0041\u00e8\ud83d\ude00\"\\\/\b\f\n\r\t""#

        #expect(try JSONValue(parsing: text) == .string("A\u{e8}\u{1F600}\"\\/\u{8}\u{c}\n\r\t"))
        #expect(JSONValue.string("\u{1}\u{1F600}\"\n").text == #""\u0001😀\"\n""#)
    }

    @Test func `whole numbers are exact as far as Int64 goes and doubles beyond`() throws {
        #expect(try JSONValue(parsing: "9223372036854775807") == .integer(.max))
        #expect(try JSONValue(parsing: "-9223372036854775808") == .integer(.min))
        #expect(try JSONValue(parsing: "9223372036854775808") == .number(9_223_372_036_854_775_808))
        #expect(try JSONValue(parsing: "-0").doubleValue?.sign == .minus)
        #expect(try JSONValue(parsing: "1.7976931348623157e308") == .number(.greatestFiniteMagnitude))
    }

    @Test(arguments: [
        "", " ", "nul", "truee", "[1,]", "{\"a\":1,}", "{a:1}", "[1 2]", "01", "-", "1.", ".5", "+1", "1e",
        "NaN", "1e400",
        "-1e999", "\"a", "\"\\x\"", "\"\\u12g4\"", "\"\n\"", "\"\\ud800\"", "\"\\ud800\\u0041\"",
        "\"\\udc00\"", "1 2",
        "{\"a\":1,\"a\":2}", "{\"a\":1,\"\\u0061\":2}", "[", "{", "{\"a\"", "\u{FEFF}1", "'a'", "// x\n1",
    ])
    func `what is not JSON is refused, in Italian too`(_ text: String) {
        let error = #expect(throws: JSONSyntaxError.self) { try JSONValue(parsing: text) }

        #expect(error.flatMap { JSONSyntaxError.italian[$0.message] } != nil)
    }

    @Test(
        arguments: [[0x80], [0xC0, 0xAF], [0xED, 0xA0, 0x80], [0xF5, 0x80, 0x80, 0x80], [0xE2, 0x82]]
            as [[UInt8]]
    )
    func `text that is not UTF-8 is refused`(_ bytes: [UInt8]) {
        #expect(throws: JSONSyntaxError(offset: 1, message: "the string is not UTF-8")) {
            try JSONValue(parsing: [UInt8(ascii: "["), UInt8(ascii: "\"")] + bytes + Array("\"]".utf8))
        }
    }

    @Test func `sixty-four levels are read and one more is not`() throws {
        let nested = { (levels: Int) in
            String(repeating: "[", count: levels) + String(repeating: "]", count: levels)
        }

        #expect(try JSONValue(parsing: nested(64)).arrayValue?.count == 1)
        let error = #expect(throws: JSONSyntaxError.self) { try JSONValue(parsing: nested(65)) }
        #expect(
            error?.words.text(in: .italian) == "JSON non valido al byte 64: annidato oltre i 64 livelli."
        )
        #expect(throws: JSONSyntaxError.self) {
            try JSONValue(parsing: String(repeating: "{\"a\":[", count: 100_000))
        }
    }

    @Test func `large objects find, replace and remove their members`() throws {
        var object = JSONObject()
        for number in 0..<100 { object["k\(number)"] = .integer(Int64(number)) }
        object["k50"] = nil
        object["k99"] = "last"

        #expect(object.count == 99)
        #expect(object["k50"] == nil)
        #expect(object["k51"] == 51)
        #expect(object["k99"] == "last")
        #expect(object.names.last == "k99")
    }

    @Test(arguments: 1...20) func `any document survives a round trip`(seed: UInt64) throws {
        var dice = Dice(state: seed)
        for _ in 0..<50 {
            let value = dice.value(depth: 4)
            #expect(try JSONValue(parsing: value.bytes) == value)
            #expect(try JSONValue(parsing: value.canonical) == value)
            #expect(try JSON.decode(JSONValue.self, from: JSON.encode(value)) == value)
        }
    }
}

/// The same throws for the same seed (xorshift64*).
private struct Dice: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state ^= state >> 12
        state ^= state << 25
        state ^= state >> 27
        return state &* 2_685_821_657_736_338_717
    }

    mutating func value(depth: Int) -> JSONValue {
        switch Int.random(in: 0..<(depth > 0 ? 7 : 5), using: &self) {
        case 0: .null
        case 1: .bool(Bool.random(using: &self))
        case 2: .integer(Int64(bitPattern: next()) >> Int64.random(in: 0..<64, using: &self))
        case 3: .number(double())
        case 4: .string(text())
        case 5: .array((0..<Int.random(in: 0..<5, using: &self)).map { _ in value(depth: depth - 1) })
        default: .object(object(depth: depth - 1))
        }
    }

    private mutating func object(depth: Int) -> JSONObject {
        var object = JSONObject()
        for _ in 0..<Int.random(in: 0..<14, using: &self) { object[text()] = value(depth: depth) }
        return object
    }

    private mutating func double() -> Double {
        let value = Double(bitPattern: next())
        return value.isFinite ? value : 0.1
    }

    private mutating func text() -> String {
        let alphabet: [Character] = [
            "a", "Z", "\"", "\\", "/", "\n", "\u{0}", "\u{1f}", "è", "€", "😀", "_", "~", " ",
        ]
        return String(
            (0..<Int.random(in: 0..<8, using: &self)).map { _ in alphabet.randomElement(using: &self) ?? "a" }
        )
    }
}
