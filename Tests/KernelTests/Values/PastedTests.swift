import Kernel
import Testing

/// Pasted and typed text becomes the intended value.
@Suite struct PastedTests {
    // swift-format-ignore
    static let invisible = [
        "\u{200E}", "\u{200F}", "\u{61C}", "\u{202A}", "\u{202B}", "\u{202C}", "\u{202D}", "\u{202E}", "\u{2066}", "\u{2067}", "\u{2068}",
        "\u{2069}", "\u{200B}", "\u{200C}", "\u{200D}", "\u{2060}", "\u{FEFF}", "\u{AD}", " ", "\u{A0}", "\u{2009}", "\u{202F}", "\u{3000}",
        "\t", "\n", "\r\n", "\u{2028}", "\u{85}",
    ]

    @Test(arguments: invisible) func `nothing around a value is part of it`(mark: String) {
        func check<Value: TextValue>(_: Value.Type, _ value: String) {
            #expect(Value(rawValue: mark + value + mark)?.rawValue == value, "\(Value.self)")
        }
        check(PhoneNumber.self, "+9647701000006")
        check(EmailAddress.self, "omar.shop@example.com")
        check(CodiceFiscale.self, "RSSMRA80A01H501U")
        check(IBAN.self, "IT60X0542811101000000123456")
        check(PartitaIVA.self, "12345678903")
        check(PostalCode.self, "00185")
        check(ProvinceCode.self, "RM")
        check(CountryCode.self, "IQ")
        check(CadastralCode.self, "H501")
        check(Currency.self, "EUR")
        check(LocalTime.self, "08:30")
        #expect(CivilDate(mark + "2026-11-29" + mark) == CivilDate(2026, 11, 29))
    }

    // swift-format-ignore
    static let groups: [(String, String)] = [
        ("IT60 X054 2811 1010 0000 0123 456", "IT60X0542811101000000123456"),
        ("IT60\u{A0}X054\u{2009}2811\u{202F}1010\u{2011}0000-0123–456", "IT60X0542811101000000123456"),
        ("ｉｔ６０x0542811101000000123456", "IT60X0542811101000000123456"),
        ("IBAN: IT60 X054 2811 1010 0000 0123 456", "IT60X0542811101000000123456"), ("iban it60.x054.2811.1010.0000.0123.456.", "IT60X0542811101000000123456"),
    ]

    @Test(arguments: groups) func `an IBAN is read in groups`(typed: String, number: String) {
        #expect(IBAN(rawValue: typed)?.rawValue == number)
    }

    @Test func `codes are read in groups and in the digits of any script`() {
        #expect(CodiceFiscale(rawValue: "rss\u{A0}mra\t80a01\nh501u")?.rawValue == "RSSMRA80A01H501U")
        for typed in ["RSSMRA-80A01-H501U", "RSS-MRA-80A01-H501-U.", "RSS MRA 80 A 01 H 501 U."] {
            #expect(CodiceFiscale(rawValue: typed)?.rawValue == "RSSMRA80A01H501U")
            #expect(CodiceFiscale.schema.faults(in: .string(typed)).isEmpty)
        }
        #expect(PartitaIVA(rawValue: "IT 123 456 789 03")?.rawValue == "12345678903")
        #expect(PartitaIVA(rawValue: "١٢٣٤٥٦٧٨٩٠٣")?.rawValue == "12345678903")
        #expect(CivilDate("٢٠٢٦-١١-٢٩") == CivilDate(2026, 11, 29))
        #expect(CivilDate("۲۰۲۶‑۱۱‑۲۹") == CivilDate(2026, 11, 29))
        #expect(CivilDate("2026-11-2x٩") == nil)
        #expect(LocalTime(rawValue: "٠٨:٣٠")?.rawValue == "08:30")
        #expect(refusal(of: "ſ501", as: CadastralCode.self) == "invalid_cadastral_code")
    }

