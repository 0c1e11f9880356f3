import Kernel
import Testing

struct CodiceFiscaleTests {
    static let mario = "RSSMRA80A01H501U"
    static let omocodes = [
        "RSSMRA80A01H50MM", "RSSMRA80A01H5LMX", "RSSMRA80A01HRLMS", "RSSMRA80A0MHRLMK", "RSSMRA80ALMHRLMV",
        "RSSMRA8LALMHRLMG", "RSSMRAULALMHRLMD",
    ]
    let today = CivilDate(2026, 11, 21) ?? .placeholder

    @Test(arguments: [mario] + omocodes)
    func `a code and its omocodes tell the same birth`(text: String) throws {
        let code = try CodiceFiscale(parsing: text)
        #expect(code.birthDate(notAfter: today) == CivilDate(1980, 1, 1))
        #expect(code.sex == .male)
        #expect(code.birthplace?.rawValue == "H501")
        #expect(!code.isProvisional)
    }

    @Test func `women's days are counted from 41`() throws {
        let code = try CodiceFiscale(parsing: "RSSMRA80A41H501Y")
        #expect(code.sex == .female)
        #expect(code.birthDate(notAfter: today) == CivilDate(1980, 1, 1))
    }

    @Test func `a birth abroad has the code of the state`() throws {
        let code = try CodiceFiscale(parsing: "hss krm 85t10 z225g")
        #expect(code.rawValue == "HSSKRM85T10Z225G")
        #expect(code.birthplace?.rawValue == "Z225")
        #expect(code.birthDate(notAfter: today) == CivilDate(1985, 12, 10))
    }

    @Test(arguments: ["RSSMRA80A01H501X", "RSSMRA80A01H50MI", "RSSMRB80A01H501U", "12345678901"])
    func `a wrong check character is told as such`(text: String) {
        #expect(refusal(of: text, as: CodiceFiscale.self) == "codice_fiscale_check")
    }

    @Test(arguments: [
        "", "RSSMRA80A01H501", "RSSMRA80A01H501UU", "RSSMRA80F01H501U", "RSSMRA80A00H501U",
        "RSSMRA80A32H501U",
        "RSSMRA80A72H501U", "RSSMRA80B30H501U", "RSSMRA81B29H501U", "R5SMRA80A01H501U", "RSSMRA80A01H5O1U",
        "ſSSMRA80A01H501U",
        "RSSMRA80A01H501U\u{0}", "00000000000", "1234567890",
    ])
    func `no code at all`(text: String) {
        let code = refusal(of: text, as: CodiceFiscale.self)
        #expect(code == (text == "00000000000" ? "codice_fiscale_check" : "invalid_codice_fiscale"))
    }

    @Test func `every other check letter is refused`() {
        let letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ".filter { $0 != "U" }
        #expect(letters.allSatisfy { CodiceFiscale(rawValue: Self.mario.dropLast() + String($0)) == nil })
    }

    @Test func `a provisional code tells nothing and agrees with everything`() throws {
        let code = try CodiceFiscale(parsing: "12345678903")
        #expect(code.isProvisional && code.sex == nil && code.birthplace == nil)
        #expect(code.birthDate(notAfter: today) == nil)
        #expect(code.disagreements(birthDate: today, sex: .female, birthplace: .placeholder).isEmpty)
        #expect(code.warnings(surname: "Rossi", name: "Mario").isEmpty)
    }

    @Test func `the century is the latest that is not in the future`() throws {
        let code = try CodiceFiscale(parsing: Self.mario)
        #expect(code.birthDate(notAfter: try #require(CivilDate(1980, 1, 1))) == CivilDate(1980, 1, 1))
        #expect(code.birthDate(notAfter: try #require(CivilDate(1979, 12, 31))) == CivilDate(1880, 1, 1))
        #expect(code.birthDate(notAfter: try #require(CivilDate(2080, 1, 1))) == CivilDate(2080, 1, 1))
    }

    @Test func `what was declared is held against the code`() throws {
        let code = try CodiceFiscale(parsing: Self.mario)
        #expect(
            code.disagreements(
                birthDate: CivilDate(1980, 1, 1),
                sex: .male,
                birthplace: CadastralCode(rawValue: "H501")
            ).isEmpty
        )
        #expect(code.disagreements(birthDate: CivilDate(1880, 1, 1)).isEmpty)
        let found = code.disagreements(
            birthDate: CivilDate(1980, 1, 2),
            sex: .female,
            birthplace: CadastralCode(rawValue: "F205")
        )
        #expect(found.map(\.member) == ["birth_date", "sex", "birthplace"])
        #expect(found.allSatisfy { $0.refusal.code == "codice_fiscale_mismatch" })
    }

    @Test(arguments: [
        ("Rossi", "RSS"), ("Fo", "FOX"), ("Aia", "AIA"), ("D'Angelo", "DNG"), ("D’Angelò", "DNG"),
        ("Nicolò", "NCL"), ("Æbø", "BAE"),
        ("Жук", "XXX"), ("", "XXX"),
    ])
    func `three letters of a surname`(surname: String, letters: String) {
        #expect(CodiceFiscale.surnameCode(surname) == letters)
    }

    @Test(arguments: [
        ("Mario", "MRA"), ("Vincenzo", "VCN"), ("Alessandro", "LSN"), ("Al", "LAX"), ("Maria Grazia", "MGR"),
        ("Zoé", "ZOE"),
    ])
    func `three letters of a name`(name: String, letters: String) {
        #expect(CodiceFiscale.nameCode(name) == letters)
    }

    @Test func `other names are only warned of`() throws {
        let code = try CodiceFiscale(parsing: Self.mario)
        #expect(code.warnings(surname: "Rossi", name: "Mario").isEmpty)
        #expect(code.warnings(surname: "Bianchi", name: "Vincenzo").map(\.member) == ["surname", "name"])
    }
}
