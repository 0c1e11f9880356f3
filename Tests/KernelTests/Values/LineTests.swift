import Kernel
import Testing

@Suite struct LineTests {
    // swift-format-ignore
    static let pasted: [(String, String)] = [
        ("Lilium", "Lilium"),
        ("Lilium\n\nhttps://evil.example/confirm\n\nShop", "Lilium https://evil.example/confirm Shop"),
        ("Maria\r\nRossi", "Maria Rossi"),
        ("\tMaria\u{B}Rossi \u{85}", "Maria Rossi"),
        ("a\u{2028}b\u{2029}c", "a b c"),
        ("\u{A0}\u{2009}Via\u{202F}\u{3000}Appia  10 ", "Via Appia 10"),
        ("\u{FEFF}Omar\u{200F}", "Omar"),
        ("exe\u{202E}fdp.pdf\u{202C}", "exefdp.pdf"),
        ("\u{2066}shop\u{2069}\u{61C}", "shop"),
        ("Stra\u{AD}ße", "Straße"),
        // The joiner without width is a letter's form in Persian and Kurdish, the other one holds a family together.
        ("می\u{200C}خواهم", "می\u{200C}خواهم"),
        ("👨\u{200D}👩\u{200D}👧", "👨\u{200D}👩\u{200D}👧"),
        ("Nicolo\u{300}", "Nicol\u{F2}"),
        ("أسواق عمر", "أسواق عمر"),
        ("Dell’Orto – figli", "Dell’Orto – figli"),
    ]

    @Test(arguments: pasted) func `what is pasted into one line is one line`(
        given: String,
        line: String
    ) throws {
        let value = try Line<1, 60>(parsing: given)
        #expect(Array(value.rawValue.unicodeScalars) == Array(line.unicodeScalars))
        #expect(try Line<1, 60>(parsing: value.rawValue) == value)
    }

    @Test func `a line counts what is left of it`() {
        #expect(refusal(of: "", as: Line<1, 3>.self) == "too_short")
        #expect(refusal(of: "\n\u{200B} \u{3164}", as: Line<1, 3>.self) == "blank")
        #expect(refusal(of: " abc\n", as: Line<1, 3>.self) == nil)
        #expect(refusal(of: "a b c", as: Line<1, 3>.self) == "too_long")
        for character in ["\u{0}", "\u{7}", "\u{1B}", "\u{7F}", "\u{9B}"] {
            #expect(refusal(of: "a\(character)", as: Line<1, 3>.self) == "control_characters")
        }
    }

    @Test func `rows of the past are cleaned, and never refused`() throws {
        #expect(Line<1, 5>(stored: "much\nlonger").rawValue == "much longer")
        #expect(Line<1, 5>(stored: "\u{200B}").rawValue == "\u{200B}")
        for (given, line) in Self.pasted
        where given.unicodeScalars.elementsEqual(given.inOneLine.unicodeScalars) {
            #expect(Line<1, 5>(stored: given).rawValue == line)
        }
        for mark in PastedTests.invisible where mark != "\u{200C}" && mark != "\u{200D}" {
            #expect(Line<1, 5>(stored: "أسواق\(mark)\(mark)عمر\(mark)").rawValue.hasSuffix("عمر"))
        }
        struct Shop: Decodable { var name: Line<1, 5> }
        let row = Array(#"{"name": "a\n\nb\u0007 too long"}"#.utf8)
        #expect(try JSON.decode(Shop.self, stored: row).name.rawValue == "a b\u{7} too long")
        #expect(throws: DecodingError.self) { try JSON.decode(Shop.self, from: row) }
    }

    @Test func `a text of several lines keeps them, and loses what turns its direction`() throws {
        let text = try Text<1, 40>(parsing: "uno\n\ndue \u{202E}ert\u{2069}\u{FEFF} perche\u{301}")
        #expect(Array(text.rawValue.unicodeScalars) == Array("uno\n\ndue ert perch\u{E9}".unicodeScalars))
    }
}
