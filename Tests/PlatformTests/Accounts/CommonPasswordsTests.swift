import Kernel
import Testing

@testable import Platform

@Suite struct CommonPasswordsTests {
    @Test func `the filter is that of the lists`() {
        #expect(CommonPasswordBits.entries > 90_000)
        for word in ["password", "liverpool", "juventus", "qwertyuiop", "correcthorsebatterystaple"] {
            #expect(CommonPasswords.contains(word), "\(word)")
        }
    }

    @Test func `none of ten thousand generated passphrases is refused`() {
        var random = Seeded()
        let email = EmailAddress(unchecked: "anna.neri@example.com")

        let refused = (0..<10_000).filter { number in
            let words = (0..<4).map { _ in Self.words[Int(random.next() % UInt64(Self.words.count))] }
            let digits = number % 2 == 0 ? "\(number % 100)" : ""
            let phrase = words.joined(separator: [" ", "-", "."][number % 3]) + digits
            return Set(words).count > 1
                && PasswordRules.refusal(of: Password(phrase), for: email, minimum: 10) != nil
        }

        #expect(refused.isEmpty, "\(refused.count)")
    }

    @Test func `strong characters with a word among them are none of the list`() {
        let strong = ["83#a$51!7@22", "x9-love-48213-77420-1", "una frase che ricordo 2026", "7Kd.93-vQx.11"]
        for password in strong {
            #expect(!CommonPasswords.contains(password), "\(password)")
        }
    }

    private static let words = """
        love dragon casa mare sole luna gatto cane albero fiume monte vento pioggia neve fuoco terra acqua pane vino pasta
        tavolo sedia finestra porta strada ponte treno nave aereo libro penna carta mano occhio cuore horse battery staple
        correct monkey summer winter football princess shadow master secret garden river mountain window table bread
        """.split(whereSeparator: \.isWhitespace).map(String.init)

    /// The same each time.
    private struct Seeded {
        private var state: UInt64 = 0x9E37_79B9_7F4A_7C15

        mutating func next() -> UInt64 {
            state ^= state << 13
            state ^= state >> 7
            state ^= state << 17
            return state
        }
    }
}
