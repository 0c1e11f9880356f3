import Kernel
import Store
import TestKit
import Testing

@testable import Platform

/// Passwords and codes are the same however a keyboard, a system or a clipboard writes them.
@Suite struct TypedSecretTests {
    private let typed = "caff\u{E9} lungo e buono"
    private let decomposed = "caffe\u{301}\u{A0}lungo\u{3000}e buono"

    @Test func `a password is the same on every keyboard`() async throws {
        let hasher = PasswordHasher(PasswordHasher.Parameters(memory: 64, passes: 1, lanes: 1))
        for (kept, given) in [(typed, decomposed), (decomposed, typed), (decomposed, decomposed)] {
            let hash = try await hasher.hash(Password(kept))
            let verdict = try await hasher.verify(Password(given), against: hash)
            #expect(verdict.matches && !verdict.isOutdated)
        }
        let hash = try await hasher.hash(Password(typed))
        #expect(try await !hasher.verify(Password("caffe lungo e buono"), against: hash).matches)
        #expect(try await !hasher.verify(Password(typed + " "), against: hash).matches)
        #expect(try await !hasher.verify(Password(decomposed), against: nil).matches)
    }

    @Test func `a hash of the past still opens, and is made anew`() async throws {
        let world = try await aClub()
        let old = try PasswordHasher.encoded(Password(decomposed), .standard)
        try await world.db.write { tx in
            try tx.execute(
                "UPDATE account SET password_hash = \(old.phc) WHERE email = \(Person.giulia.email)"
            )
        }
        #expect(try await world.tryLogin(Person.giulia.email, typed).status == 401)
        #expect(try await world.tryLogin(Person.giulia.email, decomposed).status == 200)
        #expect(try await world.tryLogin(Person.giulia.email, typed).status == 200)
    }

    @Test func `an address is the same with what was pasted around it`() async throws {
        let world = try await aClub()
        for email in [" \(Person.giulia.email)\n", "\u{FEFF}\(Person.giulia.email.uppercased())\u{A0}"] {
            #expect(try await world.tryLogin(email).status == 200)
        }
    }

    // swift-format-ignore
    @Test(arguments: [
        ("١٢٣٤٥٦", "123456"), ("۱۲۳ ۴۵۶", "123456"), ("１２３-４５６", "123456"), ("\u{200E}123\u{2011}456\n", "123456"),
        ("abcd\u{2011}efgh–2345", "ABCDEFGH2345"), ("ABCD EFGH\u{A0}2345", "ABCDEFGH2345"), ("ｆｓ12", nil), ("ſbcdefgh2345", nil),
        ("12345", nil), ("१२३४५६७", nil),
    ])
    func `a code of the second step may be pasted in groups and typed in any digits`(given: String, code: String?) {
        #expect(SecondFactorCode(rawValue: given)?.rawValue == code)
        if let code, code.utf8.count == 6 { #expect(SixDigits(rawValue: given)?.rawValue == code) }
    }
}
