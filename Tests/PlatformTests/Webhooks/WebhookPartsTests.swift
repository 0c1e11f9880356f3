import Crypto
import Foundation
import Kernel
import TestKit
import Testing

@testable import Platform

/// `v1,` and the Base64 of HMAC-SHA256 under the Base64 after `whsec_`.
func expectedSignature(_ secret: String, _ signed: String) throws -> String {
    let key = try #require(Data(base64Encoded: String(secret.dropFirst("whsec_".count))))
    let code = HMAC<SHA256>.authenticationCode(for: Data(signed.utf8), using: SymmetricKey(data: key))
    return "v1," + Data(code).base64EncodedString()
}

@Suite struct WebhookPartsTests {
    @Test func `the signature is the one of the specification`() throws {
        let key = try #require(Data(base64Encoded: "MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"))

        let signature = WebhookSecret(key: Array(key))
            .signature(of: "msg_p5jXN8AQM9LWM0D4loKWxJek", at: 1_614_265_330, #"{"test": 2432232314}"#)

        #expect(signature == "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=")
        #expect(WebhookSecret(key: Array(key)).text == "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")
    }

    @Test func `a sealed secret opens for its endpoint alone`() async throws {
        let world = try await anExchange()
        let endpoint = ID<WebhookEndpoint>.new(at: world.clock.now)
        let other = ID<WebhookEndpoint>.new(at: world.clock.now)
        let secret = WebhookSecret.new()

        let sealed = try secret.sealed(of: endpoint, at: world.site)

        let key = try WebhookSecret.current.open(sealed, in: endpoint, at: world.site)
        #expect(WebhookSecret(key: key).text == secret.text)
        #expect(throws: SealedValueUnreadable.self) {
            try WebhookSecret.current.open(sealed, in: other, at: world.site)
        }
    }

    @Test(arguments: [
        ("*", "order.paid", true), ("order.*", "order.paid", true), ("order.*", "orders.paid", false),
        ("order.*", "order", false), ("order.paid", "order.paid", true),
        ("order.paid", "order.paid.twice", false),
        ("order.paid.*", "order.paid", false),
    ])
    func `a filter matches a type, its beginning or all`(filter: String, type: String, matches: Bool) throws {
        #expect(try EventFilter(parsing: filter).matches(type) == matches)
    }

    @Test(arguments: ["", ".", "a.", ".a", "a..b", "*.a", "a*", "a.*.b", "A.b", "a b", "a.**", "é"])
    func `what is no filter is refused`(text: String) {
        #expect(throws: Refusal.self) { try EventFilter(parsing: text) }
    }

    @Test(arguments: [
        "https://example.com", "https://example.com/a?b=c", "http://127.0.0.1:8080/x",
        "HTTPS://[2001:db8::1]:1/",
    ])
    func `an address of the web is taken`(text: String) throws {
        #expect(try WebhookURL(parsing: text).rawValue == text)
    }

    @Test(arguments: [
        "", "example.com", "ftp://example.com", "https://", "https:///x", "https://user@example.com",
        "https://user:word@example.com/", "https://example.com/#part", "https://exa mple.com",
        "https://example.com/\n", "https://example.com:0/", "https://example.com:x/",
        "https://example.com\\@evil",
        "https://esempio.è/", "javascript:alert(1)",
    ])
    func `anything else is not`(text: String) {
        #expect(throws: Refusal.self) { try WebhookURL(parsing: text) }
    }

    @Test func `retry-after is seconds or a date`() throws {
        let now = try #require(Instant("2026-11-21T09:00:00Z"))

        #expect(RetryAfter.parse("120", at: now) == .seconds(120))
        #expect(RetryAfter.parse("Sat, 21 Nov 2026 09:10:00 GMT", at: now) == .minutes(10))
        #expect(RetryAfter.parse("Sat, 21 Nov 2026 08:10:00 GMT", at: now) == nil)
        #expect(RetryAfter.parse("99999999999999999999", at: now) == nil)
        #expect(RetryAfter.parse("-5", at: now) == nil && RetryAfter.parse("soon", at: now) == nil)
    }
}
