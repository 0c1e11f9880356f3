import Kernel
import Platform
import Testing

@testable import Distribution

@Suite("words to search by")
struct SearchTextTests {
    // swift-format-ignore
    @Test(
        arguments: [
        ("أحمد إبراهيم آمال ٱلله", "احمد ابراهيم امال الله"),       // alef
        ("شاي", "شاى"), ("شاي", "شای"),                              // ya
        ("كتاب", "کتاب"),                                            // kaf
        ("ملابس جديدة", "ملابس جديده"),                              // ta marbuta
        ("عــــسل", "عسل"),                                          // tatweel
        ("عَسَلٌ", "عسل"), ("مُحَمَّد", "محمد"),                      // diacritics
        ("مؤسسة", "موسسه"), ("مائدة", "مايده"), ("ماء", "ما"),        // hamza
        ("٥ كغم", "5 كغم"), ("۵ کگم", "5 كگم"),                      // digits
        ("چای ڕەش", "چاي ره\u{200C}ش"),
        ("شەربەتی هەنار", "شه\u{200C}ربه\u{200C}تي هه\u{200C}نار"),  // Kurdish ە as it is typed without its key
        ("گوڵ", "گول"), ("کۆمپانیا", "كومپانيا"),
        ("CAFÉ Crème", "cafe creme"), ("ＡＢＣ１２", "abc 12"), ("ﷲ", "الله"),
        ("5kg", "5 KG"), ("FUR-RICE-5", "fur rice 5"), ("a_b/c.d", "A B C D"),
    ])
    func `different spellings are equal`(_ one: String, _ other: String) {
        #expect(SearchText.words(of: one) == SearchText.words(of: other))
    }

    // swift-format-ignore
    @Test(
        arguments: [
        ("گول", "كول"), ("پاک", "باك"), ("چای", "جاي"), ("rice", "rise"), ("5", "50"), ("عسل", "غسل"),
    ])
    func `different words stay different`(_ one: String, _ other: String) {
        #expect(SearchText.words(of: one) != SearchText.words(of: other))
    }

    @Test func `nothing but separators is no word; a question without a word finds nothing`() {
        #expect(SearchText.words(of: " -!؟، \u{200F}ـ ًٌ ").isEmpty)
        #expect(
            SearchText.words(of: "'); DROP TABLE \"product\" & | ! :* \\").allSatisfy { word in
                word.unicodeScalars.allSatisfy { $0.properties.isAlphabetic }
            }
        )
        #expect(SearchQuery("!!").words.isEmpty)
        #expect(SearchQuery(String(repeating: "a b ", count: 50)).words.count == 10)
        #expect(SearchText.words(of: String(repeating: "x", count: 5_000)).map(\.count) == [40])
    }

    // swift-format-ignore
    @Test(
        arguments: [
        ("الرز", ["الرز", "رز"]), ("للرز", ["للرز", "رز", "لرز"]), ("الماء", ["الما", "ما"]), ("الر", ["الر", "ر"]), ("ال", ["ال"]),
        ("وعدس", ["وعدس", "عدس"]), ("لبن", ["لبن"]), ("bread", ["bread"]),
    ])
    func `a word is also asked for without what is written before it`(_ typed: String, _ spellings: [String]) {
        #expect(SearchQuery(typed).words == [spellings])
        #expect(SearchQuery(typed).words != SearchQuery(spellings.joined(separator: " ")).words || spellings.count == 1)
    }

    @Test func `doing it again changes nothing`() {
        for text in ["آأإ ؤئء ةىی ١٢٣ CAFÉ ﷲ ½ ﬁ Straße İı", "شەربەتی هەنار ٦", "x²y³ №5"] {
            let words = SearchText.words(of: text)
            #expect(SearchText.words(of: words.joined(separator: " ")) == words, "\(text)")
        }
    }
}
