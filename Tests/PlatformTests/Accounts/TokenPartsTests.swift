import Crypto
import Kernel
import Testing

@testable import Platform

@Suite struct TokenPartsTests {
    @Test func `base64url goes there and back, and has one text for each value`() {
        for count in 0...40 {
            let bytes = randomBytes(count)
            #expect(Base64.url.decode(Base64.url.encode(bytes)) == bytes)
        }
        for text in ["A", "AB", "AA==", "A+", "A/", "AAA\n", "é"] {
            #expect(Base64.url.decode(text) == nil, "\(text)")
        }
    }

    @Test func `a refresh token is its session and its number`() throws {
        let key = SymmetricKey(size: .bits256)
        let token = RefreshToken(session: .placeholder, counter: 1 << 40)
        let text = token.text(signedBy: key)

        #expect(RefreshToken(text, signedBy: [SymmetricKey(size: .bits256), key]) == token)
        #expect(RefreshToken(text, signedBy: [SymmetricKey(size: .bits256)]) == nil)
        for position in stride(from: 4, to: text.count, by: 5) {
            var altered = Array(text)
            altered[position] = altered[position] == "A" ? "B" : "A"
            #expect(RefreshToken(String(altered), signedBy: [key]) == nil)
        }
    }

    @Test func `what is remembered is bounded, and forgotten with its session`() {
        let tokens = VerifiedTokens(capacity: 8)
        let now = Instant(seconds: 1_000)
        let actor = Actor(kind: .person, account: .placeholder, role: .member)
        func key(_ number: Int) -> SHA256.Digest { SHA256.hash(data: [UInt8(number)]) }
        let session = ID<Session>.placeholder

        for number in 0..<50 {
            tokens.remember(actor, in: session, for: key(number), until: now + .hours(1), at: now)
        }
        #expect((0..<50).filter { tokens.actor(for: key($0), at: now) != nil }.count <= 8)
        #expect(tokens.actor(for: key(49), at: now) == actor)
        #expect(tokens.actor(for: key(49), at: now + .seconds(30)) == nil)

        tokens.distrust(session, for: .minutes(15), at: now)
        #expect(tokens.actor(for: key(49), at: now) == nil)
        tokens.remember(actor, in: session, for: key(49), until: now + .hours(1), at: now)
        #expect(tokens.actor(for: key(49), at: now) == nil)
    }

    @Test func `keys differ by purpose and product`() throws {
        let secret = try SiteSecret(Array(repeating: 1, count: 32))

        let keys = [("a", "caf"), ("b", "caf"), ("a", "tutoring")].map {
            secret.keys(for: $0.0, of: $0.1)[0].bytes
        }

        #expect(Set(keys).count == 3)
        #expect(throws: SecretTooShort.self) { try SiteSecret("too short") }
    }

    @Test func `the tries of a day are those of decision 0023`() {
        let lockout = Lockout()

        #expect(lockout.lasting.perDay == 116)
        #expect(lockout.account.perDay == 340)
        #expect(lockout.address.perDay * lockout.failuresPerName == 1_350)
    }
}
