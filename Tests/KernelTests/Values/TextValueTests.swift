import Kernel
import Testing

/// The code of the refusal of `text`, or nil when it is accepted.
func refusal<Value: TextValue>(of text: String, as _: Value.Type) -> String? {
    do throws(Refusal) {
        _ = try Value(parsing: text)
        return nil
    } catch {
        return error.code
    }
}

struct TextValueTests {
    static let types: [any TextValue.Type] = [
        Text<1, 20>.self, Text<0, 5>.self, Text<30, 40>.self, Line<1, 20>.self, Line<0, 5>.self,
        Line<30, 40>.self, EmailAddress.self, PhoneNumber.self,
        CodiceFiscale.self,
        PartitaIVA.self, IBAN.self, PostalCode.self, ProvinceCode.self, CadastralCode.self, CountryCode.self,
        Currency.self, Language.self, LocalTime.self, Zone.self,
    ]

    @Test(arguments: types.indices)
    func `the example of every type is a value in normal form`(index: Int) throws {
        func check<Value: TextValue>(_: Value.Type) throws {
            let example = try #require(Value.rule.example)
            #expect(try Value(parsing: example).rawValue == example)
            #expect(Value.placeholder.rawValue == example)
            #expect(Value.schema.faults(in: .string(example)).isEmpty)
        }
        try check(Self.types[index])
    }

    @Test(arguments: types.indices)
    func `every type is one JSON text, and refuses in its schema what it refuses in Swift`(index: Int) throws
    {
        func check<Value: TextValue>(_: Value.Type) throws {
            let value = Value.placeholder
            #expect(try JSON.value(of: value) == .string(value.rawValue))
            #expect(try JSON.decode(Value.self, from: JSON.encode(value)) == value)
            for text in ["", "\u{0}", "x\u{7}", String(repeating: "9", count: 5_000)]
            where Value(rawValue: text) == nil {
                #expect(!Value.schema.faults(in: .string(text)).isEmpty)
            }
        }
        try check(Self.types[index])
    }

    @Test(arguments: types.indices)
    func `what a type normalised it accepts again unchanged`(index: Int) throws {
        func check<Value: TextValue>(_: Value.Type) throws {
            for text in [
                "it 60 X054 2811 1010 0000 0123 456", "RM", "h501", "0039 06.123-4567", "EUR", "08:00:00",
                "UTC",
            ] {
                guard let value = Value(rawValue: text) else { continue }
                #expect(Value(rawValue: value.rawValue)?.rawValue == value.rawValue)
            }
        }
        try check(Self.types[index])
    }

    @Test func `a text counts its characters and refuses control characters and blanks`() {
        #expect(refusal(of: "perché\n\tno", as: Text<1, 10>.self) == nil)
        #expect(refusal(of: "", as: Text<1, 3>.self) == "too_short")
        #expect(refusal(of: "abcd", as: Text<1, 3>.self) == "too_long")
        #expect(refusal(of: " \n ", as: Text<1, 3>.self) == "blank")
        #expect(refusal(of: "", as: Text<0, 3>.self) == nil)
        for character in ["\u{0}", "\u{7}", "\u{1B}", "\u{7F}", "\u{85}"] {
            #expect(refusal(of: "a\(character)", as: Text<1, 3>.self) == "control_characters")
        }
        #expect(Text<1, 9>(rawValue: "  a ")?.rawValue == "  a ")
    }

    @Test func `an e-mail address is written in lower case`() {
        #expect(
            EmailAddress(rawValue: "Giulia.Rossi+CAF@Example.COM")?.rawValue == "giulia.rossi+caf@example.com"
        )
        let label = String(repeating: "a", count: 63)
        let long = "\(label)@\(label).\(label).\(String(repeating: "a", count: 58)).it"
        #expect(long.utf8.count == 253 && EmailAddress(rawValue: long) != nil)
    }

    @Test(arguments: [
        "", "a", "@b.it", "a@", "a@b", "a@@b.it", "a b@c.it", ".a@b.it", "a.@b.it", "a..b@c.it", "a@-b.it",
        "a@b-.it", "a@.it",
        "a@b..it", "a@b.it>", "<a@b.it> <c@d.it>", "x <a@b.it", "x\r\n <a@b.it>", "a\n@b.it",
        "a@b.it\r\nBcc: c@d.it", "\u{0}a@b.it", "a@127.0.0.1",
        "\u{212A}@b.it", "à@b.it", "a@b☃.de", "a@\u{301}b.de",
        String(repeating: "a", count: 65) + "@b.it", "a@" + String(repeating: "a", count: 64) + ".it",
        "a@" + String(repeating: "abc.", count: 70) + "it",
    ])
    func `no e-mail address`(text: String) {
        #expect(refusal(of: text, as: EmailAddress.self) == "invalid_email")
    }

    @Test func `a telephone number takes the form of E 164`() {
        for text in [
            "+39 06 1234-567", "0039.06.1234567", "+39(06)1234567", "+39061234567", "+٣٩ ٠٦ ١٢٣٤ ٥٦٧",
        ] {
            #expect(PhoneNumber(rawValue: text)?.rawValue == "+39061234567")
        }
        for text in [
            "", "061234567", "+", "+0123456789", "+123456", "+1234567890123456", "+39x6123456",
            "++39061234567", "+39061234567x",
        ] {
            #expect(refusal(of: text, as: PhoneNumber.self) == "invalid_phone")
        }
    }

    @Test func `small codes are capitals and refuse other alphabets`() {
        #expect(ProvinceCode(rawValue: "rm")?.rawValue == "RM")
        #expect(CountryCode(rawValue: "iq")?.rawValue == "IQ")
        #expect(CadastralCode(rawValue: "h501")?.rawValue == "H501")
        #expect(PostalCode(rawValue: "00185")?.rawValue == "00185")
        #expect(refusal(of: "R", as: ProvinceCode.self) == "invalid_province")
        #expect(refusal(of: "ſm", as: CountryCode.self) == "invalid_country")
        #expect(refusal(of: "ß", as: CountryCode.self) == "invalid_country")
        #expect(refusal(of: "ſ501", as: CadastralCode.self) == "invalid_cadastral_code")
        #expect(PostalCode(rawValue: "٠٠١٨٥")?.rawValue == "00185")
        #expect(refusal(of: "0185", as: PostalCode.self) == "invalid_postal_code")
    }

    // swift-format-ignore
    @Test(arguments: [
        ("it", "it"), ("it_IT", "it"), ("it-CH", "it"), ("IT", "it"), ("en-US", "en"), ("en_gb", "en-GB"), ("ckb-IQ", "ku"),
        ("fr", nil), ("", nil), ("italian", nil),
    ] as [(String, String?)])
    func `the language that is meant is one that is spoken`(typed: String, tag: String?) {
        let spoken: [Language] = ["it", "en", "en-GB", "ku"]
        #expect(spoken.meant(by: typed)?.tag == tag)
    }

    @Test func `a language has its customary case and is one text`() throws {
        #expect(Language(rawValue: "IT-it")?.tag == "it-IT")
        #expect(Language(rawValue: "SR-latn-rs")?.tag == "sr-Latn-RS")
        #expect(Language(rawValue: " it_it\n")?.tag == "it-IT")
        for text in ["", "i", "it_", "it IT", "it-", "-it", "1t", "it-ſ1"] {
            #expect(refusal(of: text, as: Language.self) == "invalid_language")
        }
        #expect(try JSON.text(of: Language.italian) == #""it""#)
    }
}