    // swift-format-ignore
    static let numbers: [(String, String)] = [
        ("\u{200E}+9647701000006", "+9647701000006"),
        ("\u{202A}+964 770\u{2011}100–0006\u{202C}", "+9647701000006"),
        ("＋٩٦٤ ٧٧٠ ١٠٠ ٠٠٠٦", "+9647701000006"),
        ("tel:+964-770-100-0006", "+9647701000006"),
        // The zero that is dialled within the country.
        ("+964 0770 100 0006", "+9647701000006"), ("00964 (0)770 1000006", "+9647701000006"),
        ("+44 (0)20 7946 0958", "+442079460958"), ("+49 (0) 30 901820", "+4930901820"), ("+33 06 12 34 56 78", "+33612345678"),
        ("+98 0912 345 6789", "+989123456789"), ("+90 0532 123 45 67", "+905321234567"), ("+963 0944 567 890", "+963944567890"),
        ("+36 06 20 123 4567", "+36201234567"), ("+36 20 123 4567", "+36201234567"),
        ("+7 8 912 345 67 89", "+79123456789"), ("+7 812 345 67 89", "+78123456789"),
        ("+1 1 212 555 0100", "+12125550100"), ("+1 212 555 0100", "+12125550100"), ("+375 80 29 123 45 67", "+375291234567"),
        // Where it belongs to the number.
        ("+39 06 1234567", "+39061234567"), ("+39 (0)6 1234567", "+39061234567"), ("+39 333 1234567", "+393331234567"),
        ("+370 8 612 34567", "+37061234567"), ("+370 (0)612 34567", "+37061234567"), ("+370 612 34567", "+37061234567"),
        ("+370 8521 2345", "+37085212345"), ("+993 8 65 123456", "+99365123456"), ("+998 90 123 45 67", "+998901234567"),
        ("+998 8 90 123 45 67", "+998901234567"), ("+52 1 55 1234 5678", "+525512345678"), ("+52 55 1234 5678", "+525512345678"),
        ("+52 01 55 1234 5678", "+525512345678"),
        // Two lines of one house.
        ("+39 3331234567/8", "+393331234567"), ("+39 06 1234567/568", "+39061234567"), ("+39 06/1234567", "+39061234567"),
        ("+32 475/12/34/56", "+32475123456"),
        ("+378 0549 882914", "+3780549882914"), ("+225 07 01 02 03 04", "+2250701020304"), ("+34 612 345 678", "+34612345678"),
    ]

    @Test(arguments: numbers) func `a number that is accepted is the number`(
        typed: String,
        number: String
    ) throws {
        let value = try PhoneNumber(parsing: typed)
        #expect(value.rawValue == number)
        #expect(try PhoneNumber(parsing: value.rawValue) == value)
    }

    // swift-format-ignore
    static let atHome: [(DialPlan, String, String?)] = [
        (.iraq, "0770 100 0006", "+9647701000006"), (.iraq, "٠٧٧٠١٠٠٠٠٠٦", "+9647701000006"), (.iraq, "01 717 1234", "+96417171234"),
        (.iraq, "964 770 100 0006", "+9647701000006"), (.iraq, "9640770 1000006", "+9647701000006"),
        (.iraq, "7701000006", "+9647701000006"), (.iraq, "٧٧٠ ١٠٠ ٠٠٠٦", "+9647701000006"),
        (.iraq, "770100000", nil), (.iraq, "6701000006", nil), (.iraq, "0770 100 0006/7", "+9647701000006"), (.iraq, "0770", nil), (.iraq, "07701000006789", nil), (.iraq, "+39061234567", "+39061234567"),
        (.italy, "06 1234567", "+39061234567"), (.italy, "333 123 4567", "+393331234567"), (.italy, "393 123 4567", "+393931234567"),
        (.italy, "39 333 123 4567", "+393331234567"), (.italy, "112", nil), (.italy, "0039 06 1234567", "+39061234567"),
        (.northAmerica, "(212) 555-0101", "+12125550101"), (.northAmerica, "1-212-555-0101", "+12125550101"), (.northAmerica, "+1 212 555 0101", "+12125550101"),
        (.northAmerica, "555-0101", nil), (.northAmerica, "112 555 0101", nil), (.northAmerica, "+39061234567", "+39061234567"),
    ]

