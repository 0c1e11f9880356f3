import Kernel
import TestKit
import Testing

@testable import Platform

@Suite struct StripePartsTests {
    private let body = Array(#"{"id":"evt_1","object":"event"}"#.utf8)
    private let vector = "0c8670ed117751cc551a20e35839447075c42800ea3cf3e8a2fbda99cd1e6edd"

    @Test func `the vector of the domain facts`() throws {
        let signature = try #require(StripeSignature("t=1700000000,v1=\(vector)"))
        #expect(signature.matches(body, secrets: ["whsec_test_secret"]))
        #expect(signature.matches(body, secrets: ["whsec_new", "whsec_test_secret"]))
        #expect(!signature.matches(body, secrets: ["whsec_new"]) && !signature.matches(body, secrets: []))
        #expect(!signature.matches(body + [32], secrets: ["whsec_test_secret"]))
        #expect(signature.isTimely(at: Instant(seconds: 1_700_000_300)))
        #expect(!signature.isTimely(at: Instant(seconds: 1_700_000_301)))
        #expect(signature.isTimely(at: Instant(seconds: 1_699_999_700)))
        #expect(!signature.isTimely(at: Instant(seconds: 1_699_999_699)))
    }

    @Test func `several signatures, one of which fits, and schemes we do not know`() throws {
        let wrong = String(repeating: "0", count: 64)
        let several = try #require(StripeSignature("t=1700000000,v1=\(wrong),v1=\(vector),v0=abc"))
        #expect(several.signatures.count == 2 && several.matches(body, secrets: ["whsec_test_secret"]))
        #expect(StripeSignature("t=1700000000,v0=\(vector)") == nil)
        #expect(StripeSignature("t=1,t=2,v1=\(vector)") == nil)
        #expect(StripeSignature("v1=\(vector)") == nil)
    }

    @Test func `periods in both shapes`() throws {
        let shared = #""id":"sub_1","customer":{"id":"cus_1"},"status":"active","created":5,"metadata":{}"#
        let old =
            #"{\#(shared),"current_period_start":10,"current_period_end":20,"items":{"data":[{"id":"si_1","plan":{"id":"p"}}]}}"#
        let new = """
            {\(shared),"items":{"data":[{"id":"si_1","price":"p","current_period_start":10,"current_period_end":20}]}}
            """

        let snapshot = try [old, new].map {
            try StripeReading.subscription(JSONValue(parsing: Array($0.utf8)))
        }

        #expect(snapshot[0] == snapshot[1])
        #expect(
            snapshot[0].periodEnd == Instant(seconds: 20) && snapshot[0].customer == "cus_1"
                && snapshot[0].price == "p"
        )
    }

    @Test func `invoices in both shapes`() throws {
        let shared =
            #""id":"in_1","customer":"cus_1","status":"paid","created":5,"total":1000,"currency":"eur","period_start":1,"period_end":2"#
        let old = #"{\#(shared),"subscription":"sub_1","payment_intent":"pi_1"}"#
        let new = """
            {\(shared),"parent":{"subscription_details":{"subscription":"sub_1"}},
             "payments":{"data":[{"payment":{"payment_intent":"pi_1"}}]}}
            """

        let snapshot = try [old, new].map { try StripeReading.invoice(JSONValue(parsing: Array($0.utf8))) }

        #expect(snapshot[0] == snapshot[1])
        #expect(snapshot[0].subscription == "sub_1" && snapshot[0].payment == "pi_1")
    }

    @Test(arguments: [
        "{}", #"{"id":"x"}"#, #"{"id":1,"items":[]}"#, #"{"id":"s","customer":"c","status":"strange"}"#,
    ])
    func `what makes no sense is said to make none`(text: String) throws {
        let json = try JSONValue(parsing: Array(text.utf8))
        #expect(throws: GatewayFailure.self) { try StripeReading.subscription(json) }
        #expect(throws: GatewayFailure.self) { try StripeReading.payment(json) }
        #expect(throws: GatewayFailure.self) { try StripeReading.invoice(json) }
        #expect(throws: GatewayFailure.self) { try StripeReading.refund(json) }
    }

    @Test func `a form is encoded byte by byte`() {
        let text = StripeForm.encoded(["product_data[name]", "Però & più = 100% 🎉", "a", ""])
        #expect(text == "product_data[name]=Per%C3%B2%20%26%20pi%C3%B9%20%3D%20100%25%20%F0%9F%8E%89&a=")
    }

    @Test func `an event with names that no database would take is none`() {
        let text = #"{"id":"evt\u0000","type":"a","created":1}"#
        #expect(StripeReading.event(Array(text.utf8), isLive: false) == nil)
        #expect(StripeReading.event(Array("[]".utf8), isLive: false) == nil)
        #expect(StripeReading.event([], isLive: false) == nil)
    }
}
