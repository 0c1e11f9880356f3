import Kernel
import Platform
import TestKit
import Testing

@testable import Marketplace

@Suite struct MaskingTests {
    @Test func `every mask vector is shown as the page says`() throws {
        for vector in try MarketVectors.list("mask") {
            let text = try #require(vector["text"]?.stringValue)
            #expect(Masking.mask(text).shown == vector["shown"]?.stringValue, "\(text)")
        }
    }

    @Test func `every expression is valid`() {
        #expect(ContactPatterns.english.setAside.expression != nil)
        #expect(ContactPatterns.english.hidden.allSatisfy { $0.expression != nil })
    }

    @Test func `hits are counted, and what is not hidden keeps its letters`() {
        let (shown, hits) = Masking.mask(
            "Hi @Joe_99, WRITE to Joe@Mail.Example or https://x.com/2026-11-21 ok"
        )
        #expect(shown == "Hi [contact], WRITE to [contact] or [contact] ok")
        #expect(hits == 3)
        let harmless = "½ day for the Café, ﬁrst floor\nat 10:30"
        #expect(Masking.mask(harmless) == (harmless, 0))
    }

    @Test func `other words: a number after money, spelled digits, handles`() {
        #expect(Masking.mask("$20 and 212 555 0187").shown == "$20 and [contact]")
        #expect(Masking.mask("one two three four five six").hits == 0)
        #expect(Masking.mask("one two three four five six seven").hits == 1)
        #expect(Masking.mask("a@b").hits == 0)
        #expect(Masking.mask("WhatsApp: +44 20 7946 0018").hits == 1)
        #expect(Masking.mask("venmo #joe-the-painter").shown == "[contact]")
    }

    @Test(
        arguments: [
            "a", "a@", "a-", "1,", "1((", "one two ", "www.", "http://", "a at a ", "a  (at)  a  dot  ",
            "wa  :", "1   ",
            "1...1...1...1...1...1...1...x", "a(at)aa.aa.aa.aa.", "\u{FDFA}", "⑴", "+(", "@_",
        ]
    )
    func `the work is bounded, whatever the text`(part: String) {
        let text = String(repeating: part, count: 4_000 / part.count)
        let begun = ContinuousClock.now
        _ = Masking.mask(text)
        #expect(.now - begun < .seconds(3), "\(part)")
    }
}