    @Test(arguments: atHome) func `a local number is one of the product's country`(
        home: DialPlan,
        typed: String,
        number: String?
    ) {
        DialPlan.$home.withValue(home) {
            #expect(PhoneNumber(rawValue: typed)?.rawValue == number)
        }
        if number != nil, !typed.hasPrefix("+"), !typed.hasPrefix("00") {
            #expect(PhoneNumber(rawValue: typed) == nil, "without a country it is nobody's")
        }
    }

    @Test func `what the database has is taken as it is`() {
        #expect(PhoneNumber(stored: "+9640770").rawValue == "+9640770")
        #expect(EmailAddress(stored: "Old@Example.com").rawValue == "Old@Example.com")
    }

    // swift-format-ignore
    static let addresses: [(String, String)] = [
        ("omar.shop@example.com ", "omar.shop@example.com"), ("\u{FEFF}Omar@Example.COM\r\n", "omar@example.com"),
        ("prova@münchen.example", "prova@xn--mnchen-3ya.example"), ("prova@MU\u{308}NCHEN.example", "prova@xn--mnchen-3ya.example"),
        ("prova@xn--mnchen-3ya.example", "prova@xn--mnchen-3ya.example"), ("a@faß.de", "a@xn--fa-hia.de"),
        ("a@пример.example", "a@xn--e1afmkfd.example"), ("a@例え.example", "a@xn--r8jz45g.example"),
        ("a@مثال.إختبار", "a@xn--mgbh0fb.xn--kgbechtv"), ("a@παράδειγμα.gr", "a@xn--hxajbheg2az3al.gr"),
        ("<a.b@example.com>", "a.b@example.com"), ("mailto:a@example.com", "a@example.com"), ("MAILTO:a@example.com?subject=x", "a@example.com"),
        ("Mario Rossi <A@example.com>", "a@example.com"), ("Rossi, Mario <mailto:a@münchen.example>;", "a@xn--mnchen-3ya.example"),
        ("a@example.com;", "a@example.com"), ("a@example.com,", "a@example.com"), ("a@example.com.", "a@example.com"),
        ("a＠example．com", "a@example.com"), ("info@al\u{2011}furat.example", "info@al-furat.example"),
    ]

    @Test(arguments: addresses) func `an address is the mailbox it means`(
        typed: String,
        address: String
    ) throws {
        let value = try EmailAddress(parsing: typed)
        #expect(value.rawValue == address)
        #expect(try EmailAddress(parsing: value.rawValue) == value)
    }

    // swift-format-ignore
    @Test(arguments: [
        ("prova@xn--mnchen-3ya.example", "prova@münchen.example"), ("a@xn--mgbh0fb.xn--kgbechtv", "a@مثال.إختبار"),
        ("a@xn--r8jz45g.example", "a@例え.example"), ("a@example.com", "a@example.com"),
        // Invalid punycode, or the punycode of another name.
        ("a@xn--.example", "a@xn--.example"), ("a@xn--99999999.example", "a@xn--99999999.example"), ("a@xn--abc-.example", "a@xn--abc-.example"),
    ])
    func `an address is shown in the script of its owner`(address: String, shown: String) {
        let value = EmailAddress(stored: address)
        #expect(value.displayed == shown)
        if shown != address { #expect(EmailAddress(rawValue: shown) == value) }
    }

    @Test func `a byte order mark before a body is none of it`() throws {
        struct Shop: Codable, Equatable { var name: String }
        let body = [0xEF, 0xBB, 0xBF] + Array(#"{"name": "Lilium"}"#.utf8)
        #expect(try JSON.read(Shop.self, from: body) == Shop(name: "Lilium"))
        #expect(throws: Problem.self) { try JSON.read(Shop.self, from: [0xEF, 0xBB] + body) }
    }
}
