import Testing

@testable import Platform

@Suite struct ItalianMaskingTests {
    @Test func `every expression is valid`() {
        #expect(ContactPatterns.italian.setAside.expression != nil)
        #expect(ContactPatterns.italian.hidden.allSatisfy { $0.expression != nil })
    }

    // swift-format-ignore
    @Test(arguments: [
        ("Chiamami al 338 1234567", "Chiamami al [contact]"),
        ("scrivi a tina.rossi@posta.it", "scrivi a [contact]"),
        ("tina.rossi chiocciola posta punto it", "[contact]"),
        ("il mio sito tinarossi.it", "il mio sito [contact]"),
        ("tre tre otto uno due tre quattro", "[contact]"),
        ("WhatsApp: tina_rossi", "[contact]"),
    ])
    func `Italian contact data is hidden`(text: String, shown: String) {
        #expect(Masking.mask(text, .italian).shown == shown)
    }

    @Test(arguments: [
        "Ci vediamo il 10/03/2027 alle 18:30, sono 30 euro", "Libero 18.30-19.30 o 20.00 - 21.00",
        "Un esercizio su 1.250.000 euro", "Sei brava: otto, nove, dieci", "Capitolo 3.2 e pagine 12-18",
    ])
    func `dates, times and money are no contact data`(text: String) {
        #expect(Masking.mask(text, .italian) == (text, 0))
    }

    @Test func `the English rule does not know Italian words`() {
        #expect(Masking.mask("tre tre otto uno due tre quattro").hits == 0)
        #expect(Masking.mask("just do.it").hits == 0)
    }
}
